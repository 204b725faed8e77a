package io.netjar.net.tcp;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.function.Consumer;

/// One direction of a path that has a rate, a queue and a delay, and loses, doubles, reorders and corrupts packets.
final class FaultyPath {
    long delayNanos = 5_000_000;
    long bitsPerSecond = 1_000_000_000;
    long queueNanos = Long.MAX_VALUE / 4;
    double loss;
    /// Every so manieth packet is lost, none if 0.
    int lossEvery;
    double duplication;
    double reordering;
    double corruption;
    long reorderNanos = 20_000_000;
    long lost;
    long carried;
    long carriedBytes;
    Consumer<Packet> watcher = packet -> {
    };

    private final Engine engine;
    private final Chance chance;
    private final Consumer<Packet> to;
    private long busyUntil;
    private long offered;

    FaultyPath(Engine engine, Chance chance, Consumer<Packet> to) {
        this.engine = engine;
        this.chance = chance;
        this.to = to;
    }

    void carry(Packet packet) {
        watcher.accept(packet);
        long start = Math.max(engine.now(), busyUntil);
        if (isOneTooMany() || chance.happens(loss) || start - engine.now() > queueNanos) {
            lost++;
            packet.release();
            return;
        }
        carried++;
        carriedBytes += packet.length();
        busyUntil = start + packet.length() * 8_000_000_000L / bitsPerSecond;
        if (chance.happens(duplication)) {
            deliver(packet.copy(), busyUntil + delayNanos + chance.nextInt((int) reorderNanos));
        }
        long extra = chance.happens(reordering) ? chance.nextInt((int) reorderNanos) : 0;
        if (chance.happens(corruption)) {
            int at = packet.offset() + Ipv4View.HEADER_BYTES
                    + chance.nextInt(packet.length() - Ipv4View.HEADER_BYTES);
            packet.bytes()[at] ^= (byte) (1 << chance.nextInt(8));
            packet.doubt();
        }
        deliver(packet, busyUntil + delayNanos + extra);
    }

    private boolean isOneTooMany() {
        offered++;
        return lossEvery > 0 && offered % lossEvery == 0;
    }

    private void deliver(Packet packet, long time) {
        new Timer(engine, now -> to.accept(packet)).armAt(time);
    }
}
