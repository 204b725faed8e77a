package io.netjar.internet.description;

import io.netjar.wire.IpPrefix;
import java.util.List;

/// An office: a private network behind its own router, with sites that only those inside can see.
///
/// @param network the private prefix (RFC 1918) inside
/// @param bitsPerSecond the rate of its line, the same both ways
/// @param sites what the internal server serves
public record Office(String name, Place place, IpPrefix network, long bitsPerSecond, WifiQuality wifi,
        List<DeviceEntry> devices, List<WebSite> sites) {
    public Office {
        devices = List.copyOf(devices);
        sites = List.copyOf(sites);
    }

    public boolean hasWifi() {
        return devices.stream().anyMatch(DeviceEntry::wireless);
    }
}
