package io.netjar.internet.builder;

/// Rates in bits per second by the units that people use.
public final class Rate {
    private Rate() {}

    /// So many thousand bits per second.
    public static long kbit(double rate) {
        return Math.round(rate * 1e3);
    }

    /// So many million bits per second.
    public static long mbit(double rate) {
        return Math.round(rate * 1e6);
    }

    /// So many thousand million bits per second.
    public static long gbit(double rate) {
        return Math.round(rate * 1e9);
    }
}
