package io.netjar.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannelConfig;
import java.util.Map;

/// The options of a [HostChannel]: those of Netty, half-closure, TCP_NODELAY (on by default, as in Netty) and SO_LINGER
/// (0: close with RST; else closing goes on in the background). Buffer sizes are the host's TCP settings, not a
/// channel's.
final class HostChannelConfig extends DefaultChannelConfig implements SocketChannelConfig {
    private static final String NOT_BY_CHANNEL = "set for the whole host by its TCP settings, not for a channel";

    private final HostChannel hostChannel;
    private volatile boolean allowHalfClosure;
    private volatile boolean tcpNoDelay = true;
    private volatile int soLinger = -1;

    HostChannelConfig(HostChannel channel, ByteBufAllocator allocator) {
        super(channel);
        this.hostChannel = channel;
        super.setAllocator(allocator);
    }

    @Override
    public Map<ChannelOption<?>, Object> getOptions() {
        return getOptions(super.getOptions(), ChannelOption.ALLOW_HALF_CLOSURE, ChannelOption.TCP_NODELAY,
                ChannelOption.SO_LINGER);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(ChannelOption<T> option) {
        if (option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
            return (T) Boolean.valueOf(allowHalfClosure);
        }
        if (option.equals(ChannelOption.TCP_NODELAY)) {
            return (T) Boolean.valueOf(tcpNoDelay);
        }
        if (option.equals(ChannelOption.SO_LINGER)) {
            return (T) Integer.valueOf(soLinger);
        }
        return super.getOption(option);
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        if (option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
            setAllowHalfClosure((Boolean) value);
        } else if (option.equals(ChannelOption.TCP_NODELAY)) {
            setTcpNoDelay((Boolean) value);
        } else if (option.equals(ChannelOption.SO_LINGER)) {
            setSoLinger((Integer) value);
        } else {
            return super.setOption(option, value);
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
        return tcpNoDelay;
    }

    @Override
    public HostChannelConfig setTcpNoDelay(boolean on) {
        tcpNoDelay = on;
        hostChannel.applyNoDelay();
        return this;
    }

    @Override
    public int getSoLinger() {
        return soLinger;
    }

    @Override
    public HostChannelConfig setSoLinger(int seconds) {
        soLinger = seconds;
        return this;
    }

    @Override
    public int getSendBufferSize() {
        throw new UnsupportedOperationException(NOT_BY_CHANNEL);
    }

    @Override
    public HostChannelConfig setSendBufferSize(int bytes) {
        throw new UnsupportedOperationException(NOT_BY_CHANNEL);
    }

    @Override
    public int getReceiveBufferSize() {
        throw new UnsupportedOperationException(NOT_BY_CHANNEL);
    }

    @Override
    public HostChannelConfig setReceiveBufferSize(int bytes) {
        throw new UnsupportedOperationException(NOT_BY_CHANNEL);
    }

    @Override
    public boolean isKeepAlive() {
        return false;
    }

    @Override
    public HostChannelConfig setKeepAlive(boolean on) {
        throw new UnsupportedOperationException(NOT_BY_CHANNEL);
    }

    @Override
    public int getTrafficClass() {
        return 0;
    }

    @Override
    public HostChannelConfig setTrafficClass(int trafficClass) {
        throw new UnsupportedOperationException(NOT_BY_CHANNEL);
    }

    @Override
    public boolean isReuseAddress() {
        return false;
    }

    @Override
    public HostChannelConfig setReuseAddress(boolean reuse) {
        throw new UnsupportedOperationException(NOT_BY_CHANNEL);
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
