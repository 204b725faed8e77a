package io.netjar.net.ip;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;

/// An IPv4 address of an interface, with the prefix length of its subnet.
public record InterfaceAddress(IpAddress address, int prefixLength) {
    public InterfaceAddress {
        if (!address.isV4() || prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("not an interface address: " + address + "/" + prefixLength);
        }
    }

    /// The subnet.
    public IpPrefix prefix() {
        return IpPrefix.holding(address, prefixLength);
    }

    /// Whether the subnet has a broadcast address: links between two routers do not (RFC 3021).
    boolean hasBroadcast() {
        return prefixLength < 31;
    }

    /// The subnet's broadcast address (RFC 919).
    int broadcast() {
        return address.v4() | ~IpPrefix.mask(prefixLength);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
