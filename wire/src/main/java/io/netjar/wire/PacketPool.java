package io.netjar.wire;

import java.util.ArrayDeque;

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

    private final ArrayDeque<Packet>[] free;
    private long lent;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public PacketPool() {
        free = new ArrayDeque[SIZES.length];
        for (int i = 0; i < SIZES.length; i++) {
            free[i] = new ArrayDeque<>();
        }
    }

    /// A packet of `length` bytes with undefined content and [#HEADROOM] in front of it.
    ///
    /// @throws IllegalArgumentException if no IPv4 packet can be that long
    public Packet take(int length) {
        int size = sizeClass(length + HEADROOM);
        Packet packet = free[size].pollLast();
        if (packet == null) {
            packet = new Packet(this, SIZES[size]);
        }
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
        ArrayDeque<Packet> pile = free[sizeClass(packet.capacity())];
        if (pile.size() < MAX_FREE_BYTES / packet.capacity()) {
            pile.addLast(packet);
        }
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
