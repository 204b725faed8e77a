package io.netjar.net.dhcp;

/// The states of a DHCP client. RFC 2131 §4.4, figure 5.
public enum DhcpState {
    /// It knows nothing and asks nobody.
    INIT,
    /// It asked which servers there are.
    SELECTING,
    /// It asked one of them for the address it offered.
    REQUESTING,
    /// It asked whether it may go on with the address it had before (INIT-REBOOT).
    REBOOTING,
    /// It was given an address and finds out whether somebody else uses it.
    PROBING,
    /// It has an address.
    BOUND,
    /// It asks its server for more time (from T1 on).
    RENEWING,
    /// It asks any server for more time (from T2 on).
    REBINDING
}
