/// HTTP sites and WebSocket feeds; their clients are in [io.netjar.web.client].
///
/// A [io.netjar.web.Site] is content (a folder of files, say), and programs by path for pages and WebSockets. A
/// [io.netjar.web.SiteServer] serves sites by name on one port of an emulated host; a
/// [io.netjar.web.client.HttpClient] on another host fetches from it. A request goes from the codec through
/// `RequestDeadline` and `HttpConnection` (order, keep-alive, backpressure) as a `Request` to the `OriginServer`, where
/// `VirtualHosts` and `Site` make an `Answer`; in an `Exchange` `BodySender` streams its bytes as fast as the road takes
/// them. `ProtocolChoice` finds out whether a client speaks HTTP/2: then `Http2Codec` and Netty give each of its requests a channel
/// of its own, where an `Http2ServerStream` does what `HttpConnection` does, and a WebSocket's `Http2Tunnel` is what TCP is elsewhere.
///
/// ```java
/// var site = new Site(Content.folder(Path.of("samples/shop"))).with("/echo", new Echo());
/// var server = SiteServer.open(transport, 80, Map.of("www.shop.test", site), access -> {});
/// ```
///
/// # WebSocket limits
/// | what | how much | beyond |
/// |---|---|---|
/// | a client's message, inflated | [io.netjar.web.WebSocketPolicy]: 64 KiB; `Echo`: 16 MiB | closed with 1009 |
/// | what waits for a client that does not read | the channel's high watermark (64 KiB) and one message | a feed's client is closed with 1013; of one that gets answers nothing more is read |
/// | between two pings | 30 s | cut off when two were not answered |
/// | silence of both sides | no limit, if the policy has none | closed with 1001 |
/// | the answer to a close frame | 10 s | cut off |
/// | memory for a client with compression | 256 KiB to deflate and 40 KiB to inflate, as zlib's manual has it | |
///
/// # HTTP/2 limits
/// | what | how much | beyond |
/// |---|---|---|
/// | streams open at once | 100 | reset with REFUSED_STREAM |
/// | header section | 16 KiB, and 16 CONTINUATION frames that are not full | 431; the connection ends beyond 20 KiB |
/// | request line, as HTTP/1.1 would write it | 8 KiB | 414 |
/// | content of a request | 64 KiB | 413, and the rest is not wanted |
/// | content sent ahead to programs that do not read | 64 KiB a stream, 1 MiB a connection | flow control |
/// | frames that bring nothing (PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA, unknown) | 1,000 at once, 10 a second, more for content sent | GOAWAY with ENHANCE_YOUR_CALM |
/// | streams reset, by either end | 200 in 30 s | the same |
/// | a request, from its HEADERS to its end | 60 s | 408 |
/// | an answer of which nothing is taken | 60 s | reset with CANCEL |
/// | a connection without a request | 75 s | GOAWAY |
///
/// Everything a server sends is a function of its content, the request and the engine's clock: no wall clock, no
/// file times, no chance that is not seeded.
@NullMarked
package io.netjar.web;

import org.jspecify.annotations.NullMarked;
