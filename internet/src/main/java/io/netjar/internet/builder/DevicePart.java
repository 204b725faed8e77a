package io.netjar.internet.builder;

import io.netjar.internet.description.DeviceWording;
import io.netjar.internet.description.Wording;
import io.netjar.net.wifi.Signal;

/// What is said of a device of a home or an office, which is on a cable unless it is said to be in the Wi-Fi.
public final class DevicePart extends Part<DevicePart> {
    DevicePart() {}

    @Override
    DevicePart self() {
        return this;
    }

    /// Whether it is in the Wi-Fi, where it hears the access point as the others do.
    public DevicePart wifi(boolean on) {
        return set("wifi", Wording.onOff(on));
    }

    /// In the Wi-Fi, where it hears the access point so well.
    public DevicePart wifi(Signal signal) {
        return set("wifi", DeviceWording.wifi(signal).substring("wifi ".length()));
    }

    /// What DHCP gives it, as in `192.168.0.9`.
    public DevicePart address(String address) {
        return set("address", address);
    }

    /// Its MAC address, as in `02:00:5e:00:53:01`.
    public DevicePart mac(String address) {
        return set("mac", address);
    }
}
