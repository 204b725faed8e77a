package io.netjar.dns.dnssec;

import java.time.Instant;

/// When signatures hold, and when they are to be made anew.
///
/// @param from the first second (the inception of RFC 4034 §3.1.5)
/// @param to the last second (the expiration), less than 68 years later
/// @param renewal from when on others take their place
/// @param round how often signatures have been renewed
public record Validity(Instant from, Instant to, Instant renewal, int round) {
    /// Programs outside reckon by the machine's calendar, those inside by the engine's, which begins with 2026: a good
    /// signature must hold in both, and a bad one must be bad in both. Certificates have the same dates.
    private static final Instant BEFORE_TIME = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant LONG_BEFORE_TIME = Instant.parse("2025-09-01T00:00:00Z");
    private static final Instant FAR_AHEAD = Instant.parse("2049-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2049-12-01T00:00:00Z");

    static Validity always() {
        return new Validity(BEFORE_TIME, LAST, Instant.MAX, 0);
    }

    static Validity past() {
        return new Validity(LONG_BEFORE_TIME, BEFORE_TIME, Instant.MAX, 0);
    }

    static Validity future() {
        return new Validity(FAR_AHEAD, LAST, Instant.MAX, 0);
    }
}
