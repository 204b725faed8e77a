package io.netjar.web.exchange;

/// Decimal numbers with four digits after the point: prices in won, amounts in coins.
final class Amounts {
    /// Units in a coin.
    static final long COIN = 10_000;

    private static final long SCALE = 10_000;

    private Amounts() {}

    /// Appends `units` / 10,000, with as many digits after the point as it needs.
    static void append(StringBuilder out, long units) {
        append(out, units, SCALE);
    }

    /// Appends `units` / `scale`, a power of ten, with as many digits after the point as it needs.
    static void append(StringBuilder out, long units, long scale) {
        long size = Math.abs(units);
        out.append(units < 0 ? "-" : "").append(size / scale);
        long fraction = size % scale;
        if (fraction != 0) {
            out.append('.');
            for (long digit = scale / 10; fraction > 0; digit /= 10) {
                out.append((char) ('0' + fraction / digit));
                fraction %= digit;
            }
        }
    }

    /// As [#append], alone.
    static String written(long units) {
        var out = new StringBuilder();
        append(out, units);
        return out.toString();
    }

    /// What an amount costs, in units of 0.0001 won, rounded down.
    static long cost(long price, long size) {
        return Math.multiplyHigh(price, size) == 0
                ? price * size / COIN
                : (long) ((double) price * size / COIN);
    }
}
