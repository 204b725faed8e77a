package io.netjar.internet.description;

/// A device in a home or an office.
///
/// @param wireless whether it is in the Wi-Fi cell rather than on a cable
public record DeviceEntry(String name, boolean wireless) {}
