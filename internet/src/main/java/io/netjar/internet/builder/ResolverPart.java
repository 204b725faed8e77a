package io.netjar.internet.builder;

import io.netjar.dns.QnameMinimisation;
import io.netjar.internet.description.Wording;

/// What is said of a provider's recursive resolver.
public final class ResolverPart extends Part<ResolverPart> {
    ResolverPart() {}

    @Override
    ResolverPart self() {
        return this;
    }

    /// Where it stands.
    public ResolverPart city(String name) {
        return set("city", name);
    }

    /// How much of a name each server is told (RFC 9156).
    public ResolverPart qnameMinimisation(QnameMinimisation how) {
        return set("qname-minimisation", Wording.word(how));
    }

    /// Whether names are asked in upper and lower case by chance (0x20).
    public ResolverPart mixedCase(boolean on) {
        return set("0x20", Wording.onOff(on));
    }

    /// Whether answers that have run out are given while servers cannot be reached (RFC 8767).
    public ResolverPart serveStale(boolean on) {
        return set("serve-stale", Wording.onOff(on));
    }

    /// Whether answers are renewed in the last tenth of their time.
    public ResolverPart prefetch(boolean on) {
        return set("prefetch", Wording.onOff(on));
    }

    /// Whether answers are validated (DNSSEC).
    public ResolverPart dnssecValidation(boolean on) {
        return set("dnssec-validation", Wording.onOff(on));
    }

    /// How many sets of records are remembered.
    public ResolverPart cacheSize(int entries) {
        return set("cache-size", entries);
    }
}
