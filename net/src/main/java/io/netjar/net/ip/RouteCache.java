package io.netjar.net.ip;

import org.jspecify.annotations.Nullable;

/// What a host found out about the pairs of source and destination address that it met last: whether they are its own,
/// whether they can be, and which route leads on. One probe then stands for six look-ups a packet.
///
/// Answers hold for the version of addresses and routes that they were found with; a pair takes the place of another
/// that falls on the same slot. The cache is empty until something is asked, and grows while pairs keep driving each other
/// out.
final class RouteCache {
    private static final int FIRST_SLOTS = 2;
    private static final int MOST_SLOTS = 4096;
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
    private static final long NO_VERSION = -1;

    /// What is known of no pair at all.
    static final Entry NOTHING = new Entry();

    /// What is known of one pair.
    static final class Entry {
        private int source;
        private int destination;
        private long version = NO_VERSION;
        private boolean martian;
        private boolean fromHere;
        private boolean toHere;
        private boolean toBroadcast;
        private int preferredSource;
        private @Nullable Route route;
        private @Nullable Neighbour next;

        /// Whether this is what is known of the pair while addresses and routes have that version.
        boolean isFor(int from, int to, long now) {
            return source == from && destination == to && version == now;
        }

        int destination() {
            return destination;
        }

        /// Whether a packet with these addresses cannot come in by a link.
        boolean isMartian() {
            return martian;
        }

        /// Whether the source is one of the host's addresses, loopback included.
        boolean isFromHere() {
            return fromHere;
        }

        /// Whether the destination is one of the host's addresses, loopback included.
        boolean isToHere() {
            return toHere;
        }

        /// Whether the destination is the limited broadcast address or that of an attached subnet.
        boolean isToBroadcast() {
            return toBroadcast;
        }

        /// From which of its addresses the host talks to the destination if nobody says, or 0 if there is none; known where the
        /// source asked for is 0.
        int preferredSource() {
            return preferredSource;
        }

        /// The longest prefix's route to the destination, or that of the interface which has the source if they are many; null if
        /// there is none.
        @Nullable
        Route route() {
            return route;
        }

        /// The neighbour to whom packets to the destination go next, if that was found out already.
        @Nullable
        Neighbour next() {
            Neighbour known = next;
            return known == null || known.isStruck() ? null : known;
        }

        void next(@Nullable Neighbour neighbour) {
            next = neighbour;
        }
    }

    private final Ip ip;
    private @Nullable Entry[] entries = new @Nullable Entry[0];
    private int shift;
    private int evictions;

    RouteCache(Ip ip) {
        this.ip = ip;
    }

    /// What is known of packets from `source` to `destination` while addresses and routes have `version`. The entry is to be
    /// used at once and not kept.
    Entry get(int source, int destination, long version) {
        if (entries.length != 0) {
            Entry entry = entries[slot(source, destination)];
            if (entry != null && entry.isFor(source, destination, version)) {
                return entry;
            }
        }
        return find(source, destination, version);
    }

    private Entry find(int source, int destination, long version) {
        if (entries.length == 0 || evictions > 2 * entries.length && entries.length < MOST_SLOTS) {
            int slots = Math.max(FIRST_SLOTS, 2 * entries.length);
            entries = new @Nullable Entry[slots];
            shift = 1 + Long.numberOfLeadingZeros(slots);
            evictions = 0;
        }
        int slot = slot(source, destination);
        Entry entry = entries[slot];
        if (entry == null) {
            entry = new Entry();
            entries[slot] = entry;
        } else if (entry.version == version) {
            evictions++;
        }
        entry.source = source;
        entry.destination = destination;
        entry.version = version;
        entry.martian = ip.isMartian(source, destination);
        entry.fromHere = ip.isLocal(source);
        entry.toHere = ip.isLocal(destination);
        entry.toBroadcast = ip.isBroadcast(destination);
        entry.preferredSource = source == 0 ? ip.findSourceFor(destination) : 0;
        entry.next = null;
        entry.route = ip.findRoute(source, destination);
        return entry;
    }

    private int slot(int source, int destination) {
        return (int) (((long) source << 32 ^ destination) * GOLDEN_GAMMA >>> shift);
    }
}
