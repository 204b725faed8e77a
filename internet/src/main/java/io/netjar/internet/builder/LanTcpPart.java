package io.netjar.internet.builder;

import java.util.function.Consumer;

/// What is said of how TCP behaves in a home or an office.
public final class LanTcpPart extends TcpPart {
    LanTcpPart() {}

    /// What is said of one machine alone: a device, the `router`, or an office's `server`.
    public LanTcpPart devices(String name, Consumer<TcpPart> words) {
        put("devices", name, new TcpPart(), words);
        return this;
    }
}
