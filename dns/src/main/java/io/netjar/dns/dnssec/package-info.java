/// DNSSEC: the keys and signatures of zones, the chains that prove what is not there, and the anchor with which trust
/// begins. RFC 4033, RFC 4034, RFC 4035, RFC 5155, RFC 9276.
///
/// ```java
/// var keys = ZoneKeys.of(engine, origin);
/// var signer = new ZoneSigner(origin, records, keys, Signing.usual(DenialKind.NSEC3));
/// Optional<RRSIGRecord> signature = signer.signature(set);
/// ```
@NullMarked
package io.netjar.dns.dnssec;

import org.jspecify.annotations.NullMarked;
