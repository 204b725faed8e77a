package io.netjar.dns;

/// How much may still be done for one asker's question, everything it leads to included, so that no names however
/// crossed can keep a resolver busy for ever. RFC 1034 §5.3.3: "Bound the amount of work". CVE-2020-8616 (NXNS) is
/// what happens without.
final class Work {
    private final long deadline;
    private int queriesLeft;

    Work(int queries, long deadline) {
        this.queriesLeft = queries;
        this.deadline = deadline;
    }

    /// Nanoseconds left at `now`.
    long timeLeft(long now) {
        return deadline - now;
    }

    boolean isUsedUp(long now) {
        return queriesLeft <= 0 || now >= deadline;
    }

    void spendQuery() {
        queriesLeft--;
    }
}
