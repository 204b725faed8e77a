package io.netjar.web;

import java.util.List;

/// A WebSocket program that tells every client a market's prices: on opening one `snapshot` message for each
/// instrument, then a `price` message for each trade. All clients share the market.
///
/// ```json
/// {"type":"price","code":"KRW-NARU","price":98423000,"change":0.0012,"volume":0.512,"time":1767225601234,"seq":731}
/// ```
///
/// `change` is relative to the opening price, `time` milliseconds since 1970 in the emulated calendar, `seq` counts
/// the market's trades, so that a client sees what it missed. A snapshot has `trail` besides: the newest prices,
/// oldest first. What clients send is ignored.
public final class MarketFeed implements WebSocketProgram {
    private final Market market;

    public MarketFeed(Market market) {
        this.market = market;
    }

    @Override
    public WebSocketEvents opened(WebSocketSession session) {
        for (Market.Standing standing : market.standings()) {
            session.send(snapshot(standing));
        }
        Market.Watcher watcher = trade -> session.send(price(trade));
        market.watch(watcher);
        return _ -> market.forget(watcher);
    }

    static String price(Market.Trade trade) {
        return message("price", trade).append('}').toString();
    }

    static String snapshot(Market.Standing standing) {
        StringBuilder json = message("snapshot", standing.last()).append(",\"trail\":[");
        List<Long> trail = standing.trail();
        for (int i = 0; i < trail.size(); i++) {
            json.append(i == 0 ? "" : ",").append(standing.last().instrument().written(trail.get(i)));
        }
        return json.append("]}").toString();
    }

    private static StringBuilder message(String type, Market.Trade trade) {
        long change = StrictMath.round(trade.change() * 10_000);
        return new StringBuilder(160).append("{\"type\":\"").append(type).append("\",\"code\":\"")
                .append(trade.instrument().code()).append("\",\"price\":")
                .append(trade.instrument().written(trade.price())).append(",\"change\":")
                .append(fraction(change, 10_000)).append(",\"volume\":")
                .append(fraction(trade.volume(), 1000))
                .append(",\"time\":").append(WebClock.epochMillis(trade.nanos())).append(",\"seq\":")
                .append(trade.sequence());
    }

    /// `units` / `scale` (a power of ten) as a decimal number.
    private static String fraction(long units, long scale) {
        long size = Math.abs(units);
        String digits = Long.toString(scale + size % scale).substring(1);
        return (units < 0 ? "-" : "") + size / scale + "." + digits;
    }
}
