package io.netjar.web;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// Addresses of clients, as text.
final class Peers {
    private Peers() {}

    /// The address without its port; never asks a resolver.
    static String address(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? inet.getAddress().getHostAddress()
                : String.valueOf(peer);
    }
}
