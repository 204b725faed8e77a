package io.netjar.net.ip;

import io.netjar.engine.Timer;
import io.netjar.wire.Packet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The way from a host to itself. Packets wait for an event of their own, so that a sender is never called back before
/// its call returns, and a little later, so that programs of one host that talk to each other without end do not hold the
/// clock.
final class Loopback {
    /// Linux's netdev_max_backlog.
    static final int MAX_WAITING = 1000;
    /// How long a packet takes: the order of what Linux needs for its way through the kernel.
    static final long NANOS = 10_000;

    private final Ip ip;
    private final ArrayDeque<Packet> waiting = new ArrayDeque<>(1);
    private @Nullable Timer timer;

    Loopback(Ip ip) {
        this.ip = ip;
    }

    /// Takes `packet` along, or returns false if too many wait already.
    boolean send(Packet packet) {
        if (waiting.size() == MAX_WAITING) {
            return false;
        }
        waiting.addLast(packet);
        Timer running = timer;
        if (running == null) {
            running = new Timer(ip.engine(), now -> deliver());
            timer = running;
        }
        if (!running.isArmed()) {
            running.armIn(NANOS);
        }
        return true;
    }

    /// Delivers what waits now; what is sent meanwhile waits for the next event.
    private void deliver() {
        for (int left = waiting.size(); left > 0; left--) {
            Packet packet = waiting.pollFirst();
            if (packet != null) {
                ip.receiveLocally(packet);
            }
        }
    }
}
