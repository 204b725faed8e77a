package io.netjar.internet.description;

import io.netjar.net.wifi.Signal;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.util.Optional;

/// A device in a home or an office.
///
/// @param wireless whether it is in the Wi-Fi cell rather than on a cable
/// @param signal how well it hears the access point, if not as the others do
/// @param address what DHCP gives it, if not any address of the network
/// @param mac its MAC address, if not the one that follows from its name
public record DeviceEntry(String name, boolean wireless, Optional<Signal> signal, Optional<IpAddress> address,
        Optional<MacAddress> mac) {
    /// A device without a signal of its own.
    public DeviceEntry(String name, boolean wireless) {
        this(name, wireless, Optional.empty());
    }

    /// A device whose addresses are nobody's concern.
    public DeviceEntry(String name, boolean wireless, Optional<Signal> signal) {
        this(name, wireless, signal, Optional.empty(), Optional.empty());
    }

    /// What its one port is called inside of its home or office, as in `laptop:wlan0`.
    public String port() {
        return name + (wireless ? ":wlan0" : ":eth0");
    }

    /// The same device under another name.
    DeviceEntry named(String other) {
        return new DeviceEntry(other, wireless, signal, address, mac);
    }
}
