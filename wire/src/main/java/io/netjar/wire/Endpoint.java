package io.netjar.wire;

/// An IP address and a UDP or TCP port: one end of a conversation.
public record Endpoint(IpAddress address, int port) {
    public Endpoint {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
    }

    public static Endpoint v4(int bits, int port) {
        return new Endpoint(IpAddress.v4(bits), port);
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
