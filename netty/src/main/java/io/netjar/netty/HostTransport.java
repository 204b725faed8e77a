package io.netjar.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.resolver.NoopAddressResolverGroup;

/// The TCP of one emulated host as a Netty transport: bootstraps whose channels are that host's connections and
/// listeners, on the engine's clock. Names are not resolved here: give addresses ([SocketAddresses]).
///
/// ```java
/// var transport = new HostTransport(loop, host);
/// transport.serverBootstrap().childHandler(new HttpServerCodec()).bind(80);
/// transport.bootstrap().handler(new HttpClientCodec()).connect("192.0.2.1", 80);
/// ```
public final class HostTransport {
    private final EngineEventLoop loop;
    private final StreamSockets sockets;

    HostTransport(EngineEventLoop loop, StreamSockets sockets) {
        this.loop = loop;
        this.sockets = sockets;
    }

    /// The loop on which the host's channels live.
    public EngineEventLoop loop() {
        return loop;
    }

    /// What connects from this host; a handler is still to be given.
    public Bootstrap bootstrap() {
        return new Bootstrap().group(loop).channelFactory(() -> new HostChannel(loop, sockets))
                .resolver(NoopAddressResolverGroup.INSTANCE);
    }

    /// What listens on this host; a handler for the accepted connections is still to be given.
    public ServerBootstrap serverBootstrap() {
        return new ServerBootstrap().group(loop).channelFactory(() -> new HostServerChannel(loop, sockets));
    }
}
