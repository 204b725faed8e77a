package io.netjar.internet.description;

import io.netjar.net.modem.AccessLine;
import java.util.List;

/// A household: an access line, a modem, a home router with NAT, and devices behind it.
///
/// @param place the provider and the city where the line ends
/// @param access the line between the modem and the provider's switch in that city
/// @param border what its router lets through
/// @param dhcp what its router does about addresses
/// @param tcp how its devices' and its router's TCP behaves
public record Home(String name, Place place, AccessLine access, Wifi wifi, List<DeviceEntry> devices,
        Border border, Leasing dhcp, LanTcp tcp) {
    public Home {
        devices = List.copyOf(devices);
    }

    public boolean hasWifi() {
        return devices.stream().anyMatch(DeviceEntry::wireless);
    }
}
