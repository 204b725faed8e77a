package io.netjar.dns.dnssec;

import io.netjar.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a zone is signed.
///
/// @param lifetime for how long each signature holds, a day to ten years; if empty, from December 2025 to December 2049, so
///         that it holds by the calendar of real programs outside, too
/// @param fault what is wrong with it on purpose
public record Signing(DenialKind denial, Optional<Duration> lifetime, SigningFault fault) {
    /// BIND's: clocks that are slow by so much find a new signature valid.
    private static final Duration BACKDATED = Duration.ofHours(1);

    public Signing {
        if (lifetime.isPresent() && (lifetime.get().compareTo(Duration.ofDays(1)) < 0
                || lifetime.get().compareTo(Duration.ofDays(3650)) > 0)) {
            throw new IllegalArgumentException("signatures hold for 1 to 3650 days, not " + lifetime.get());
        }
    }

    /// Signatures that hold as long as the emulated calendar is of use.
    public static Signing usual(DenialKind denial) {
        return new Signing(denial, Optional.empty(), SigningFault.NONE);
    }

    public Signing withLifetime(Duration each) {
        return new Signing(denial, Optional.of(each), fault);
    }

    public Signing withFault(SigningFault wrong) {
        return new Signing(denial, lifetime, wrong);
    }

    /// When the signatures that are served at `now` hold. They are renewed when a third of their lifetime is left, as BIND
    /// does with 5 of 14 days: `now` alone decides which those are, whoever asked for what before.
    Validity validity(Instant now) {
        return switch (fault) {
            case EXPIRED -> Validity.past();
            case NOT_YET_VALID -> Validity.future();
            case NONE, WRONG_DS, NO_SIGNATURES, BAD_SIGNATURES ->
                lifetime.map(each -> rolling(each, now)).orElseGet(Validity::always);
        };
    }

    private static Validity rolling(Duration lifetime, Instant now) {
        long every = lifetime.toSeconds() * 2 / 3;
        long round = Math.floorDiv(now.getEpochSecond() - Engine.EPOCH_SECONDS, every);
        Instant made = Instant.ofEpochSecond(Engine.EPOCH_SECONDS + round * every);
        return new Validity(made.minus(BACKDATED), made.plus(lifetime), made.plusSeconds(every), (int) round);
    }
}
