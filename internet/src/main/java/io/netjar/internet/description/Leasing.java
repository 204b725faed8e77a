package io.netjar.internet.description;

import io.netjar.net.home.HomeRouterSettings;
import java.time.Duration;

/// What a DHCP server does: one in a home's or an office's router, or those of a provider, which give homes their addresses.
///
/// @param lease how long addresses are given for
/// @param pingWait how long it waits for the answer to a ping before it offers a new address; zero if it does not ping
/// @param domain the domain that short names are in, which devices search; an empty text if they are told of none
public record Leasing(Duration lease, Duration pingWait, String domain) {
    static final Leasing INSIDE = new Leasing(HomeRouterSettings.home().lease(),
            HomeRouterSettings.home().dhcpPingWait());
    /// A day: a line that is out of order for a night has the same address in the morning.
    static final Leasing OF_PROVIDERS = new Leasing(Duration.ofHours(24), Duration.ZERO);

    /// Without a domain.
    public Leasing(Duration lease, Duration pingWait) {
        this(lease, pingWait, "");
    }

    /// `settings` with this.
    public HomeRouterSettings apply(HomeRouterSettings settings) {
        return settings.withLease(lease).withDhcpPingWait(pingWait).withDomain(domain);
    }
}
