package io.netjar.netty;

import io.netty.channel.ChannelOption;

/// The options of a [HostChannel] for which Netty has no names of its own; they are those of its epoll transport.
public final class HostChannelOption {
    /// How long what was written may stay unacknowledged, in milliseconds (RFC 5482); 0, the default, for as long as
    /// retransmissions last.
    public static final ChannelOption<Integer> TCP_USER_TIMEOUT = ChannelOption.valueOf(
            HostChannelOption.class,
            "TCP_USER_TIMEOUT");
    /// After how many idle seconds the first keep-alive probe goes; 7,200 by default.
    public static final ChannelOption<Integer> TCP_KEEPIDLE = ChannelOption.valueOf(HostChannelOption.class,
            "TCP_KEEPIDLE");
    /// How many seconds there are between keep-alive probes; 75 by default.
    public static final ChannelOption<Integer> TCP_KEEPINTVL = ChannelOption.valueOf(HostChannelOption.class,
            "TCP_KEEPINTVL");
    /// How many unanswered keep-alive probes end the connection; 9 by default.
    public static final ChannelOption<Integer> TCP_KEEPCNT = ChannelOption.valueOf(HostChannelOption.class,
            "TCP_KEEPCNT");

    private HostChannelOption() {}
}
