package io.netjar.web.client;

import io.netjar.engine.Engine;
import io.netjar.netty.SocketAddresses;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// A connection on its way: the name, TCP to one of its addresses after the other, TLS. Whoever wants it is told once what
/// came of it.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Opening {
    private final Connections client;
    private final Taker taker;
    private final Origin origin;
    private final Engine engine;
    private final Steps steps;

    /// Who wants a connection.
    interface Taker {
        /// It stands, and nothing is on `channel` but what encrypts it and gives it up when it is silent for too long.
        ///
        /// @param application what ALPN agreed on (RFC 7301); empty without
        void opened(Channel channel, Endpoint remote, String application, Steps steps);

        /// There will be none; `steps` is how far it went.
        void failed(Mishap why, Steps steps);
    }

    Opening(Connections client, Taker taker, Origin origin) {
        this.client = client;
        this.taker = taker;
        this.origin = origin;
        this.engine = client.engine();
        this.steps = new Steps(engine.now());
    }

    void begin() {
        origin.address().ifPresentOrElse(address -> connect(List.of(address), 0), () -> {
            if (!client.names().isKnown(origin.host())) {
                client.tell(new ClientEvent.Asked(origin.host()));
            }
            client.names().lookup(origin.host(), this::named);
        });
    }

    private void named(NameLookup.Answer answer) {
        switch (answer) {
            case NameLookup.Answer.Found found -> {
                client.tell(new ClientEvent.Named(origin.host(), found.addresses()));
                connect(found.addresses(), 0);
            }
            case NameLookup.Answer.Failed failed -> {
                client.tell(new ClientEvent.Unnamed(origin.host(), failed.reason()));
                taker.failed(new Mishap(Fetched.Cause.COULD_NOT_RESOLVE,
                        "could not resolve " + origin.host() + ": " + failed.reason()), steps);
            }
        }
    }

    /// Tries the addresses one after the other.
    private void connect(List<IpAddress> addresses, int index) {
        if (index == 0) {
            steps.named(engine.now());
        }
        var remote = new Endpoint(addresses.get(index), origin.port());
        int timeout = Math.toIntExact(client.settings().connectTimeout().toMillis());
        client.tell(new ClientEvent.Connecting(origin.host(), remote));
        client.transport().bootstrap().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
                .handler(new Securing(remote)).connect(SocketAddresses.of(remote)).addListener(future -> {
                    Throwable cause = future.cause();
                    if (cause != null) {
                        unconnected(addresses, index, Mishap.connecting(origin.host(), remote, cause));
                    }
                });
    }

    private void unconnected(List<IpAddress> addresses, int index, Mishap why) {
        client.tell(new ClientEvent.Unconnected(origin.host(),
                new Endpoint(addresses.get(index), origin.port()), why.message()));
        if (index + 1 < addresses.size()) {
            connect(addresses, index + 1);
        } else {
            taker.failed(why, steps);
        }
    }

    /// Stands on a channel from its beginning until what is spoken is known.
    private final class Securing extends ChannelInboundHandlerAdapter {
        private final Endpoint remote;
        private boolean connected;
        private boolean over;

        Securing(Endpoint remote) {
            this.remote = remote;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            connected = true;
            steps.connected(engine.now());
            client.tell(new ClientEvent.Connected(origin.host(), local(ctx.channel()), remote));
            ctx.pipeline().addFirst(new ReadTimeoutHandler(client.settings().idleTimeout().toMillis(),
                    TimeUnit.MILLISECONDS));
            if (origin.secure()) {
                ctx.pipeline().addFirst(client.tls(ctx.channel(), origin));
            } else {
                open(ctx, "");
            }
            ctx.fireChannelActive();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (handshake.isSuccess()) {
                    SSLEngine machine = ctx.pipeline().get(SslHandler.class).engine();
                    tell(machine);
                    open(ctx, String.valueOf(machine.getApplicationProtocol()));
                } else {
                    fail(ctx, handshake.cause());
                }
            }
            ctx.fireUserEventTriggered(event);
        }

        private void tell(SSLEngine machine) {
            SSLSession session = machine.getSession();
            try {
                client.tell(new ClientEvent.Secured(origin.host(), session.getProtocol(),
                        session.getCipherSuite(),
                        client.applications(), String.valueOf(machine.getApplicationProtocol()),
                        (X509Certificate) session.getPeerCertificates()[0]));
            } catch (SSLPeerUnverifiedException e) {
                throw new IllegalStateException("a server that was judged has a certificate", e);
            }
        }

        private void open(ChannelHandlerContext ctx, String application) {
            over = true;
            steps.secured(engine.now());
            taker.opened(ctx.channel(), remote, application, steps);
            if (!ctx.isRemoved()) {
                ctx.pipeline().remove(this);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(ctx, cause);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (connected) {
                fail(ctx, new PrematureChannelClosureException());
            }
            ctx.fireChannelInactive();
        }

        private void fail(ChannelHandlerContext ctx, Throwable cause) {
            if (!over) {
                over = true;
                ctx.close();
                taker.failed(Mishap.on(remote, cause, false), steps);
            }
        }
    }

    private static Endpoint local(Channel channel) {
        try {
            return SocketAddresses.endpoint(channel.localAddress());
        } catch (IOException e) {
            throw new IllegalStateException("a connection of this host has an address of its", e);
        }
    }
}
