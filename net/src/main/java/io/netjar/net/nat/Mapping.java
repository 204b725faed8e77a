package io.netjar.net.nat;

/// An outside port that stands for an inside host's address and port; towards every destination, or one only, as
/// the mapping behaviour says.
final class Mapping {
    /// Of flows that are not translated.
    static final Mapping NONE = new Mapping(0, 0, 0, 0);

    final int protocol;
    final int insideAddress;
    final int insidePort;
    /// The destination's address and port as far as they matter for mapping, else 0.
    final int remoteAddress;
    final int remotePort;
    final int outsidePort;
    /// A forward that somebody configured: it stays, and lets everybody in.
    final boolean permanent;
    int flows;

    Mapping(Flow.Key first, NatBehaviour behaviour, int outsidePort) {
        this.protocol = first.protocol();
        this.insideAddress = first.insideAddress();
        this.insidePort = first.insidePort();
        this.remoteAddress = behaviour.address(first.remoteAddress());
        this.remotePort = behaviour.port(first.remotePort());
        this.outsidePort = outsidePort;
        this.permanent = false;
    }

    Mapping(int protocol, int insideAddress, int insidePort, int outsidePort) {
        this.protocol = protocol;
        this.insideAddress = insideAddress;
        this.insidePort = insidePort;
        this.remoteAddress = 0;
        this.remotePort = 0;
        this.outsidePort = outsidePort;
        this.permanent = true;
    }
}
