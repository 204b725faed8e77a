package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;

/// A port in LISTEN. RFC 9293 §3.10.7.2.
final class Listener implements TcpListener {
    private final Tcp tcp;
    private final Endpoint local;
    private final int backlog;
    final Acceptor acceptor;
    private int opening;

    Listener(Tcp tcp, Endpoint local, int backlog, Acceptor acceptor) {
        this.tcp = tcp;
        this.local = local;
        this.backlog = Math.max(1, backlog);
        this.acceptor = acceptor;
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public void close() {
        tcp.close(this);
    }

    boolean hears(int address, int port) {
        return local.port() == port && (isWildcard() || local.address().v4() == address);
    }

    boolean isWildcard() {
        return local.address().v4() == 0;
    }

    /// Whether one more connection may be in SYN-RECEIVED. Those established go to the acceptor at once, so this is the
    /// whole of the backlog.
    boolean hasRoom() {
        return opening < backlog;
    }

    void countOpening(int change) {
        opening += change;
    }
}
