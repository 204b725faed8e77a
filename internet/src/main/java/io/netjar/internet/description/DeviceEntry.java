package io.netjar.internet.description;

import io.netjar.net.wifi.Signal;
import java.util.Optional;

/// A device in a home or an office.
///
/// @param wireless whether it is in the Wi-Fi cell rather than on a cable
/// @param signal how well it hears the access point, if not as the others do
public record DeviceEntry(String name, boolean wireless, Optional<Signal> signal) {
    /// A device without a signal of its own.
    public DeviceEntry(String name, boolean wireless) {
        this(name, wireless, Optional.empty());
    }
}
