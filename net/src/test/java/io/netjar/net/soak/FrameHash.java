package io.netjar.net.soak;

import io.netjar.net.link.DropReason;
import io.netjar.net.link.Network;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// One number for all that happened on a network: each frame sent and each packet dropped, byte for byte, where and when.
final class FrameHash implements Observer {
    private static final long PRIME = 0x100_0000_01b3L;

    private final Network network;
    private long hash = 0xcbf2_9ce4_8422_2325L;
    private long events;

    FrameHash(Network network) {
        this.network = network;
        network.observe(this);
    }

    @Override
    public void sent(Port port, Packet frame) {
        note(port, frame, -1);
    }

    @Override
    public void received(Port port, Packet frame) {}

    @Override
    public void dropped(Port port, Packet packet, DropReason reason) {
        note(port, packet, reason.ordinal());
    }

    private void note(Port port, Packet packet, int what) {
        events++;
        mix(network.engine().now());
        mix(port.name().hashCode());
        mix(what);
        for (int i = packet.offset(); i < packet.end(); i++) {
            mix(packet.bytes()[i]);
        }
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FrameHash that && that.hash == hash && that.events == events;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public String toString() {
        return events + " events, " + Long.toHexString(hash);
    }
}
