package io.netjar.gateway;

/// Where a connection is to go: a name or dotted address inside, and a port.
///
/// @param host the name or address, not looked at before it is looked up
/// @param port TCP port, 1 to 65535
public record Target(String host, int port) {
    /// @throws IllegalArgumentException if `host` is empty or `port` is none
    public Target {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "a target is a host and a port from 1 to 65535: " + host + ":" + port);
        }
    }

    /// The authority as it stands in a Host header, without the port if it is the scheme's own.
    String authority(int defaultPort) {
        return port == defaultPort ? host : host + ":" + port;
    }

    /// As people write it, like `exchange.test:80`.
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
