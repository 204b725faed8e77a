/// TLS for sites: an authority that belongs to one emulated Internet, the certificates that it issues (good ones, and
/// bad ones on purpose), and what stands between a connection's bytes and HTTP at either end. RFC 8446, RFC 5246,
/// RFC 5280, RFC 9525.
///
/// ```java
/// var authority = new Authority(engine, List.of("test"));
/// var server = new TlsServer(engine, authority, Map.of("www.shop.test", CertificateKind.VALID));
/// var client = new TlsClient(engine, authority::root);
/// ```
///
/// Keys, serial numbers and all that a handshake draws come from the engine's seeded chance, dates are reckoned by the
/// engine's clock, and nothing but the given root is trusted. **Who knows the seed knows every key**, the root's too:
/// it serves to show what TLS does, and keeps no secret.
@NullMarked
package io.netjar.web.tls;

import org.jspecify.annotations.NullMarked;
