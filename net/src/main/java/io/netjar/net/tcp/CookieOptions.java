package io.netjar.net.tcp;

/// What a SYN cookie has no room for, in the lowest six bits of the SYN-ACK's timestamp, from which the peer echoes it: how
/// its windows are scaled, whether SACK and ECN are agreed on. As in Linux; RFC 7323 §5.4 leaves a timestamp's value to its
/// sender, as long as it grows about as fast as time does.
///
/// Nobody vouches for these bits, but a peer that changes them harms only its own connection.
final class CookieOptions {
    private static final int BITS = 6;
    private static final int MASK = (1 << BITS) - 1;
    /// Also stands for windows that are not scaled: RFC 7323 §2.3 allows shifts of 14 at most.
    private static final int SHIFT_MASK = 15;
    private static final int SACK = 16;
    private static final int ECN = 32;

    private CookieOptions() {}

    /// The timestamp, without its offset, of a SYN-ACK sent at `millis` that agrees to `offer`: no later than that.
    static int timestamp(Negotiated offer, int millis) {
        int options = (offer.scaling ? offer.peerShift : SHIFT_MASK) | (offer.sack ? SACK : 0)
                | (offer.ecn.isAgreed() ? ECN : 0);
        int timestamp = millis & ~MASK | options;
        return SequenceNumbers.after(timestamp, millis) ? timestamp - MASK - 1 : timestamp;
    }

    /// Takes into `agreed` what the acknowledgement `ack` echoes, as far as `settings` would have offered it; nothing if it
    /// has no timestamp.
    static void restore(Negotiated agreed, Segment ack, TcpSettings settings, long now) {
        if (!settings.timestamps() || !ack.hasTimestamps) {
            return;
        }
        int options = ack.tsEcr - agreed.timestampOffset & MASK;
        int shift = options & SHIFT_MASK;
        agreed.timestamps = true;
        agreed.renew(ack.tsVal, now);
        agreed.sack = settings.sack() && (options & SACK) != 0;
        agreed.scale(settings, shift == SHIFT_MASK ? -1 : shift);
        agreed.ecn.restore(settings.ecn() != EcnMode.OFF && (options & ECN) != 0);
    }
}
