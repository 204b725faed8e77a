package io.netjar.web.exchange;

/// An instrument's figures since midnight (UTC).
final class DayFigures {
    private final long reference;
    private long opening;
    private long high;
    private long low;
    private long volume;
    private long turnover;

    /// @param reference the price of the fixing at midnight, with which the day's are compared
    DayFigures(long reference) {
        this.reference = reference;
        this.opening = reference;
        this.high = reference;
        this.low = reference;
    }

    void add(Trade trade) {
        if (volume == 0) {
            opening = trade.price();
            high = opening;
            low = opening;
        }
        high = Math.max(high, trade.price());
        low = Math.min(low, trade.price());
        volume += trade.size();
        turnover += Amounts.cost(trade.price(), trade.size());
    }

    long reference() {
        return reference;
    }

    long opening() {
        return opening;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /// In units of 0.0001 coins.
    long volume() {
        return volume;
    }

    /// In units of 0.0001 won.
    long turnover() {
        return turnover;
    }
}
