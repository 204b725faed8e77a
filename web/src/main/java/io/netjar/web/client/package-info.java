/// The client's side of the web: requests over connections that are kept and shared as browsers keep and share them.
///
/// [io.netjar.web.client.HttpClient] sends one GET, as curl does. [io.netjar.web.client.Connections] is what lies under
/// it and under a browser: of each origin (scheme, host, port) it holds the connections, at most six over HTTP/1.1, and the
/// requests that wait for one. A request becomes an `Exchange`; its `OriginPool` gives it to a `ClientConnection`
/// that has room, or begins an `Opening` (name, TCP, TLS), which yields one.
///
/// ```java
/// var client = new HttpClient(laptop.transport(), names, HttpClient.Settings.DEFAULT).with(tls);
/// client.get(URI.create("https://www.shop.test/"), fetched -> show(fetched));
/// ```
///
/// Not modelled: proxies, cookies, credentials, one connection for several origins (RFC 9113 §9.1.1), pipelining.
@NullMarked
package io.netjar.web.client;

import org.jspecify.annotations.NullMarked;
