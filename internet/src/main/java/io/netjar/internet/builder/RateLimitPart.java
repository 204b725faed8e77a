package io.netjar.internet.builder;

import io.netjar.internet.description.Wording;
import java.time.Duration;

/// What is said of the limit of a name server's answers.
public final class RateLimitPart extends Part<RateLimitPart> {
    RateLimitPart() {}

    @Override
    RateLimitPart self() {
        return this;
    }

    /// How often a second the same answer goes to the same network.
    public RateLimitPart responses(int perSecond) {
        return set("responses", perSecond);
    }

    /// For how long at most a network that asked too much has to be quiet.
    public RateLimitPart window(Duration time) {
        return set("window", Wording.time(time));
    }

    /// Every how many-th answer over the limit is sent cut short.
    public RateLimitPart slip(int every) {
        return set("slip", every);
    }

    /// How much of an address is its network.
    public RateLimitPart prefix(int length) {
        return set("prefix", length);
    }
}
