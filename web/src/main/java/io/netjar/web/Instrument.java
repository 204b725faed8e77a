package io.netjar.web;

/// Something traded on a [Market]: prices are whole numbers of `tick`s, written with `decimals` digits after the
/// point.
///
/// @param code the market's code, quoted currency first, like `KRW-NARU`
/// @param opening price at the calendar's beginning, in units of 10^-decimals
/// @param tick smallest step of the price, in the same units
/// @param decimals digits after the point
/// @param volatility standard deviation of the price's logarithm over a day, 0.03 for 3 %
/// @param weight how often it is traded, compared with the others
public record Instrument(String code, long opening, long tick, int decimals, double volatility, int weight) {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    public Instrument {
        if (opening <= 0 || tick <= 0 || decimals < 0 || decimals >= POWERS.length || weight <= 0) {
            throw new IllegalArgumentException(
                    "an instrument needs a positive price, tick and weight, and 0 to 6 decimals: " + code);
        }
    }

    /// `units` as a decimal number.
    String written(long units) {
        if (decimals == 0) {
            return Long.toString(units);
        }
        String fraction = Long.toString(POWERS[decimals] + units % POWERS[decimals]).substring(1);
        return units / POWERS[decimals] + "." + fraction;
    }
}
