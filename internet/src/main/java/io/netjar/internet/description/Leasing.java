package io.netjar.internet.description;

import io.netjar.net.home.HomeRouterSettings;
import java.time.Duration;

/// What the DHCP server in a home's or an office's router does.
///
/// @param lease how long addresses are given for
/// @param pingWait how long it waits for the answer to a ping before it offers a new address; zero if it does not ping
public record LanDhcp(Duration lease, Duration pingWait) {
    static final LanDhcp USUAL = new LanDhcp(HomeRouterSettings.home().lease(),
            HomeRouterSettings.home().dhcpPingWait());

    /// `settings` with this.
    public HomeRouterSettings apply(HomeRouterSettings settings) {
        return settings.withLease(lease).withDhcpPingWait(pingWait);
    }
}
