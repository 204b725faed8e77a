package io.netjar.net.tcp;

/// Whether an outgoing connection may take the place of one in TIME-WAIT when every port is taken: Linux's
/// tcp_tw_reuse.
public enum TimeWaitReuse {
    /// 0: connecting fails until one has rested.
    NEVER,
    /// 2: only to the host itself.
    LOOPBACK,
    /// 1: to everybody.
    ALWAYS
}
