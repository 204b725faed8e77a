package io.netjar.net.host;

import java.time.Duration;

/// How [Traceroute] looks for the way.
///
/// @param firstHop the time to live of the first probes
/// @param maxHops the time to live of the last ones, up to 255
/// @param probesPerHop how many go to each hop, 1 to 10
/// @param atOnce how many are out at the same time at most
/// @param longest for how long an answer is waited for at most
/// @param here no answer is waited for longer than so many times what another one from the same hop took
/// @param near nor, if none came from the same hop, than so many times what one from the next hop took
public record TracerouteSettings(int firstHop, int maxHops, int probesPerHop, int atOnce, Duration longest,
        int here, int near) {
    public TracerouteSettings {
        if (firstHop < 1 || maxHops > 255 || firstHop > maxHops) {
            throw new IllegalArgumentException(
                    "hops are from 1 to 255, the first before the last, not " + firstHop + " to " + maxHops);
        }
        if (probesPerHop < 1 || probesPerHop > 10 || atOnce < 1) {
            throw new IllegalArgumentException(
                    "1 to 10 probes go to a hop, and 1 or more are out at once, not " + probesPerHop + " and "
                            + atOnce);
        }
        if (!longest.isPositive() || here < 1 || near < 1) {
            throw new IllegalArgumentException(
                    "an answer needs time: " + longest + ", " + here + ", " + near);
        }
    }

    /// As Linux's traceroute has it: 30 hops, three probes to each, 16 at once, 5 s but 3 or 10 times what others took.
    public static TracerouteSettings linux() {
        return new TracerouteSettings(1, 30, 3, 16, Duration.ofSeconds(5), 3, 10);
    }

    public TracerouteSettings withHops(int first, int last) {
        return new TracerouteSettings(first, last, probesPerHop, atOnce, longest, here, near);
    }

    public TracerouteSettings withProbes(int perHop, int out) {
        return new TracerouteSettings(firstHop, maxHops, perHop, out, longest, here, near);
    }
}
