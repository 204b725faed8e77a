package io.netjar.wire;

import java.util.Arrays;

/// Lends byte arrays, powers of two long, to whoever keeps bytes for a while, and takes them back. What was given back last
/// is lent first, since it is still in the processor's caches. One engine thread owns a pool and everything it lends.
public final class ArrayPool {
    /// An array that holds nothing and belongs to nobody.
    public static final byte[] NONE = new byte[0];
    private static final int LEAST_BITS = 11;
    private static final int MOST_BITS = 30;
    /// How many bytes of free arrays of one size are kept.
    private static final long KEPT_BYTES = 64L << 20;

    private final byte[][][] free = new byte[MOST_BITS - LEAST_BITS + 1][0][];
    private final int[] counts = new int[free.length];

    ArrayPool() {}

    /// An array of at least `size` bytes, 2,048 to 2^30, with any content.
    ///
    /// @throws IllegalArgumentException if `size` is over 2^30
    public byte[] take(int size) {
        int bits = Math.max(LEAST_BITS, 32 - Integer.numberOfLeadingZeros(Math.max(1, size) - 1));
        if (bits > MOST_BITS) {
            throw new IllegalArgumentException("no array of " + size + " bytes is lent");
        }
        int shelf = bits - LEAST_BITS;
        if (counts[shelf] == 0) {
            return new byte[1 << bits];
        }
        counts[shelf]--;
        return free[shelf][counts[shelf]];
    }

    /// Takes back an array that was lent; [#NONE] may be given as well.
    public void giveBack(byte[] array) {
        if (array.length == 0) {
            return;
        }
        int shelf = Integer.numberOfTrailingZeros(array.length) - LEAST_BITS;
        int count = counts[shelf];
        if ((long) count * array.length >= KEPT_BYTES) {
            return;
        }
        if (count == free[shelf].length) {
            free[shelf] = Arrays.copyOf(free[shelf], Math.max(4, 2 * count));
        }
        free[shelf][count] = array;
        counts[shelf]++;
    }
}
