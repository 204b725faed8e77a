package io.netjar.net.home;

import io.netjar.net.nat.NatSettings;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.time.Duration;

/// How a home router is set up.
///
/// @param lanAddress the router's own address in the LAN
/// @param lanPrefixLength the length of the LAN's prefix, 8 to 30
/// @param lease how long the LAN's addresses are given for
/// @param dhcpPingWait how long the DHCP server waits for the answer to a ping before it offers a new address: see
///     [io.netjar.net.dhcp.DhcpScope#pingWait]
/// @param leases how many addresses the DHCP server's pool has at least: see
///     [io.netjar.net.dhcp.DhcpScope#withRoomFor]
/// @param domain the LAN's domain that DHCP tells, or an empty text
/// @param refusesPrivateDestinations whether packets for private addresses (RFC 1918) that are not on the WAN's own
///     link are answered with "net unreachable" instead of being sent to the provider
/// @param translates whether there is NAT between LAN and WAN; if not, the LAN's prefix must be routed to the router, and
///     a [Firewall][io.netjar.net.nat.Firewall] lets in only what answers and what has a rule
/// @param nat how it translates; without NAT, the timeouts and the number of flows of the firewall
/// @param tcp how the router's own TCP behaves, that of its DNS forwarder
public record HomeRouterSettings(IpAddress lanAddress, int lanPrefixLength, Duration lease,
        Duration dhcpPingWait, int leases, String domain,
        boolean refusesPrivateDestinations, boolean translates, NatSettings nat, TcpSettings tcp) {
    public HomeRouterSettings {
        if (lanPrefixLength < 8 || lanPrefixLength > 30) {
            throw new IllegalArgumentException("a LAN's prefix is from /8 to /30, not /" + lanPrefixLength);
        }
    }

    /// A household: 192.168.0.1/24, leases of 12 hours (what OpenWrt gives), private destinations refused. Its DHCP
    /// server does not ping before it offers, which OpenWrt's does for up to 3 s, so that a home is up at once.
    public static HomeRouterSettings home() {
        return new HomeRouterSettings(IpAddress.of("192.168.0.1"), 24, Duration.ofHours(12), Duration.ZERO,
                0, "", true, true,
                NatSettings.homeRouter(), TcpSettings.linuxLike());
    }

    /// An office in `lan`, as in 10.10.0.0/16, whose router has the first address. Its NAT has room for 262,144
    /// flows, the `nf_conntrack_max` of Linux machines with several gigabytes of memory.
    public static HomeRouterSettings office(IpPrefix lan) {
        return home().withLan(lan.at(1), lan.length())
                .withNat(NatSettings.homeRouter().withMaxFlows(262_144));
    }

    /// The LAN.
    public IpPrefix lan() {
        return IpPrefix.holding(lanAddress, lanPrefixLength);
    }

    public HomeRouterSettings withLan(IpAddress router, int prefixLength) {
        return new HomeRouterSettings(router, prefixLength, lease, dhcpPingWait, leases, domain,
                refusesPrivateDestinations,
                translates, nat, tcp);
    }

    public HomeRouterSettings withLease(Duration time) {
        return new HomeRouterSettings(lanAddress, lanPrefixLength, time, dhcpPingWait, leases, domain,
                refusesPrivateDestinations,
                translates, nat, tcp);
    }

    public HomeRouterSettings withDhcpPingWait(Duration time) {
        return new HomeRouterSettings(lanAddress, lanPrefixLength, lease, time, leases, domain,
                refusesPrivateDestinations,
                translates, nat, tcp);
    }

    public HomeRouterSettings withLeases(int count) {
        return new HomeRouterSettings(lanAddress, lanPrefixLength, lease, dhcpPingWait, count, domain,
                refusesPrivateDestinations,
                translates, nat, tcp);
    }

    public HomeRouterSettings withDomain(String name) {
        return new HomeRouterSettings(lanAddress, lanPrefixLength, lease, dhcpPingWait, leases, name,
                refusesPrivateDestinations,
                translates, nat, tcp);
    }

    public HomeRouterSettings withRefusesPrivateDestinations(boolean on) {
        return new HomeRouterSettings(lanAddress, lanPrefixLength, lease, dhcpPingWait, leases, domain, on,
                translates, nat, tcp);
    }

    public HomeRouterSettings withNat(NatSettings settings) {
        return new HomeRouterSettings(lanAddress, lanPrefixLength, lease, dhcpPingWait, leases, domain,
                refusesPrivateDestinations,
                translates, settings, tcp);
    }

    public HomeRouterSettings withTranslates(boolean on) {
        return new HomeRouterSettings(lanAddress, lanPrefixLength, lease, dhcpPingWait, leases, domain,
                refusesPrivateDestinations,
                on, nat, tcp);
    }

    public HomeRouterSettings withTcp(TcpSettings settings) {
        return new HomeRouterSettings(lanAddress, lanPrefixLength, lease, dhcpPingWait, leases, domain,
                refusesPrivateDestinations, translates, nat, settings);
    }
}
