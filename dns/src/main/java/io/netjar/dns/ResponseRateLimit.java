package io.netjar.dns;

import java.time.Duration;

/// How often a name server gives one answer to one network by UDP: so that it is of little use to those who ask in
/// somebody else's name to have him flooded. As in BIND, NSD and Knot; no RFC says it.
///
/// @param perSecond how many of them a second, 1 or more
/// @param window for how long at most a network that asked too much has to be quiet before it is answered again
/// @param slip every how many-th of the answers over the limit is sent cut short (TC), so that whoever truly asks comes
///     again by TCP: 1 for all, 0 for none
/// @param prefixLength how much of an address says which network it is in, 1 to 32
public record ResponseRateLimit(int perSecond, Duration window, int slip, int prefixLength) {
    /// A window of an hour, which is BIND's longest, is the longest here.
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final int LARGEST_SLIP = 10;

    public ResponseRateLimit {
        if (perSecond < 1 || window.toSeconds() < 1 || window.compareTo(LONGEST_WINDOW) > 0 || slip < 0
                || slip > LARGEST_SLIP || prefixLength < 1 || prefixLength > Integer.SIZE) {
            throw new IllegalArgumentException(
                    "a rate limit has 1 answer a second or more, a window of 1 s to 1 h,"
                            + " a slip from 0 to 10 and a prefix from /1 to /32");
        }
    }

    /// `perSecond` answers a second, with BIND's defaults for the rest: a window of 15 s, every second answer cut short,
    /// networks of /24.
    public static ResponseRateLimit of(int perSecond) {
        return new ResponseRateLimit(perSecond, Duration.ofSeconds(15), 2, 24);
    }
}
