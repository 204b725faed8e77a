package io.netjar.internet.builder;

import io.netjar.internet.description.Wording;
import java.time.Duration;

/// What is said of a DHCP server.
public final class DhcpPart extends Part<DhcpPart> {
    DhcpPart() {}

    @Override
    DhcpPart self() {
        return this;
    }

    /// How long an address may be kept without being renewed.
    public DhcpPart lease(Duration time) {
        return set("lease", Wording.time(time));
    }

    /// How long it waits for somebody to answer a ping before it offers an address; zero: it does not ping.
    public DhcpPart ping(Duration wait) {
        return set("ping", Wording.time(wait));
    }

    /// Where devices look for short names.
    public DhcpPart domain(String name) {
        return set("domain", name);
    }
}
