package io.netjar.engine;

/// A stream of random numbers that depends on a seed and a name only, the same on every machine and JDK.
///
/// The generator is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014);
/// the name is hashed with 64-bit FNV-1a.
public final class Chance {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
    private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01b3L;

    private long state;

    private Chance(long state) {
        this.state = state;
    }

    /// The stream of `name` under `seed`.
    public static Chance of(long seed, String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return new Chance(mix(seed + GOLDEN_GAMMA) ^ mix(hash));
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    /// A number from 0 to `bound` - 1, each as likely (multiply-shift, off by less than 2^-32).
    ///
    /// @throws IllegalArgumentException if `bound` is not positive
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("a bound must be positive: " + bound);
        }
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    /// A number from 0 (inclusive) to 1 (exclusive).
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /// True with the given probability.
    public boolean happens(double probability) {
        return probability > 0 && nextDouble() < probability;
    }

    /// A waiting time whose mean is `mean` (exponential distribution), for arrivals that know nothing of each other.
    public double nextExponential(double mean) {
        return -mean * StrictMath.log(1 - nextDouble());
    }

    /// A number around 0 with standard deviation 1 (Box and Muller's transform).
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (nextLong() >>> 56);
        }
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }
}
