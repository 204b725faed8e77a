package io.netjar.netty;

import io.netjar.net.tcp.TcpKeepAlive;
import io.netjar.net.tcp.TcpSocket;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannelConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of a [HostChannel]: those of Netty, half-closure and those of its socket: TCP_NODELAY (on by default, as in
/// Netty), SO_LINGER (0: close with RST; else closing goes on in the background), SO_KEEPALIVE with its times, and so
/// on. What is set before there is a socket is applied when there is one; SO_RCVBUF and SO_SNDBUF are the host's until
/// they are set.
final class HostChannelConfig extends DefaultChannelConfig implements SocketChannelConfig {
    private static final String NOT_MODELLED = "not modelled here";

    private final HostChannel hostChannel;
    private volatile boolean allowHalfClosure;
    private volatile SocketOptions socketOptions = SocketOptions.CHANNEL;

    HostChannelConfig(HostChannel channel, ByteBufAllocator allocator) {
        super(channel);
        this.hostChannel = channel;
        super.setAllocator(allocator);
    }

    /// What is set for the socket.
    SocketOptions socketOptions() {
        return socketOptions;
    }

    private HostChannelConfig set(SocketOptions options) {
        SocketOptions before = socketOptions;
        socketOptions = options;
        hostChannel.apply(options, before);
        return this;
    }

    @Override
    public Map<ChannelOption<?>, Object> getOptions() {
        return getOptions(super.getOptions(), ChannelOption.ALLOW_HALF_CLOSURE, ChannelOption.TCP_NODELAY,
                ChannelOption.SO_LINGER, ChannelOption.SO_KEEPALIVE, ChannelOption.SO_RCVBUF,
                ChannelOption.SO_SNDBUF, ChannelOption.IP_TOS,
                HostChannelOption.TCP_USER_TIMEOUT, HostChannelOption.TCP_KEEPIDLE,
                HostChannelOption.TCP_KEEPINTVL,
                HostChannelOption.TCP_KEEPCNT);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(ChannelOption<T> option) {
        Object value = socketOption(option);
        return value == null ? super.getOption(option) : (T) value;
    }

    private @Nullable Object socketOption(ChannelOption<?> option) {
        TcpKeepAlive keepAlive = socketOptions.keepAlive();
        if (option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
            return allowHalfClosure;
        } else if (option.equals(ChannelOption.TCP_NODELAY)) {
            return isTcpNoDelay();
        } else if (option.equals(ChannelOption.SO_LINGER)) {
            return getSoLinger();
        } else if (option.equals(ChannelOption.SO_KEEPALIVE)) {
            return isKeepAlive();
        } else if (option.equals(ChannelOption.SO_RCVBUF)) {
            return getReceiveBufferSize();
        } else if (option.equals(ChannelOption.SO_SNDBUF)) {
            return getSendBufferSize();
        } else if (option.equals(ChannelOption.IP_TOS)) {
            return getTrafficClass();
        } else if (option.equals(HostChannelOption.TCP_USER_TIMEOUT)) {
            return socketOptions.userTimeoutMillis();
        } else if (option.equals(HostChannelOption.TCP_KEEPIDLE)) {
            return (int) keepAlive.idle().toSeconds();
        } else if (option.equals(HostChannelOption.TCP_KEEPINTVL)) {
            return (int) keepAlive.interval().toSeconds();
        } else if (option.equals(HostChannelOption.TCP_KEEPCNT)) {
            return keepAlive.probes();
        }
        return null;
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        if (option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
            setAllowHalfClosure((Boolean) value);
        } else if (option.equals(ChannelOption.TCP_NODELAY)) {
            setTcpNoDelay((Boolean) value);
        } else if (option.equals(ChannelOption.SO_KEEPALIVE)) {
            setKeepAlive((Boolean) value);
        } else if (value instanceof Integer number && setNumber(option, number)) {
            return true;
        } else {
            return super.setOption(option, value);
        }
        return true;
    }

    private boolean setNumber(ChannelOption<?> option, int value) {
        TcpKeepAlive keepAlive = socketOptions.keepAlive();
        if (option.equals(ChannelOption.SO_LINGER)) {
            setSoLinger(value);
        } else if (option.equals(ChannelOption.SO_RCVBUF)) {
            setReceiveBufferSize(value);
        } else if (option.equals(ChannelOption.SO_SNDBUF)) {
            setSendBufferSize(value);
        } else if (option.equals(ChannelOption.IP_TOS)) {
            setTrafficClass(value);
        } else if (option.equals(HostChannelOption.TCP_USER_TIMEOUT)) {
            set(socketOptions.withUserTimeout(value));
        } else if (option.equals(HostChannelOption.TCP_KEEPIDLE)) {
            set(socketOptions.withKeepAlive(keepAlive.withIdle(Duration.ofSeconds(value))));
        } else if (option.equals(HostChannelOption.TCP_KEEPINTVL)) {
            set(socketOptions.withKeepAlive(keepAlive.withInterval(Duration.ofSeconds(value))));
        } else if (option.equals(HostChannelOption.TCP_KEEPCNT)) {
            set(socketOptions.withKeepAlive(keepAlive.withProbes(value)));
        } else {
            return false;
        }
        return true;
    }

    @Override
    protected void autoReadCleared() {
        hostChannel.stopReading();
    }

    @Override
    public boolean isAllowHalfClosure() {
        return allowHalfClosure;
    }

    @Override
    public HostChannelConfig setAllowHalfClosure(boolean allow) {
        allowHalfClosure = allow;
        return this;
    }

    @Override
    public boolean isTcpNoDelay() {
        return socketOptions.noDelay();
    }

    @Override
    public HostChannelConfig setTcpNoDelay(boolean on) {
        return set(socketOptions.withNoDelay(on));
    }

    @Override
    public int getSoLinger() {
        return socketOptions.linger();
    }

    @Override
    public HostChannelConfig setSoLinger(int seconds) {
        return set(socketOptions.withLinger(seconds));
    }

    /// The size set, or that of the socket at present, or 0 as long as there is neither.
    @Override
    public int getSendBufferSize() {
        int set = socketOptions.sendBuffer();
        return set > 0 ? set : hostChannel.buffer(TcpSocket::sendBuffer);
    }

    /// Sets the size in bytes.
    ///
    /// @throws IllegalArgumentException below 2,048
    @Override
    public HostChannelConfig setSendBufferSize(int bytes) {
        return set(socketOptions.withSendBuffer(SocketOptions.checkBuffer(bytes)));
    }

    /// The size set, or that of the socket at present, or 0 as long as there is neither.
    @Override
    public int getReceiveBufferSize() {
        int set = socketOptions.receiveBuffer();
        return set > 0 ? set : hostChannel.buffer(TcpSocket::receiveBuffer);
    }

    /// Sets the size in bytes.
    ///
    /// @throws IllegalArgumentException below 2,048
    @Override
    public HostChannelConfig setReceiveBufferSize(int bytes) {
        return set(socketOptions.withReceiveBuffer(SocketOptions.checkBuffer(bytes)));
    }

    @Override
    public boolean isKeepAlive() {
        return socketOptions.keepAlive().on();
    }

    @Override
    public HostChannelConfig setKeepAlive(boolean on) {
        return set(socketOptions.withKeepAlive(socketOptions.keepAlive().withOn(on)));
    }

    @Override
    public int getTrafficClass() {
        return socketOptions.trafficClass();
    }

    /// Sets the traffic class of the socket's packets, the SYN's if it is set before; the lower two bits are TCP's own.
    ///
    /// @throws IllegalArgumentException if it is not from 0 to 255
    @Override
    public HostChannelConfig setTrafficClass(int trafficClass) {
        return set(socketOptions.withTrafficClass(trafficClass));
    }

    @Override
    public boolean isReuseAddress() {
        return false;
    }

    @Override
    public HostChannelConfig setReuseAddress(boolean reuse) {
        throw new UnsupportedOperationException(NOT_MODELLED);
    }

    /// A hint that changes nothing, as the JDK's sockets take it.
    @Override
    public HostChannelConfig setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        return this;
    }

    @Override
    public HostChannelConfig setConnectTimeoutMillis(int millis) {
        super.setConnectTimeoutMillis(millis);
        return this;
    }

    @Override
    @Deprecated
    public HostChannelConfig setMaxMessagesPerRead(int messages) {
        super.setMaxMessagesPerRead(messages);
        return this;
    }

    @Override
    public HostChannelConfig setWriteSpinCount(int count) {
        super.setWriteSpinCount(count);
        return this;
    }

    @Override
    public HostChannelConfig setAllocator(ByteBufAllocator allocator) {
        super.setAllocator(allocator);
        return this;
    }

    @Override
    public HostChannelConfig setRecvByteBufAllocator(RecvByteBufAllocator allocator) {
        super.setRecvByteBufAllocator(allocator);
        return this;
    }

    @Override
    public HostChannelConfig setAutoRead(boolean on) {
        super.setAutoRead(on);
        return this;
    }

    @Override
    public HostChannelConfig setAutoClose(boolean on) {
        super.setAutoClose(on);
        return this;
    }

    @Override
    public HostChannelConfig setWriteBufferWaterMark(WriteBufferWaterMark mark) {
        super.setWriteBufferWaterMark(mark);
        return this;
    }

    @Override
    public HostChannelConfig setMessageSizeEstimator(MessageSizeEstimator estimator) {
        super.setMessageSizeEstimator(estimator);
        return this;
    }
}
