package io.netjar.net.tcp;

/// What two endpoints have with each other: a connection, or the memory of one in TIME-WAIT. Addresses are IPv4 bits.
abstract sealed class Association permits Connection, TimeWait {
    final int localAddress;
    final int localPort;
    final int remoteAddress;
    final int remotePort;
    Marking marking = Marking.DEFAULT;

    Association(int localAddress, int localPort, int remoteAddress, int remotePort) {
        this.localAddress = localAddress;
        this.localPort = localPort;
        this.remoteAddress = remoteAddress;
        this.remotePort = remotePort;
    }

    final boolean isBetween(int local, int lPort, int remote, int rPort) {
        return localPort == lPort && remotePort == rPort && remoteAddress == remote && localAddress == local;
    }
}
