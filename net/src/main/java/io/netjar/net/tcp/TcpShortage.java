package io.netjar.net.tcp;

/// What a host's TCP does when something runs short.
///
/// @param timeWaitReuse when all ports are taken
/// @param mostOrphans how many connections may go on that their programs have closed and that are not finished; any more
///     are reset (Linux's tcp_max_orphans)
/// @param synCookies whether a listener whose SYN queue is full answers by SYN cookies, or else drops (RFC 4987 §3.6;
///     Linux's tcp_syncookies)
public record TcpShortage(TimeWaitReuse timeWaitReuse, int mostOrphans, boolean synCookies) {
    public TcpShortage {
        if (mostOrphans < 0) {
            throw new IllegalArgumentException(
                    "a number of connections is not negative, as " + mostOrphans + " is");
        }
    }

    /// What Linux does: reuse within the host, cookies, and 8,192 orphans, which Linux reckons from the machine's memory.
    public static TcpShortage linuxLike() {
        return new TcpShortage(TimeWaitReuse.LOOPBACK, 8192, true);
    }

    /// The same with another way out of a shortage of ports.
    public TcpShortage withTimeWaitReuse(TimeWaitReuse reuse) {
        return new TcpShortage(reuse, mostOrphans, synCookies);
    }

    /// The same with so many orphans.
    public TcpShortage withMostOrphans(int most) {
        return new TcpShortage(timeWaitReuse, most, synCookies);
    }

    /// The same with or without cookies.
    public TcpShortage withSynCookies(boolean on) {
        return new TcpShortage(timeWaitReuse, mostOrphans, on);
    }
}
