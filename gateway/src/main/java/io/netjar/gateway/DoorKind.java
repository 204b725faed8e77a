package io.netjar.gateway;

/// The kinds of doors.
public enum DoorKind {
    /// DNS over UDP and TCP (RFC 1035 §4.2): questions go to the device's resolver.
    DNS("DNS"),
    /// SOCKS version 5 (RFC 1928), CONNECT without authentication.
    SOCKS("SOCKS5"),
    /// HTTP proxy (RFC 9110 §3.7) with CONNECT (§9.3.6).
    HTTP("HTTP proxy"),
    /// A port that leads to one place inside.
    FORWARD("forward");

    private final String label;

    DoorKind(String label) {
        this.label = label;
    }

    /// What people call it.
    public String label() {
        return label;
    }
}
