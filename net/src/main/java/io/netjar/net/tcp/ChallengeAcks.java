package io.netjar.net.tcp;

/// How many challenge ACKs a host sends. RFC 5961 §7: "an ACK throttling mechanism" is recommended; its example is 10
/// in 5 seconds, Linux allows 1,000 in a second on a whole machine (tcp_challenge_ack_limit) since the counter became a
/// side channel; a host here is smaller.
final class ChallengeAcks {
    private static final int LIMIT = 100;
    private static final long PERIOD_NANOS = 1_000_000_000L;

    private long periodStart = Long.MIN_VALUE / 2;
    private int sent;

    boolean allows(long now) {
        if (now - periodStart >= PERIOD_NANOS) {
            periodStart = now;
            sent = 0;
        }
        sent++;
        return sent <= LIMIT;
    }
}
