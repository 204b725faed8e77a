package io.netjar.net.ip;

/// How often a router tells one host of a nearer router. It is a rate limit of its own, besides that of ICMP errors: RFC
/// 1812 §4.3.2.8 leaves open how limits are applied, and on Linux redirects do not use up what errors may.
///
/// As on Linux, a host that goes on without heeding is told after twice the time again, nine times in all, and only
/// after 20 s in which it sent nothing of the kind from the start.
final class RedirectLimits {
    /// Linux's net.ipv4.route.redirect_load, redirect_number and redirect_silence.
    static final long LOAD_NANOS = 20_000_000L;
    static final int MOST = 9;
    static final long SILENCE_NANOS = LOAD_NANOS << 10;
    /// Senders are neighbours, but a neighbour may forge many.
    private static final int MAX_SENDERS = 1024;

    private IntMap<Sender> senders = new IntMap<>();

    private static final class Sender {
        private int told;
        private long last;
    }

    /// Whether `sender` may be told now that one of its packets went a needless way.
    boolean allows(int sender, long now) {
        Sender known = senders.get(sender);
        if (known == null) {
            senders = senders.size() >= MAX_SENDERS ? new IntMap<>() : senders;
            known = new Sender();
            senders.put(sender, known);
        } else if (now - known.last > SILENCE_NANOS) {
            known.told = 0;
        }
        if (known.told == MOST) {
            known.last = now;
            return false;
        }
        if (known.told > 0 && now - known.last <= LOAD_NANOS << known.told) {
            return false;
        }
        known.told++;
        known.last = now;
        return true;
    }
}
