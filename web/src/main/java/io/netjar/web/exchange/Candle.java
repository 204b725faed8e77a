package io.netjar.web.exchange;

/// What was traded within a stretch of time.
///
/// @param nanos engine time at which the stretch begins
/// @param open the first price, in units of 0.0001 won, as the others
/// @param close the last price
/// @param volume in units of 0.0001 coins
/// @param turnover what it cost together, in units of 0.0001 won
/// @param closedNanos when the last trade was
record Candle(long nanos, long open, long high, long low, long close, long volume, long turnover,
        long closedNanos) {
    /// A stretch of one trade.
    static Candle of(long nanos, Trade trade) {
        long price = trade.price();
        return new Candle(nanos, price, price, price, price, trade.size(),
                Amounts.cost(price, trade.size()), trade.nanos());
    }

    /// Both together; `later` comes after this.
    Candle with(Candle later) {
        return new Candle(nanos, open, Math.max(high, later.high), Math.min(low, later.low), later.close,
                volume + later.volume, turnover + later.turnover, later.closedNanos);
    }
}
