package io.netjar.net.tcp;

/// SYN cookies: a listener whose queue is full puts what it must remember of a SYN into the sequence number of its answer, and
/// reads it from the acknowledgement of that. RFC 4987 §3.6 and appendix A, after D. J. Bernstein (1996).
///
/// From the top: five bits of a counter of 64 seconds, three bits that choose a maximum segment size, and 24 bits of a keyed hash of
/// these, both ends and the peer's sequence number. The other options go into the timestamp ([CookieOptions]), and are lost
/// with a peer that offers none: its windows are not scaled, and nothing is SACKed.
final class SynCookies {
    /// For how long after the queue was full last an acknowledgement may hold a cookie.
    static final long LIFE_NANOS = 128_000_000_000L;
    private static final long TICK_NANOS = 64_000_000_000L;
    /// As Linux has them: the least, and those of tunnels, PPPoE and Ethernet.
    private static final int[] SIZES = {536, 1300, 1440, 1460};
    private static final int HASH_BITS = 24;

    private final long key0;
    private final long key1;

    SynCookies(InitialSequence secret) {
        key0 = secret.derived(1);
        key1 = secret.derived(2);
    }

    /// The sequence number with which to answer `syn`.
    int cookie(Segment syn, long now) {
        int size = SIZES.length - 1;
        while (size > 0 && SIZES[size] > syn.mss) {
            size--;
        }
        return cookie(syn, syn.seq, now / TICK_NANOS, size);
    }

    /// The maximum segment size of the SYN whose cookie `ack` acknowledges, or 0 if it acknowledges none of the last two
    /// minutes.
    int mss(Segment ack, long now) {
        int cookie = ack.ack - 1;
        int size = cookie >>> HASH_BITS & 7;
        long tick = now / TICK_NANOS;
        boolean isOurs = size < SIZES.length && (cookie == cookie(ack, ack.seq - 1, tick, size)
                || tick > 0 && cookie == cookie(ack, ack.seq - 1, tick - 1, size));
        return isOurs ? SIZES[size] : 0;
    }

    private int cookie(Segment segment, int peerIss, long tick, int size) {
        int head = (int) tick << 3 | size;
        long addresses = (long) segment.destination << 32 | segment.source & 0xffff_ffffL;
        long ports = (long) segment.destinationPort << 16 | segment.sourcePort;
        long ends = InitialSequence.sipHash(key0, key1, addresses, ports, 12);
        long hash = InitialSequence.sipHash(key0, key1, ends ^ tick,
                (long) size << 32 | peerIss & 0xffff_ffffL, 13);
        return head << HASH_BITS | (int) hash & (1 << HASH_BITS) - 1;
    }
}
