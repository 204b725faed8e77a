package io.netjar.wire;

import java.util.Arrays;

/// Lends packets and takes them back. One engine thread owns a pool and everything it lends.
public final class PacketPool {
    /// Bytes before a fresh packet's offset, where the transport header begins: IPv4 (20), Ethernet (14) and 14 more
    /// for a tag or a tunnel. There are no more so that the headers, which each hop reads, share their cache lines with
    /// the array's length.
    public static final int HEADROOM = 48;
    /// An acknowledgement or a query; a full Ethernet frame, 1,600 bytes in memory with the array's length; a jumbo
    /// frame of 9,000; the largest IPv4 packet.
    private static final int[] SIZES = {256, 1584, 10_240, 65_536 + 2 * HEADROOM};

    /// What a pool keeps of each size for later, at most: what was on its way in a storm of broadcasts need not stay for
    /// good. It is over 40,000 Ethernet frames, more than a second of a 400 Mbit/s link.
    private static final int MAX_FREE_BYTES = 64 * 1024 * 1024;

    /// The packets of each size that nobody has, the last one released on top: it is the one in the processor's caches.
    private final Packet[][] free = new Packet[SIZES.length][0];
    private final int[] counts = new int[SIZES.length];
    private final ArrayPool arrays = new ArrayPool();
    private long lent;

    public PacketPool() {}

    /// Arrays for those who keep bytes that are in no packet.
    public ArrayPool arrays() {
        return arrays;
    }

    /// A packet of `length` bytes with undefined content and [#HEADROOM] in front of it.
    ///
    /// @throws IllegalArgumentException if no IPv4 packet can be that long
    public Packet take(int length) {
        int size = sizeClass(length + HEADROOM);
        Packet packet = counts[size] == 0 ? new Packet(this, SIZES[size]) : free[size][--counts[size]];
        packet.reset(HEADROOM, length);
        lent++;
        return packet;
    }

    /// A packet that holds a copy of `bytes[offset, offset + length)`.
    public Packet copyOf(byte[] bytes, int offset, int length) {
        Packet packet = take(length);
        System.arraycopy(bytes, offset, packet.bytes(), packet.offset(), length);
        return packet;
    }

    /// Packets lent and not yet given back: 0 when nothing is on its way.
    public long lent() {
        return lent;
    }

    void giveBack(Packet packet) {
        packet.markPooled();
        lent--;
        int size = sizeClass(packet.capacity());
        if (counts[size] >= MAX_FREE_BYTES / packet.capacity()) {
            return;
        }
        if (counts[size] == free[size].length) {
            free[size] = Arrays.copyOf(free[size], Math.max(16, 2 * counts[size]));
        }
        free[size][counts[size]++] = packet;
    }

    private static int sizeClass(int capacity) {
        for (int i = 0; i < SIZES.length; i++) {
            if (capacity <= SIZES[i]) {
                return i;
            }
        }
        throw new IllegalArgumentException("no packet can hold " + capacity + " bytes");
    }
}
