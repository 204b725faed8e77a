package io.netjar.netty;

import io.netty.channel.ChannelId;
import java.io.Serial;

/// The number of a channel on its event loop, counted from 1.
record EngineChannelId(long number) implements ChannelId {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public String asShortText() {
        return String.format("%08x", number);
    }

    @Override
    public String asLongText() {
        return String.format("%016x", number);
    }

    @Override
    public int compareTo(ChannelId other) {
        return asLongText().compareTo(other.asLongText());
    }
}
