package io.netjar.internet.description;

import io.netjar.net.modem.AccessLine;
import io.netjar.wire.IpPrefix;
import java.util.List;

/// A household: an access line, a modem, a home router with NAT, and devices behind it.
///
/// @param place the provider and the city where the line ends
/// @param network the private network inside; the router has its first address
/// @param access the line between the modem and the provider's switch in that city
/// @param border what its router lets through
/// @param dhcp what its router does about addresses
/// @param tcp how its devices' and its router's TCP behaves
public record Home(String name, Place place, IpPrefix network, AccessLine access, Wifi wifi,
        List<DeviceEntry> devices,
        Border border, Leasing dhcp, LanTcp tcp) {
    public Home {
        devices = List.copyOf(devices);
    }

    /// The same home under another name.
    Home named(String other) {
        return new Home(other, place, network, access, wifi, devices, border, dhcp, tcp);
    }
}
