package io.netjar.netty;

import io.netjar.net.host.Host;
import io.netjar.net.tcp.Tcp;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;

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
    private final Tcp tcp;

    /// The TCP of `host`, which must be on the engine of `loop`.
    ///
    /// @throws IllegalArgumentException if it is on another
    public HostTransport(EngineEventLoop loop, Host host) {
        if (host.engine() != loop.engine()) {
            throw new IllegalArgumentException(host + " is not on the engine of the event loop");
        }
        this.loop = loop;
        this.tcp = host.tcp();
    }

    /// The loop on which the host's channels live.
    public EngineEventLoop loop() {
        return loop;
    }

    /// What connects from this host; a handler is still to be given.
    public Bootstrap bootstrap() {
        // Netty's resolvers are kept in static maps by event loop, and with it a whole network would be.
        return new Bootstrap().group(loop).channelFactory(() -> new HostChannel(loop, tcp))
                .disableResolver();
    }

    /// What listens on this host; a handler for the accepted connections is still to be given.
    public ServerBootstrap serverBootstrap() {
        return new ServerBootstrap().group(loop).channelFactory(() -> new HostServerChannel(loop, tcp));
    }
}
