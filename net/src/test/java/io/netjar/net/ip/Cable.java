package io.netjar.net.ip;

import io.netjar.engine.Timer;
import io.netjar.net.link.Medium;
import io.netjar.net.link.Port;
import io.netjar.wire.Packet;

/// Two ports joined by a cable whose frames all take the same time and never get lost.
public final class Cable implements Medium {
    private final Port first;
    private final Port second;
    private final long delayNanos;

    public Cable(Port first, Port second, long delayNanos) {
        this.first = first;
        this.second = second;
        this.delayNanos = delayNanos;
        first.plugInto(this);
        second.plugInto(this);
    }

    @Override
    public void carry(Port from, Packet frame) {
        Port to = from == first ? second : first;
        new Timer(from.network().engine(), now -> to.receive(frame)).armIn(delayNanos);
    }
}
