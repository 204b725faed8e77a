package io.netjar.net.wifi;

/// How strongly a station and its access point hear each other, the same in both directions, at an antenna.
///
/// @param dbm the power received, in decibels of a milliwatt, from -110 to 0; -50 is the same room, -82 the least that a
///     radio must understand at its slowest (IEEE 802.11-2020 table 21-25)
public record Signal(double dbm) {
    /// A transmitter of 100 mW, the most that is allowed indoors on most channels at 5 GHz, or nearly so.
    private static final double TRANSMITTED_DBM = 20;
    private static final double MEGAHERTZ = 5200;
    /// Ten times the exponent by which power falls with distance. ITU-R P.1238 gives 28 to 31 for homes and offices at 5.2
    /// GHz (from memory of its table 2).
    private static final double LOSS_COEFFICIENT = 30;

    public Signal {
        if (!(dbm >= -110 && dbm <= 0)) {
            throw new IllegalArgumentException("a signal is from -110 to 0 dBm, not " + dbm + " dBm");
        }
    }

    public static Signal of(double dbm) {
        return new Signal(dbm);
    }

    /// The signal `metres` from the access point, furniture and inner walls on the way: ITU-R P.1238's indoor path loss, 20
    /// log f + N log d - 28 decibels, on a channel at 5.2 GHz and one storey, at a metre's distance at least.
    ///
    /// @throws IllegalArgumentException if nothing of it can be heard: beyond some 600 m
    public static Signal atDistance(double metres) {
        double loss = 20 * StrictMath.log10(MEGAHERTZ)
                + LOSS_COEFFICIENT * StrictMath.log10(Math.max(1, metres)) - 28;
        return new Signal(TRANSMITTED_DBM - loss);
    }

    @Override
    public String toString() {
        return dbm + " dBm";
    }
}
