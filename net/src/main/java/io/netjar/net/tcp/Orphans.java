package io.netjar.net.tcp;

/// How many of a host's connections are orphans: closed by their programs, and not finished with their peers. Linux's
/// tcp_max_orphans, against peers that keep them for ever.
final class Orphans {
    private final int most;
    private int count;

    Orphans(int most) {
        this.most = most;
    }

    /// One more. Returns whether there is room for it.
    boolean add() {
        count++;
        return count <= most;
    }

    void remove() {
        count--;
    }
}
