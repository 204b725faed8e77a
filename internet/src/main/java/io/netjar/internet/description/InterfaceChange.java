package io.netjar.internet.description;

import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.util.Optional;

/// What a description says about an interface that the usual rules would not give it; what is empty stays usual.
///
/// @param address its IPv4 address
/// @param mac its MAC address
public record InterfaceChange(Optional<IpAddress> address, Optional<MacAddress> mac) {}
