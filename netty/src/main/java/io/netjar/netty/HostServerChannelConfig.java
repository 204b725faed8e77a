package io.netjar.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ServerSocketChannelConfig;
import java.util.Map;

/// The options of a [HostServerChannel]: those of Netty, SO_BACKLOG (128 by default) and SO_REUSEADDR, which is always
/// on: a connection in TIME-WAIT does not keep its port from a listener.
final class HostServerChannelConfig extends DefaultChannelConfig implements ServerSocketChannelConfig {
    /// What Linux had for SOMAXCONN until 5.4 and programs were written for.
    private static final int DEFAULT_BACKLOG = 128;

    private volatile int backlog = DEFAULT_BACKLOG;

    HostServerChannelConfig(HostServerChannel channel, ByteBufAllocator allocator) {
        super(channel);
        super.setAllocator(allocator);
    }

    @Override
    public Map<ChannelOption<?>, Object> getOptions() {
        return getOptions(super.getOptions(), ChannelOption.SO_BACKLOG, ChannelOption.SO_REUSEADDR);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(ChannelOption<T> option) {
        if (option.equals(ChannelOption.SO_BACKLOG)) {
            return (T) Integer.valueOf(backlog);
        }
        if (option.equals(ChannelOption.SO_REUSEADDR)) {
            return (T) Boolean.TRUE;
        }
        return super.getOption(option);
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        if (option.equals(ChannelOption.SO_BACKLOG)) {
            setBacklog((Integer) value);
            return true;
        }
        return option.equals(ChannelOption.SO_REUSEADDR) || super.setOption(option, value);
    }

    @Override
    public int getBacklog() {
        return backlog;
    }

    /// How many connections may wait to be accepted.
    ///
    /// @throws IllegalArgumentException if `connections` is not positive
    @Override
    public HostServerChannelConfig setBacklog(int connections) {
        if (connections <= 0) {
            throw new IllegalArgumentException("a backlog is at least 1, not " + connections);
        }
        backlog = connections;
        return this;
    }

    @Override
    public boolean isReuseAddress() {
        return true;
    }

    @Override
    public HostServerChannelConfig setReuseAddress(boolean reuse) {
        return this;
    }

    @Override
    public int getReceiveBufferSize() {
        throw new UnsupportedOperationException("a host's TCP settings say it");
    }

    @Override
    public HostServerChannelConfig setReceiveBufferSize(int bytes) {
        throw new UnsupportedOperationException("a host's TCP settings say it");
    }

    /// A hint that changes nothing, as the JDK's sockets take it.
    @Override
    public HostServerChannelConfig setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        return this;
    }

    @Override
    public HostServerChannelConfig setConnectTimeoutMillis(int millis) {
        super.setConnectTimeoutMillis(millis);
        return this;
    }

    @Override
    @Deprecated
    public HostServerChannelConfig setMaxMessagesPerRead(int messages) {
        super.setMaxMessagesPerRead(messages);
        return this;
    }

    @Override
    public HostServerChannelConfig setWriteSpinCount(int count) {
        super.setWriteSpinCount(count);
        return this;
    }

    @Override
    public HostServerChannelConfig setAllocator(ByteBufAllocator allocator) {
        super.setAllocator(allocator);
        return this;
    }

    @Override
    public HostServerChannelConfig setRecvByteBufAllocator(RecvByteBufAllocator allocator) {
        super.setRecvByteBufAllocator(allocator);
        return this;
    }

    @Override
    public HostServerChannelConfig setAutoRead(boolean on) {
        super.setAutoRead(on);
        return this;
    }

    @Override
    public HostServerChannelConfig setWriteBufferWaterMark(WriteBufferWaterMark mark) {
        super.setWriteBufferWaterMark(mark);
        return this;
    }

    @Override
    @Deprecated
    public HostServerChannelConfig setWriteBufferHighWaterMark(int bytes) {
        super.setWriteBufferHighWaterMark(bytes);
        return this;
    }

    @Override
    @Deprecated
    public HostServerChannelConfig setWriteBufferLowWaterMark(int bytes) {
        super.setWriteBufferLowWaterMark(bytes);
        return this;
    }

    @Override
    public HostServerChannelConfig setMessageSizeEstimator(MessageSizeEstimator estimator) {
        super.setMessageSizeEstimator(estimator);
        return this;
    }
}
