package io.netjar.wire;

import java.util.ArrayDeque;

/// Lends packets and takes them back. One engine thread owns a pool and everything it lends.
public final class PacketPool {
    /// Bytes before a fresh packet's offset: Ethernet (14), IPv4 with options (60), TCP with options (60), and
    /// 2 so that the IPv4 header stands on a 4-byte boundary.
    public static final int HEADROOM = 136;
    /// An acknowledgement or a query; a full Ethernet frame; a jumbo frame of 9,000; the largest IPv4 packet.
    private static final int[] SIZES = {256, 2048, 10_240, 65_536 + 2 * HEADROOM};

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
        free[sizeClass(packet.capacity())].addLast(packet);
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
