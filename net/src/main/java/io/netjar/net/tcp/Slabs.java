package io.netjar.net.tcp;

import io.netjar.wire.ArrayPool;

/// The arrays in which a host's connections keep their bytes, from the pool that all hosts share. A buffer that runs empty
/// gives its array back, so an idle connection holds none and a busy one makes no garbage.
final class Slabs {
    static final byte[] NONE = ArrayPool.NONE;

    private final ArrayPool pool;
    private long lentBytes;

    Slabs(ArrayPool pool) {
        this.pool = pool;
    }

    /// An array of at least `size` bytes, a power of two, with any content.
    byte[] take(int size) {
        byte[] slab = pool.take(size);
        lentBytes += slab.length;
        return slab;
    }

    void giveBack(byte[] slab) {
        lentBytes -= slab.length;
        pool.giveBack(slab);
    }

    /// The sizes of all arrays taken and not given back: 0 when no buffer holds anything.
    long lentBytes() {
        return lentBytes;
    }
}
