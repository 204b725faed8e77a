package io.netjar.net.nat;

/// How much of the other end a NAT looks at: when it maps (does a second destination get the same outside port?)
/// and when it filters (who may send to that port?). RFC 4787 §4.1 and §5.
public enum NatBehaviour {
    /// The other end does not matter: one outside port for all destinations; everybody may send to it.
    ENDPOINT_INDEPENDENT,
    /// Its address matters.
    ADDRESS_DEPENDENT,
    /// Its address and its port matter: for mapping, what was once called a symmetric NAT.
    ADDRESS_AND_PORT_DEPENDENT;

    int address(int remoteAddress) {
        return this == ENDPOINT_INDEPENDENT ? 0 : remoteAddress;
    }

    int port(int remotePort) {
        return this == ADDRESS_AND_PORT_DEPENDENT ? remotePort : 0;
    }
}
