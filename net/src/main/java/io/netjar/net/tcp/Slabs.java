package io.netjar.net.tcp;

import java.util.ArrayDeque;

/// Byte arrays of powers of two for the buffers of a host's connections. A buffer that runs empty gives its array
/// back, so an idle connection holds none and a busy one makes no garbage.
final class Slabs {
    static final byte[] NONE = new byte[0];
    private static final int LEAST_BITS = 11;
    private static final int MOST_BITS = 31;
    /// How many bytes of free arrays of one size are kept.
    private static final long KEPT_BYTES = 16L << 20;

    private final ArrayDeque<byte[]>[] free;
    private long lentBytes;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Slabs() {
        free = new ArrayDeque[MOST_BITS - LEAST_BITS];
    }

    /// An array of at least `size` bytes, a power of two, with any content.
    byte[] take(int size) {
        int bits = Math.max(LEAST_BITS, 32 - Integer.numberOfLeadingZeros(Math.max(1, size) - 1));
        ArrayDeque<byte[]> shelf = free[bits - LEAST_BITS];
        lentBytes += 1L << bits;
        byte[] slab = shelf == null ? null : shelf.pollLast();
        return slab == null ? new byte[1 << bits] : slab;
    }

    void giveBack(byte[] slab) {
        if (slab.length == 0) {
            return;
        }
        lentBytes -= slab.length;
        int index = Integer.numberOfTrailingZeros(slab.length) - LEAST_BITS;
        if (free[index] == null) {
            free[index] = new ArrayDeque<>(4);
        }
        if ((long) free[index].size() * slab.length < KEPT_BYTES) {
            free[index].addLast(slab);
        }
    }

    /// The sizes of all arrays taken and not given back: 0 when no buffer holds anything.
    long lentBytes() {
        return lentBytes;
    }
}
