package io.netjar.net.tcp;

/// A stretch of a byte stream in a ring that grows as needed: position 0 is the oldest byte kept. The receive
/// buffer of a connection is one of these.
final class ByteRing {
    private final Slabs slabs;
    private byte[] ring = Slabs.NONE;
    private int head;
    private int length;
    /// An array of somebody else's that holds the bytes for now, from `lentAt` on, if it is not empty.
    private byte[] lent = Slabs.NONE;
    private int lentAt;

    ByteRing(Slabs slabs) {
        this.slabs = slabs;
    }

    /// How many bytes are here, counted from position 0 without a gap.
    int length() {
        return length;
    }

    /// Appends bytes to an empty ring without a copy of them: they stay where they are until [#keep()], at the latest when
    /// their array is given away. Whoever takes them off before that saves the copy.
    void lend(byte[] source, int offset, int count) {
        lent = source;
        lentAt = offset;
        length = count;
    }

    /// Copies what is left of the bytes that were lent.
    void keep() {
        if (lent.length > 0) {
            byte[] source = lent;
            int count = length;
            lent = Slabs.NONE;
            length = 0;
            append(source, lentAt, count);
        }
    }

    /// Puts bytes at `position`, which may lie beyond the end; they count once [#extend(int)] reaches them.
    void put(int position, byte[] source, int offset, int count) {
        keep();
        ensure(position + count);
        int start = head + position & ring.length - 1;
        int first = Math.min(count, ring.length - start);
        System.arraycopy(source, offset, ring, start, first);
        System.arraycopy(source, offset + first, ring, 0, count - first);
    }

    /// Moves the end by `count` bytes that were put there before.
    void extend(int count) {
        length += count;
    }

    void append(byte[] source, int offset, int count) {
        put(length, source, offset, count);
        length += count;
    }

    void copy(int position, byte[] target, int offset, int count) {
        if (count == 0) {
            return;
        }
        if (lent.length > 0) {
            System.arraycopy(lent, lentAt + position, target, offset, count);
            return;
        }
        int start = head + position & ring.length - 1;
        int first = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, target, offset, first);
        System.arraycopy(ring, 0, target, offset + first, count - first);
    }

    /// Takes `count` bytes off the front. The array goes back when nothing is left and `nothingBeyond` the end is
    /// kept either.
    void drop(int count, boolean nothingBeyond) {
        length -= count;
        if (lent.length > 0) {
            lentAt += count;
            lent = length == 0 ? Slabs.NONE : lent;
            return;
        }
        head = ring.length == 0 ? 0 : head + count & ring.length - 1;
        if (length == 0 && nothingBeyond) {
            free();
        }
    }

    /// Forgets everything.
    void free() {
        slabs.giveBack(ring);
        ring = Slabs.NONE;
        lent = Slabs.NONE;
        head = 0;
        length = 0;
    }

    private void ensure(int size) {
        if (size <= ring.length) {
            return;
        }
        byte[] larger = slabs.take(size);
        int first = Math.min(ring.length, ring.length - head);
        System.arraycopy(ring, head, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, ring.length - first);
        slabs.giveBack(ring);
        ring = larger;
        head = 0;
    }
}
