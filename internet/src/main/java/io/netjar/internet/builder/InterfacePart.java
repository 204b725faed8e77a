package io.netjar.internet.builder;

/// What is said of one interface of a router or a server.
public final class InterfacePart extends Part<InterfacePart> {
    InterfacePart() {}

    @Override
    InterfacePart self() {
        return this;
    }

    /// Its IPv4 address, as in `203.0.114.9`; at a home's line to the provider the one that DHCP gives it.
    public InterfacePart address(String address) {
        return set("address", address);
    }

    /// Its MAC address, as in `02:00:5e:00:53:01`.
    public InterfacePart mac(String address) {
        return set("mac", address);
    }
}
