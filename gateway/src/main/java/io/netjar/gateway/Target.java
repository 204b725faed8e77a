package io.netjar.gateway;

/// Where a visitor wants to go: a name or dotted address inside, and a port from 1 to 65535.
record Target(String host, int port) {
    /// The authority as it stands in a Host header, without the port if it is the scheme's own.
    String authority(int defaultPort) {
        return port == defaultPort ? host : host + ":" + port;
    }
}
