/// HTTP sites, WebSocket feeds, and a client that fetches pages.
///
/// A [io.netjar.web.Site] is content (a folder of files, say) and WebSocket programs by path. A
/// [io.netjar.web.SiteServer] serves sites by name on one port of an emulated host; a
/// [io.netjar.web.HttpClient] on another host fetches from it. A request goes from the codec through
/// `RequestDeadline` and `HttpConnection` (order, keep-alive, backpressure) to `VirtualHosts` and `Site`, which
/// make an `Answer`; `BodySender` streams its bytes as fast as the road takes them.
///
/// ```java
/// var market = new Market(engine, "exchange");
/// var site = new Site(Content.folder(Path.of("samples/exchange"))).with("/feed", new MarketFeed(market));
/// var server = SiteServer.open(transport, 80, Map.of("exchange.test", site), access -> {});
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
/// Everything a server sends is a function of its content, the request and the engine's clock: no wall clock, no
/// file times, no chance that is not seeded.
@NullMarked
package io.netjar.web;

import org.jspecify.annotations.NullMarked;
