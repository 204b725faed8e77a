package io.netjar.net.ip;

/// What ICMP "fragmentation needed" taught about the paths to destinations. RFC 1191.
final class PathMtus {
    /// RFC 1191 §6.3: "The recommended setting for this timer is twice its minimum value (10 minutes)", for trying
    /// a larger size; Linux forgets after 10 minutes.
    static final long FORGET_NANOS = 600_000_000_000L;
    /// RFC 1191 §3: "A host MUST never reduce its estimate of the Path MTU below 68 octets." Linux does not go below
    /// 552 (min_pmtu), which RFC 8900 §3.5 advises against attackers' tiny values.
    static final int MIN_MTU = 552;
    /// A flood of forged errors may not fill the memory.
    private static final int MAX_PATHS = 1024;

    /// RFC 1191 §7.1, for routers that do not tell their MTU.
    private static final int[] PLATEAUS = {32_000, 17_914, 8166, 4352, 2002, 1492, 1006, 576};

    private IntMap<Path> paths = new IntMap<>();

    private static final class Path {
        private int mtu;
        private long forgetAt;
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
        }
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
