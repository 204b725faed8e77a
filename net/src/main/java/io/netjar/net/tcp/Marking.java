package io.netjar.net.tcp;

import io.netjar.net.ip.Ip;

/// What a program says of the IP headers of its segments. RFC 9293 §3.9.2.
///
/// @param timeToLive 1 to 255
/// @param trafficClass the differentiated services code point (RFC 2474) in the upper six of eight bits; the ECN field in the
///     lower two is TCP's own business, and 0 here
record Marking(int timeToLive, int trafficClass) {
    /// What segments have unless their program says otherwise.
    static final Marking DEFAULT = new Marking(Ip.DEFAULT_TTL, 0);
    private static final int ECN_FIELD = 3;

    Marking {
        if (timeToLive < 1 || timeToLive > 255) {
            throw new IllegalArgumentException("a time to live is from 1 to 255, not " + timeToLive);
        }
        if (trafficClass < 0 || trafficClass > 255) {
            throw new IllegalArgumentException("a traffic class is from 0 to 255, not " + trafficClass);
        }
        trafficClass &= ~ECN_FIELD;
    }

    Marking withTimeToLive(int hops) {
        return new Marking(hops, trafficClass);
    }

    Marking withTrafficClass(int octet) {
        return new Marking(timeToLive, octet);
    }
}
