package io.netjar.internet.description;

import java.util.List;

/// A household: an access line, a modem, a home router with NAT, and devices behind it.
///
/// @param place the provider and the city where the line ends
public record Home(String name, Place place, Access access, WifiQuality wifi, List<DeviceEntry> devices) {
    public Home {
        devices = List.copyOf(devices);
    }

    public boolean hasWifi() {
        return devices.stream().anyMatch(DeviceEntry::wireless);
    }
}
