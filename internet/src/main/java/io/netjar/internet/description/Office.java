package io.netjar.internet.description;

import io.netjar.net.modem.AccessLine;
import io.netjar.wire.IpPrefix;
import java.util.List;

/// An office: a network of its own behind its router, private behind NAT or public behind a firewall, with sites that only
/// those inside can see.
///
/// @param network the prefix inside: a private one (RFC 1918), or without NAT a public one
/// @param line the line to the provider; its `down` is that from the provider
/// @param border what its router lets through
/// @param dhcp what its router does about addresses
/// @param tcp how its devices', its router's and its server's TCP behaves
/// @param sites what the internal server serves
public record Office(String name, Place place, IpPrefix network, AccessLine line, Wifi wifi,
        List<DeviceEntry> devices, Border border, Leasing dhcp, LanTcp tcp,
        List<WebSite> sites) {
    public Office {
        devices = List.copyOf(devices);
        sites = List.copyOf(sites);
    }

    /// The same office under another name.
    Office named(String other) {
        return new Office(other, place, network, line, wifi, devices, border, dhcp, tcp, sites);
    }
}
