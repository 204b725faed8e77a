package io.netjar.netty;

import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;

/// What a channel needs of a host: its TCP.
interface StreamSockets {
    TcpSocket connect(Endpoint remote, TcpEvents events);

    TcpListener listen(Endpoint local, int backlog, TcpListener.Acceptor acceptor);
}
