package io.netjar.dns;

import java.time.Duration;

/// How a device's resolver library asks: the options of Linux's resolv.conf(5), with the bounds that glibc has for them. Servers are
/// always asked in their order, as without its `rotate`.
///
/// @param ndots names with as many dots or more are tried as they are before they are looked for in the search list, 0 to 15
/// @param timeout how long the first server's answer is awaited, 1 s to 30 s; the others get
///        that doubled for each server before them and divided by their number
/// @param attempts how often each server is asked, 1 to 5
public record StubSettings(int ndots, Duration timeout, int attempts) {
    public StubSettings {
        if (ndots < 0 || ndots > 15 || attempts < 1 || attempts > 5 || timeout.toSeconds() < 1
                || timeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException(
                    "a stub has from 0 to 15 ndots, from 1 to 5 attempts and a timeout from 1 s to 30 s");
        }
    }

    /// glibc's: one dot, 5 s (RES_TIMEOUT), two attempts (RES_DFLRETRY).
    public static StubSettings usual() {
        return new StubSettings(1, Duration.ofSeconds(5), 2);
    }

    public StubSettings withNdots(int dots) {
        return new StubSettings(dots, timeout, attempts);
    }

    public StubSettings withTimeout(Duration time) {
        return new StubSettings(ndots, time, attempts);
    }

    public StubSettings withAttempts(int number) {
        return new StubSettings(ndots, timeout, number);
    }

    /// How long to wait for the server at `index` of so many: whole seconds, as glibc's `send_dg` has them.
    long timeoutNanos(int index, int servers) {
        long seconds = timeout.toSeconds() << index;
        return Math.max(1, index == 0 ? seconds : seconds / servers) * 1_000_000_000L;
    }
}
