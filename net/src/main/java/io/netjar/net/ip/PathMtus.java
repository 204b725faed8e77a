package io.netjar.net.ip;

/// What ICMP "fragmentation needed" taught about the paths to destinations. RFC 1191.
final class PathMtus {
    /// RFC 1191 §6.3: "The recommended setting for this timer is twice its minimum value (10 minutes)", for trying
    /// a larger size; Linux forgets after 10 minutes.
    static final long FORGET_NANOS = 600_000_000_000L;
    /// RFC 1191 §3: "A host MUST never reduce its estimate of the Path MTU below 68 octets." Linux does not go below
    /// 552 (min_pmtu), lest forged errors make it send tiny packets; what is told to be less is bridged by fragments.
    static final int MIN_MTU = 552;
    /// A flood of forged errors may not fill the memory.
    private static final int MAX_PATHS = 1024;

    /// RFC 1191 §7.1, for routers that do not tell their MTU.
    private static final int[] PLATEAUS = {32_000, 17_914, 8166, 4352, 2002, 1492, 1006, 576};

    private IntMap<Path> paths = new IntMap<>();

    private static final class Path {
        private int mtu;
        private long forgetAt;
        /// Whether a router told of less than [#MIN_MTU].
        private boolean isNarrow;
    }

    /// The MTU on the way to `destination`, at most `linkMtu`.
    int get(int destination, int linkMtu, long now) {
        Path path = paths.size() == 0 ? null : paths.get(destination);
        if (path == null || path.mtu >= linkMtu) {
            return linkMtu;
        }
        if (now >= path.forgetAt) {
            paths.remove(destination);
            return linkMtu;
        }
        return path.mtu;
    }

    /// Whether a link on the way to `destination` carries less than this host will go down to, so that its packets must
    /// be let be fragmented if they are to arrive.
    boolean isNarrow(int destination, long now) {
        Path path = paths.size() == 0 ? null : paths.get(destination);
        return path != null && path.isNarrow && now < path.forgetAt;
    }

    /// A router said that a packet of `length` bytes to `destination` was too long for its next link, whose MTU is
    /// `nextHopMtu`, or 0 if it did not say. Returns the MTU that is now thought right.
    int learn(int destination, int nextHopMtu, int length, long now) {
        int told = nextHopMtu == 0 ? plateauBelow(length) : nextHopMtu;
        Path path = paths.get(destination);
        if (path == null) {
            paths = paths.size() >= MAX_PATHS ? new IntMap<>() : paths;
            path = new Path();
            path.mtu = Integer.MAX_VALUE;
            paths.put(destination, path);
        }
        if (now >= path.forgetAt) {
            path.mtu = Integer.MAX_VALUE;
            path.isNarrow = false;
        }
        path.isNarrow |= told < MIN_MTU;
        path.mtu = Math.min(path.mtu, Math.max(told, MIN_MTU));
        path.forgetAt = now + FORGET_NANOS;
        return path.mtu;
    }

    private static int plateauBelow(int length) {
        for (int plateau : PLATEAUS) {
            if (plateau < length) {
                return plateau;
            }
        }
        return MIN_MTU;
    }
}
