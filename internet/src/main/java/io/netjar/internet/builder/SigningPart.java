package io.netjar.internet.builder;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.SigningFault;
import io.netjar.internet.description.Wording;
import java.time.Duration;

/// What is said of how a zone is signed (DNSSEC).
public final class SigningPart extends Part<SigningPart> {
    SigningPart() {}

    @Override
    SigningPart self() {
        return this;
    }

    /// How it is proved that a name is not there.
    public SigningPart denial(DenialKind kind) {
        return set("denial", Wording.word(kind));
    }

    /// For how long each signature holds.
    public SigningPart lifetime(Duration time) {
        return set("lifetime", Wording.time(time));
    }

    /// What is wrong with it on purpose.
    public SigningPart fault(SigningFault fault) {
        return set("fault", Wording.word(fault));
    }
}
