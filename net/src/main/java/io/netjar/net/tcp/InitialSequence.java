package io.netjar.net.tcp;

import io.netjar.engine.Chance;

/// Chooses initial sequence numbers that a stranger cannot guess, and yet grow for each pair of endpoints. RFC 6528 §3:
/// "ISN = M + F(localip, localport, remoteip, remoteport, secretkey)". F is SipHash-2-4 (Aumasson, Bernstein:
/// "SipHash: a fast short-input PRF", 2012), as in Linux.
final class InitialSequence {
    private static final long TICK_NANOS = 4_000L;

    private final long key0;
    private final long key1;

    InitialSequence(Chance chance) {
        key0 = chance.nextLong();
        key1 = chance.nextLong();
    }

    /// The sequence number of a SYN sent at `now`.
    int sequence(Association pair, long now) {
        // RFC 9293 §3.4.1: the clock's "low-order bit is incremented roughly every 4 microseconds".
        return (int) (now / TICK_NANOS) + (int) hash(pair);
    }

    /// What is added to the clock for the pair's timestamps (RFC 7323 §5.4 and §7.1: clocks should not tell the
    /// host's uptime).
    int timestampOffset(Association pair) {
        return (int) (hash(pair) >>> 32);
    }

    /// The same for the connection that `segment` belongs or would belong to.
    int timestampOffset(Segment segment) {
        return (int) (hash(segment.destination, segment.source, segment.destinationPort,
                segment.sourcePort) >>> 32);
    }

    /// A key for another purpose; which is told by `number`.
    long derived(int number) {
        return sipHash(key0, key1, number, 0, 8);
    }

    private long hash(Association pair) {
        return hash(pair.localAddress, pair.remoteAddress, pair.localPort, pair.remotePort);
    }

    private long hash(int localAddress, int remoteAddress, int localPort, int remotePort) {
        long addresses = (long) localAddress << 32 | remoteAddress & 0xffff_ffffL;
        long ports = (long) localPort << 16 | remotePort;
        return sipHash(key0, key1, addresses, ports, 12);
    }

    /// SipHash-2-4 of a message of `length` (8 to 15) bytes: `first`, then the low bytes of `last`.
    static long sipHash(long key0, long key1, long first, long last, int length) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        for (int word = 0; word < 3; word++) {
            long message = word == 0 ? first : word == 1 ? last | (long) length << 56 : 0;
            v3 ^= message;
            v2 ^= word == 2 ? 0xff : 0;
            int rounds = word == 2 ? 4 : 2;
            for (int round = 0; round < rounds; round++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= message;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
