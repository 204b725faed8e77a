package io.netjar.dns.dnssec;

/// How many signatures may still be computed for one question. Nobody may keep a resolver busy with keys of one tag and
/// signatures by all of them (KeyTrap, CVE-2023-50387), of which each costs as much as a whole honest answer.
final class Effort {
    /// Good ones and bad ones together. An honest answer with eleven aliases through signed zones four levels deep needs
    /// about 60.
    private static final int MAX_SIGNATURES = 100;
    /// Bad ones: twice the eight that Unbound tries for one set. Honest zones have none.
    private static final int MAX_FAILURES = 16;

    private int signatures;
    private int failures;

    /// Whether one more may be computed, which is counted.
    boolean spend() {
        if (isSpent()) {
            return false;
        }
        signatures++;
        return true;
    }

    /// Whether no more may be computed.
    boolean isSpent() {
        return signatures >= MAX_SIGNATURES || failures >= MAX_FAILURES;
    }

    /// The last one was bad.
    void failed() {
        failures++;
    }

    /// How many were computed.
    int signatures() {
        return signatures;
    }
}
