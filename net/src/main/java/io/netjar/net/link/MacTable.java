package io.netjar.net.link;

import org.jspecify.annotations.Nullable;

/// A switch's filtering database: behind which port each MAC address was last heard, and when. IEEE 802.1D-2004 §7.9.
/// A hash table with open addressing, since it is asked for every frame.
final class MacTable {
    /// IEEE 802.1D-2004 table 7-5: the recommended default of the ageing time, 300 s.
    static final long AGEING_NANOS = 300_000_000_000L;
    /// As many addresses as a small switch for homes and offices learns.
    static final int MAX_ADDRESSES = 8192;
    private static final int SMALLEST = 16;
    /// So long ago that it has aged at any time.
    private static final long NEVER_HEARD = -AGEING_NANOS - 1;
    /// How often a full table is searched for aged addresses at most.
    private static final long SWEEP_NANOS = 1_000_000_000L;

    private long[] macs = new long[SMALLEST];
    private @Nullable Port[] ports = new @Nullable Port[SMALLEST];
    private long[] heard = new long[SMALLEST];
    private int used;
    private long swept;

    /// The port behind which `mac` was heard in the last [#AGEING_NANOS], or null.
    @Nullable
    Port portOf(long mac, long now) {
        int slot = slotOf(mac);
        Port port = ports[slot];
        return port == null || isAged(heard[slot], now) ? null : port;
    }

    /// Notes that `mac` was heard behind `port`, unless the table is full of fresh addresses.
    void learn(long mac, Port port, long now) {
        int slot = slotOf(mac);
        if (ports[slot] == null) {
            if (used >= ports.length / 2 && (used < MAX_ADDRESSES || now - swept > SWEEP_NANOS)) {
                rebuild(now);
                slot = slotOf(mac);
            }
            if (used >= MAX_ADDRESSES) {
                return;
            }
            used++;
        }
        macs[slot] = mac;
        ports[slot] = port;
        heard[slot] = now;
    }

    /// Forgets who was heard behind `port`.
    void forget(Port port) {
        for (int slot = 0; slot < ports.length; slot++) {
            if (ports[slot] == port) {
                heard[slot] = NEVER_HEARD;
            }
        }
    }

    private static boolean isAged(long heardAt, long now) {
        return now - heardAt > AGEING_NANOS;
    }

    /// Where `mac` stands or would be put.
    private int slotOf(long mac) {
        int mask = ports.length - 1;
        int slot = (int) (mac * 0x9e37_79b9_7f4a_7c15L >>> 40) & mask;
        while (ports[slot] != null && macs[slot] != mac) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /// Lays the fresh addresses out anew, in a table that they fill by a quarter to a half at most.
    private void rebuild(long now) {
        long[] oldMacs = macs;
        @Nullable
        Port[] oldPorts = ports;
        long[] oldHeard = heard;
        int size = SMALLEST;
        while (size < 4 * countFresh(now) && size < 2 * MAX_ADDRESSES) {
            size *= 2;
        }
        macs = new long[size];
        ports = new @Nullable Port[size];
        heard = new long[size];
        used = 0;
        swept = now;
        for (int old = 0; old < oldPorts.length; old++) {
            if (oldPorts[old] != null && !isAged(oldHeard[old], now)) {
                int slot = slotOf(oldMacs[old]);
                macs[slot] = oldMacs[old];
                ports[slot] = oldPorts[old];
                heard[slot] = oldHeard[old];
                used++;
            }
        }
    }

    private int countFresh(long now) {
        int fresh = 0;
        for (int slot = 0; slot < ports.length; slot++) {
            fresh += ports[slot] != null && !isAged(heard[slot], now) ? 1 : 0;
        }
        return fresh;
    }
}
