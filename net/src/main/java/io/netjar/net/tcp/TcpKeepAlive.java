package io.netjar.net.tcp;

import java.time.Duration;

/// Whether and when an idle connection asks its peer for a sign of life. RFC 9293 §3.8.4.
///
/// @param on whether it does at all
/// @param idle how long nothing must have been heard before the first probe (TCP_KEEPIDLE)
/// @param interval how long an answer is waited for before the next probe (TCP_KEEPINTVL)
/// @param probes how many unanswered probes end the connection (TCP_KEEPCNT)
public record TcpKeepAlive(boolean on, Duration idle, Duration interval, int probes) {
    /// What a socket has until its program says otherwise: off, as RFC 9293 §3.8.4 (MUST-25) wants, and else two hours
    /// (MUST-28: "the keep-alive interval MUST default to no less than two hours"), 75 s and 9 probes, as Linux.
    public static final TcpKeepAlive DEFAULT = new TcpKeepAlive(false, Duration.ofHours(2),
            Duration.ofSeconds(75), 9);

    public TcpKeepAlive {
        if (!idle.isPositive() || !interval.isPositive() || probes < 1) {
            throw new IllegalArgumentException(
                    "keep-alive wants times and a number of probes above 0, not " + idle
                            + ", " + interval + " and " + probes);
        }
    }

    /// The same, switched on or off.
    public TcpKeepAlive withOn(boolean newOn) {
        return new TcpKeepAlive(newOn, idle, interval, probes);
    }

    /// The same with the first probe after `newIdle`.
    public TcpKeepAlive withIdle(Duration newIdle) {
        return new TcpKeepAlive(on, newIdle, interval, probes);
    }

    /// The same with `newInterval` between probes.
    public TcpKeepAlive withInterval(Duration newInterval) {
        return new TcpKeepAlive(on, idle, newInterval, probes);
    }

    /// The same with `newProbes` probes.
    public TcpKeepAlive withProbes(int newProbes) {
        return new TcpKeepAlive(on, idle, interval, newProbes);
    }
}
