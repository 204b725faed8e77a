package io.netjar.internet.builder;

import io.netjar.internet.description.Wording;
import java.time.Duration;
import java.util.function.Consumer;

/// What is said of all authoritative name servers.
public final class NameServersPart extends Part<NameServersPart> {
    NameServersPart() {}

    @Override
    NameServersPart self() {
        return this;
    }

    /// Who may have whole zones (AXFR, IXFR), by address or prefix.
    public NameServersPart transferTo(String... prefixes) {
        return add("transfer-to", (Object[]) prefixes);
    }

    /// How long resolvers may keep which servers a zone has, and their addresses.
    public NameServersPart delegationTtl(Duration time) {
        return set("delegation-ttl", Wording.time(time));
    }

    /// How long resolvers may keep that a name is not there.
    public NameServersPart negativeTtl(Duration time) {
        return set("negative-ttl", Wording.time(time));
    }

    /// How often a second each gives the same answer to the same network.
    public NameServersPart rateLimit(int responses) {
        return set("rate-limit", responses);
    }

    /// The same limit, with all that can be said of it.
    public NameServersPart rateLimit(Consumer<RateLimitPart> words) {
        return set("rate-limit", new RateLimitPart(), words);
    }
}
