package io.netjar.netty;

import io.netjar.net.tcp.PortInUseException;
import io.netjar.net.tcp.Tcp;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelId;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ServerSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A listening TCP port of an emulated host as a Netty server channel: it reads a [HostChannel] for each connection.
/// While nobody reads the channel, connections wait in the listening port's accept queue ([TcpListener#accepting]).
public final class HostServerChannel extends AbstractServerChannel implements ServerSocketChannel {
    private final EngineEventLoop loop;
    private final Tcp tcp;
    private final HostServerChannelConfig config;
    private final ArrayDeque<HostChannel> waiting = new ArrayDeque<>();
    private @Nullable TcpListener listener;
    private boolean closed;
    private boolean readWanted;
    private boolean attending;

    HostServerChannel(EngineEventLoop loop, Tcp tcp) {
        this.loop = loop;
        this.tcp = tcp;
        super();
        this.config = new HostServerChannelConfig(this, loop.allocator());
    }

    @Override
    public HostServerChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public boolean isActive() {
        return !closed && listener != null;
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return (InetSocketAddress) super.localAddress();
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return null;
    }

    @Override
    protected ChannelId newId() {
        return loop.nextChannelId();
    }

    @Override
    protected boolean isCompatible(EventLoop eventLoop) {
        return eventLoop == loop;
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        loop.opened(this);
        promise.setSuccess();
    }

    @Override
    protected void doDeregister() {
        loop.closed(this);
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        TcpListener bound = listener;
        return bound == null ? null : SocketAddresses.of(bound.local());
    }

    @Override
    protected void doBind(SocketAddress localAddress) throws IOException {
        var local = SocketAddresses.endpoint(localAddress);
        try {
            TcpListener bound = tcp.listen(local, config.getBacklog(), this::accepted);
            bound.accepting(readWanted);
            listener = bound;
        } catch (PortInUseException refusal) {
            var failure = new BindException("Address already in use: " + local);
            failure.initCause(refusal);
            throw failure;
        }
    }

    @Override
    protected void doClose() {
        closed = true;
        TcpListener bound = listener;
        if (bound != null) {
            bound.close();
        }
        waiting.forEach(HostChannel::refuse);
        waiting.clear();
    }

    @Override
    protected void doBeginRead() {
        readWanted = true;
        TcpListener bound = listener;
        if (bound != null) {
            bound.accepting(true);
        }
        attendSoon();
    }

    private void accepted(TcpSocket socket) {
        waiting.add(new HostChannel(loop, this, socket));
        attendSoon();
    }

    private void attendSoon() {
        if (!attending && readWanted && !waiting.isEmpty()) {
            attending = true;
            loop.enqueue(this::acceptWaiting);
        }
    }

    /// Gives the waiting connections to the pipeline; a task of the loop.
    private void acceptWaiting() {
        attending = false;
        if (!readWanted || waiting.isEmpty()) {
            return;
        }
        readWanted = false;
        do {
            pipeline().fireChannelRead(waiting.remove());
        } while (config.isAutoRead() && !waiting.isEmpty());
        pipeline().fireChannelReadComplete();
        TcpListener bound = listener;
        if (!readWanted && bound != null) {
            bound.accepting(false);
        }
    }
}
