/// An exchange: a market of invented instruments, what its feed says over WebSockets, and what its past was over HTTP.
///
/// An instrument's orders come from its `OrderFlow`, which goes by the value on its `ValuePath`, into an `OrderBook`, where
/// they meet; a `Session` is one hour of that. A `Listing` leads from session to session up to the present and keeps what
/// was traded: the newest in `Ring`s for those who were cut off, all in the candles of its `History`. A `Desk` tells
/// subscribers of one instrument, each message made once for an `Audience`.
///
/// ```java
/// var market = new Market(engine, "exchange.test");
/// var site = new Site(Content.folder(Path.of("samples/exchange")))
///         .with("/feed", new MarketFeed(market)).withPage("/v1/", new MarketApi(market));
/// ```
///
/// The protocol is in `docs/exchange.md`. All that happens is a function of the engine's seed, the market's name and time.
@NullMarked
package io.netjar.web.exchange;

import org.jspecify.annotations.NullMarked;
