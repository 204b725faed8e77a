package io.netjar.netty;

import io.netjar.net.ip.Ip;
import io.netjar.net.tcp.Tcp;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.FileRegion;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A TCP connection of an emulated host as a Netty channel.
///
/// What the socket tells is kept and attended to as a task of the loop, at the same time of the engine, so that no
/// handler runs in the midst of TCP's work on a segment. A channel that is not to be read leaves the bytes in the
/// socket, whose window closes; what the socket has no room for stays in Netty's outbound buffer.
public final class HostChannel extends AbstractChannel implements SocketChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

    private enum Stage {
        UNCONNECTED, CONNECTING, CONNECTED, CLOSED
    }

    private final EngineEventLoop loop;
    private final @Nullable Tcp tcp;
    private final HostChannelConfig config;
    private final Events events = new Events();
    private final Runnable attend = this::attend;
    private Stage stage;
    private @Nullable TcpSocket socket;
    /// How the connection ended, once it did.
    private @Nullable TcpEnd end;
    private boolean attending;
    private boolean established;
    /// A handler asked for bytes.
    private boolean readWanted;
    /// The socket may have bytes or the end of the stream.
    private boolean inputReady;
    private boolean inputShutdown;
    private boolean inputShutdownTold;
    private boolean outputShutdown;
    /// The socket took less than it was given and has not yet told of room.
    private boolean outputBlocked;
    private @Nullable ChannelPromise connectPromise;
    private @Nullable SocketAddress connectAddress;
    private @Nullable Future<?> connectTimeout;

    /// A channel that is to be connected by `tcp`.
    HostChannel(EngineEventLoop loop, Tcp tcp) {
        super(null, loop.nextChannelId());
        this.loop = loop;
        this.tcp = tcp;
        this.config = new HostChannelConfig(this, loop.allocator());
        this.stage = Stage.UNCONNECTED;
    }

    /// The channel of an accepted connection.
    HostChannel(EngineEventLoop loop, HostServerChannel parent, TcpSocket accepted) {
        super(parent, loop.nextChannelId());
        this.loop = loop;
        this.tcp = null;
        this.config = new HostChannelConfig(this, loop.allocator());
        this.stage = Stage.CONNECTED;
        this.socket = accepted;
        this.inputReady = true;
        accepted.events(events);
        config.socketOptions().apply(accepted, SocketOptions.FRESH);
    }

    @Override
    public HostChannelConfig config() {
        return config;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    public @Nullable ServerSocketChannel parent() {
        return (ServerSocketChannel) super.parent();
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return (InetSocketAddress) super.localAddress();
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return (InetSocketAddress) super.remoteAddress();
    }

    @Override
    public boolean isOpen() {
        return stage != Stage.CLOSED;
    }

    @Override
    public boolean isActive() {
        return stage == Stage.CONNECTED;
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdown || !isActive();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown || !isActive();
    }

    @Override
    public boolean isShutdown() {
        return isInputShutdown() && isOutputShutdown();
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    /// Reads no more: what the peer still sends is thrown away.
    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        loop.onEngineThread(() -> {
            inputShutdown = true;
            attendSoon();
            promise.setSuccess();
        });
        return promise;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    /// Sends FIN after what the socket has taken; reading goes on.
    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        loop.onEngineThread(() -> unsafe().shutdownOutput(promise));
        return promise;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        loop.onEngineThread(() -> {
            shutdownInput(newPromise());
            shutdownOutput(promise);
        });
        return promise;
    }

    @Override
    public HostUnsafe unsafe() {
        return (HostUnsafe) super.unsafe();
    }

    @Override
    protected HostUnsafe newUnsafe() {
        return new HostUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop eventLoop) {
        return eventLoop == loop;
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        loop.opened(this);
        promise.setSuccess();
        attendSoon();
    }

    @Override
    protected void doDeregister() {
        loop.closed(this);
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        TcpSocket known = socket;
        return known == null ? null : SocketAddresses.of(known.local());
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        TcpSocket known = socket;
        return known == null || !isActive() ? null : SocketAddresses.of(known.remote());
    }

    /// Takes any address and port only: a connection leaves from the address that its route says and a free port.
    @Override
    protected void doBind(SocketAddress localAddress) throws IOException {
        if (!(localAddress instanceof InetSocketAddress local) || local.getPort() != 0
                || !local.getAddress().isAnyLocalAddress()) {
            throw new BindException("Cannot assign requested address: " + localAddress);
        }
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doClose() {
        stage = Stage.CLOSED;
        stopConnectTimeout();
        ChannelPromise unfinished = connectPromise;
        connectPromise = null;
        if (unfinished != null) {
            unfinished.tryFailure(new ClosedChannelException());
        }
        TcpSocket open = socket;
        if (open == null || end != null) {
            return;
        }
        open.close();
    }

    @Override
    protected void doShutdownOutput() {
        outputShutdown = true;
        TcpSocket open = socket;
        if (open != null && end == null) {
            open.shutdownOutput();
        }
    }

    @Override
    protected void doBeginRead() {
        readWanted = true;
        if (inputReady && !inputShutdownTold) {
            attendSoon();
        }
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (message instanceof ByteBuf || message instanceof FileRegion) {
            return message;
        }
        throw new UnsupportedOperationException(
                "a connection carries ByteBuf and FileRegion, not " + message.getClass().getName());
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer outbound) throws IOException {
        TcpSocket open = socket;
        if (open == null) {
            return;
        }
        var writer = new SocketWriter(open, loop.scratch());
        while (isActive() && end == null && outbound.current() != null) {
            if (!writer.write(outbound)) {
                outputBlocked = true;
                return;
            }
        }
    }

    /// No handler wants bytes any more.
    void stopReading() {
        loop.onEngineThread(() -> readWanted = false);
    }

    /// Sets on the socket, if there is one, what of `options` differs from `before`.
    void apply(SocketOptions options, SocketOptions before) {
        TcpSocket open = socket;
        if (open != null) {
            loop.onEngineThread(() -> options.apply(open, before));
        }
    }

    /// A size of the socket's, or 0 if there is none.
    int buffer(ToIntFunction<TcpSocket> size) {
        TcpSocket open = socket;
        return open == null ? 0 : size.applyAsInt(open);
    }

    /// Ends a connection that nobody took.
    void refuse() {
        config.setSoLinger(0);
        doClose();
    }

    private void attendSoon() {
        if (!attending && isOpen()) {
            attending = true;
            loop.enqueue(attend);
        }
    }

    /// Does what the socket's events ask for; a task of the loop.
    private void attend() {
        attending = false;
        if (stage == Stage.CONNECTING) {
            unsafe().finishConnect();
        }
        if (!isActive() || !isRegistered()) {
            return;
        }
        unsafe().resumeFlush();
        if (inputReady && inputShutdown) {
            discardInput();
        } else if (inputReady && readWanted) {
            readInput();
        }
        TcpEnd ended = end;
        if (isActive() && ended != null && isBroken()) {
            var failure = TcpFailure.onTransfer(ended);
            pipeline().fireExceptionCaught(failure);
            unsafe().fail(failure);
        }
    }

    /// Whether the connection ended in another way than by both sides' FIN.
    private boolean isBroken() {
        return end != null && end != TcpEnd.CLOSED;
    }

    private void readInput() {
        var handle = (RecvByteBufAllocator.ExtendedHandle) unsafe().recvBufAllocHandle();
        ChannelPipeline pipeline = pipeline();
        handle.reset(config);
        boolean any = false;
        ByteBuf bytes = receive(handle);
        while (bytes != null) {
            any = true;
            readWanted = false;
            handle.incMessagesRead(1);
            pipeline.fireChannelRead(bytes);
            bytes = isActive() && !inputShutdown && handle.continueReading() ? receive(handle) : null;
        }
        boolean endOfStream = handle.lastBytesRead() < 0;
        if (any || endOfStream) {
            handle.readComplete();
            pipeline.fireChannelReadComplete();
        }
        if (endOfStream) {
            endInput();
        }
    }

    /// Takes what is here, as much as the handle guesses at most; null if nothing is, or the stream ends, which the
    /// handle tells apart.
    private @Nullable ByteBuf receive(RecvByteBufAllocator.ExtendedHandle handle) {
        TcpSocket open = socket;
        int waiting = open == null ? 0 : open.readable();
        if (open == null || waiting == 0) {
            int taken = open == null || isBroken() ? 0 : open.read(loop.scratch(), 0, 1);
            handle.lastBytesRead(taken);
            inputReady = taken < 0;
            return null;
        }
        int room = Math.min(waiting, handle.guess());
        ByteBuf bytes = alloc().heapBuffer(room);
        handle.attemptedBytesRead(room);
        handle.lastBytesRead(open.read(bytes.array(), bytes.arrayOffset(), room));
        return bytes.writerIndex(handle.lastBytesRead());
    }

    private void endInput() {
        if (!config.isAllowHalfClosure()) {
            unsafe().close(voidPromise());
            return;
        }
        inputShutdown = true;
        readWanted = config.isAutoRead();
        pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        attendSoon();
    }

    private void discardInput() {
        TcpSocket open = socket;
        int taken = 1;
        while (open != null && taken > 0) {
            taken = open.read(loop.scratch(), 0, loop.scratch().length);
        }
        inputReady = taken < 0;
        if (readWanted && !inputShutdownTold) {
            inputShutdownTold = true;
            pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
        }
    }

    private void stopConnectTimeout() {
        Future<?> timeout = connectTimeout;
        connectTimeout = null;
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    /// Keeps what the socket tells until [#attend()].
    private final class Events implements TcpEvents {
        @Override
        public void connected(TcpSocket connected) {
            established = true;
            attendSoon();
        }

        @Override
        public void readable(TcpSocket readable) {
            inputReady = true;
            if (readWanted || inputShutdown) {
                attendSoon();
            }
        }

        @Override
        public void writable(TcpSocket writable) {
            outputBlocked = false;
            attendSoon();
        }

        @Override
        public void ended(TcpSocket ended, TcpEnd how) {
            end = how;
            attendSoon();
        }
    }

    /// The operations that Netty's pipeline ends in.
    final class HostUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
            if (promise.isDone() || !ensureOpen(promise)) {
                return;
            }
            try {
                beginConnect(remote, local, promise);
            } catch (IOException | RuntimeException failure) {
                promise.tryFailure(annotateConnectException(failure, remote));
                closeIfClosed();
            }
        }

        private void beginConnect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise)
                throws IOException {
            if (stage == Stage.CONNECTED || tcp == null) {
                throw new AlreadyConnectedException();
            }
            if (stage == Stage.CONNECTING) {
                throw new ConnectionPendingException();
            }
            if (local != null) {
                doBind(local);
            }
            var endpoint = SocketAddresses.endpoint(remote);
            stage = Stage.CONNECTING;
            connectPromise = promise;
            connectAddress = remote;
            TcpSocket connecting = tcp.connect(endpoint, events, Ip.DEFAULT_TTL, config.getTrafficClass());
            socket = connecting;
            config.socketOptions().apply(connecting, SocketOptions.FRESH);
            startConnectTimeout(remote);
            promise.addListener(future -> {
                if (future.isCancelled()) {
                    connectPromise = null;
                    close(voidPromise());
                }
            });
        }

        private void startConnectTimeout(SocketAddress remote) {
            int millis = config.getConnectTimeoutMillis();
            if (millis > 0) {
                connectTimeout = loop.schedule(() -> failConnect(new ConnectTimeoutException(
                        "connection timed out after " + millis + " ms: " + remote)), millis,
                        TimeUnit.MILLISECONDS);
            }
        }

        void finishConnect() {
            TcpEnd ended = end;
            if (!established) {
                if (ended != null) {
                    failConnect(annotateConnectException(TcpFailure.onConnect(ended), connectAddress));
                }
                return;
            }
            stopConnectTimeout();
            stage = Stage.CONNECTED;
            inputReady = true;
            ChannelPromise promise = connectPromise;
            connectPromise = null;
            boolean isWanted = promise != null && promise.trySuccess();
            pipeline().fireChannelActive();
            if (!isWanted) {
                close(voidPromise());
            }
        }

        private void failConnect(Throwable failure) {
            ChannelPromise promise = connectPromise;
            connectPromise = null;
            if (promise != null) {
                promise.tryFailure(failure);
            }
            close(voidPromise());
        }

        /// Leaves what is flushed in the outbound buffer while the socket has no room.
        @Override
        protected void flush0() {
            if (!outputBlocked) {
                super.flush0();
            }
        }

        void resumeFlush() {
            flush0();
        }

        /// Closes the channel; what was not yet written fails for the reason `failure`.
        void fail(IOException failure) {
            var closed = new ClosedChannelException();
            closed.initCause(failure);
            close(voidPromise(), failure, closed);
        }
    }
}
