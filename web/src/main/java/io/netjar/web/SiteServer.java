package io.netjar.web;

import io.netjar.netty.HostTransport;
import io.netjar.web.tls.Encryption;
import io.netjar.web.tls.TlsServer;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.util.Map;
import java.util.Optional;

/// An HTTP server on one port of an emulated host, for any number of sites told apart by name (RFC 9110 §7.2). A
/// request for a name it does not serve is answered with 421; one that writes an address for a name, by the only site.
public final class SiteServer {
    /// What servers here call themselves. RFC 9110 §10.2.4.
    static final String NAME = "netjar/0.1";

    /// An event for the connections of a server that ends.
    public enum Ending {
        /// To be closed after the answer that is on its way.
        FINISH
    }

    private final ChannelFuture bound;

    private SiteServer(ChannelFuture bound) {
        this.bound = bound;
    }

    /// Listens on `port` of the transport's host, on all its addresses, from the engine's next turn on.
    ///
    /// @param port TCP port, 1 to 65535
    /// @param sites by host name, without port
    /// @param listener is told of every request
    public static SiteServer open(HostTransport transport, int port, Map<String, Site> sites,
            Access.Listener listener) {
        return open(transport, port, sites, listener, Optional.empty());
    }

    /// As the other, over TLS. RFC 9110 §4.2.2.
    ///
    /// @param tls has the certificates of all `sites`
    public static SiteServer openSecure(HostTransport transport, int port, Map<String, Site> sites,
            Access.Listener listener, TlsServer tls) {
        return open(transport, port, sites, listener, Optional.of(tls));
    }

    private static SiteServer open(HostTransport transport, int port, Map<String, Site> sites,
            Access.Listener listener, Optional<Encryption> tls) {
        var clock = new WebClock(transport.loop().engine());
        ChannelHandler pipeline = connections(clock, sites, listener, tls);
        return new SiteServer(transport.serverBootstrap().childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(pipeline).bind(port));
    }

    /// What serves connections of any transport, such as the sockets of the real machine: a handler for each channel that
    /// is accepted, which allows half-closure.
    ///
    /// @param clock says what time it is there
    /// @param sites by host name, without port
    /// @param listener is told of every request
    /// @param tls what encrypts, if connections are to be
    public static ChannelHandler connections(WebClock clock, Map<String, Site> sites,
            Access.Listener listener,
            Optional<Encryption> tls) {
        return new WebPipeline(new OriginServer(new VirtualHosts(sites), clock, listener), tls);
    }

    /// Is done when the port is open; fails if it was taken.
    public ChannelFuture bound() {
        return bound;
    }

    /// Takes no more connections; those that are open live on. Returns what is done when the port is free.
    public ChannelFuture close() {
        return bound.channel().close();
    }
}
