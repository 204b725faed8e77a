package io.netjar.net.wifi;

/// A way of sending that two radios agree on: how fast it is, and how likely it is not understood. IEEE 802.11-2020 clause 21
/// (VHT, known as 802.11ac).
///
/// @param bitsPerSecond the rate of data
/// @param bitErrorRate how likely a bit is wrong after decoding
record AirRate(long bitsPerSecond, double bitErrorRate) {
    /// Table 21-30 and its like: bits a subcarrier carries, and the coding rate R, for MCS 0 to 9.
    private static final int[] BITS = {1, 2, 2, 4, 4, 6, 6, 6, 8, 8};
    private static final int[] CODING_OVER = {1, 1, 3, 1, 3, 2, 3, 5, 3, 5};
    private static final int[] CODING_UNDER = {2, 2, 4, 2, 4, 3, 4, 6, 4, 6};
    /// Table 21-25: the signal in dBm at which a receiver of 20 MHz loses no more than a tenth of PSDUs of 4,096 bytes, and 3 dB
    /// more for each doubling of the channel. It was table 22-25 of IEEE 802.11ac-2013; MathWorks' WLAN Toolbox quotes the same.
    /// (What else is cited here of IEEE 802.11 is from memory of the standard; the rates follow from the formula in §21.5.)
    private static final int[] SENSITIVITY = {-82, -79, -77, -74, -70, -66, -65, -64, -59, -57};
    private static final int SENSITIVITY_BYTES = 4096;
    private static final double SENSITIVITY_LOSS = 0.1;
    /// Table 21-5: data subcarriers of channels of 20, 40, 80 and 160 MHz.
    private static final int[] SUBCARRIERS = {52, 108, 234, 468};
    /// A symbol with the long guard interval.
    private static final int SYMBOLS_PER_SECOND = 250_000;
    /// What a rate is judged by: a full Ethernet frame in its 802.11 dress.
    private static final int JUDGED_BYTES = 1554;
    /// How many standard deviations of noise a bit stands off an error at the sensitivity.
    private static final double DISTANCE_AT_SENSITIVITY = distance();

    /// The rate by which most data comes over at a signal, of all with a channel of up to `megahertz` and up to `streams` spatial
    /// streams: what a rate control that has had time to try all would settle on.
    static AirRate best(double dbm, int megahertz, int streams) {
        AirRate best = basic(dbm);
        double most = 0;
        for (int width = 0; width < SUBCARRIERS.length && 20 << width <= megahertz; width++) {
            for (int nss = 1; nss <= streams; nss++) {
                for (int mcs = 0; mcs < BITS.length; mcs++) {
                    AirRate rate = of(dbm, mcs, width, nss);
                    double comesOver = rate.bitsPerSecond * (1 - rate.frameErrorRate(JUDGED_BYTES));
                    if (exists(mcs, width, nss) && comesOver > most) {
                        best = rate;
                        most = comesOver;
                    }
                }
            }
        }
        return best;
    }

    /// The rate that every radio understands, for frames to a group: BPSK and R = 1/2 in 20 MHz, 6 Mbit/s in clause 17's 48
    /// subcarriers; it is heard as far as MCS 0.
    static AirRate basic(double dbm) {
        return new AirRate(Airtime.BASIC_RATE, bitErrorRate(dbm - SENSITIVITY[0]));
    }

    private static AirRate of(double dbm, int mcs, int width, int nss) {
        // Twice the channel takes in twice the noise; twice the streams share the power (the tables' steps of 3 dB).
        double needed = SENSITIVITY[mcs] + 3.0 * width + 10 * StrictMath.log10(nss);
        long bitsPerSymbol = bitsPerSymbolTimesUnder(mcs, width, nss) / CODING_UNDER[mcs];
        return new AirRate(bitsPerSymbol * SYMBOLS_PER_SECOND, bitErrorRate(dbm - needed));
    }

    /// §21.5: a symbol must hold a whole number of bits, so that MCS 9 does not exist in 20 MHz with one or two streams.
    private static boolean exists(int mcs, int width, int nss) {
        return bitsPerSymbolTimesUnder(mcs, width, nss) % CODING_UNDER[mcs] == 0;
    }

    private static long bitsPerSymbolTimesUnder(int mcs, int width, int nss) {
        return (long) SUBCARRIERS[width] * BITS[mcs] * CODING_OVER[mcs] * nss;
    }

    /// How likely a frame of `bytes` on the air has a wrong bit.
    double frameErrorRate(int bytes) {
        return -StrictMath.expm1(8.0 * bytes * StrictMath.log1p(-bitErrorRate));
    }

    /// Gaussian noise whose power is `decibels` further below the signal than at the sensitivity: the distance from an error
    /// grows with the amplitude.
    static double bitErrorRate(double decibels) {
        return Math.min(0.5, tail(DISTANCE_AT_SENSITIVITY * StrictMath.pow(10, decibels / 20)));
    }

    /// Solves (1 - Q(x))^(8 · 4096) = 0.9 for x, by halving.
    private static double distance() {
        double wanted = -StrictMath.expm1(StrictMath.log1p(-SENSITIVITY_LOSS) / (8 * SENSITIVITY_BYTES));
        double low = 0;
        double high = 10;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (tail(middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The tail Q(x) of the normal distribution, by Craig's formula (J. W. Craig: "A new, simple and exact result for
    /// calculating the probability of error for two-dimensional signal constellations", MILCOM 1991): the mean of
    /// exp(-x² / 2 sin² θ) over θ from 0 to π, halved.
    static double tail(double x) {
        int steps = 256;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double sine = StrictMath.sin((i + 0.5) * StrictMath.PI / (2 * steps));
            sum += StrictMath.exp(-x * x / (2 * sine * sine));
        }
        return sum / steps / 2;
    }
}
