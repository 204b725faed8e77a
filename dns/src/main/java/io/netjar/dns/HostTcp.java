package io.netjar.dns;

import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import org.jspecify.annotations.Nullable;

/// TCP of a host that has none yet: nobody can be reached, and nobody comes.
final class HostTcp {
    private HostTcp() {}

    static @Nullable TcpSocket connect(Host host, Endpoint to, TcpEvents events,
            TcpMessages.Listener listener) {
        listener.ended(TcpEnd.UNREACHABLE);
        return null;
    }

    static TcpListener listen(Host host, Endpoint local, int backlog, TcpListener.Acceptor acceptor) {
        return new TcpListener() {
            @Override
            public Endpoint local() {
                return local;
            }

            @Override
            public void close() {}
        };
    }
}
