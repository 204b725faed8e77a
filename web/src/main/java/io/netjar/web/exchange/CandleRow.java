package io.netjar.web.exchange;

import java.util.ArrayList;
import java.util.List;

/// Candles of one length, in order of time; stretches without a trade have none.
final class CandleRow {
    private final long length;
    private final List<Candle> candles = new ArrayList<>();

    /// @param length of a candle, in nanoseconds
    CandleRow(long length) {
        this.length = length;
    }

    void add(Trade trade) {
        add(Candle.of(trade.nanos(), trade));
    }

    /// Adds what is not before anything added so far.
    void add(Candle later) {
        long begins = Math.floorDiv(later.nanos(), length) * length;
        if (!candles.isEmpty() && candles.getLast().nanos() == begins) {
            candles.addLast(candles.removeLast().with(later));
        } else {
            candles.addLast(new Candle(begins, later.open(), later.high(), later.low(), later.close(),
                    later.volume(), later.turnover(), later.closedNanos()));
        }
    }

    /// Oldest first.
    List<Candle> candles() {
        return List.copyOf(candles);
    }
}
