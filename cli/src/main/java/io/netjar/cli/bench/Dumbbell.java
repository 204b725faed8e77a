package io.netjar.cli.bench;

import io.netjar.net.host.Host;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import java.time.Duration;

/// Bulk TCP flows, each from a host of its own to a host of its own, through one link that all of them share: 1 Gbit/s,
/// 10 ms, a queue of 1,000 packets. The hosts' links have 1 Gbit/s and 1 ms, their connections 4 MiB of buffer at either
/// end; with timestamps a segment holds 1,448 bytes.
public final class Dumbbell {
    private static final LinkSpec EDGE = LinkSpec.of(1_000_000_000L, Duration.ofMillis(1));
    private static final LinkSpec BOTTLENECK = EDGE.withDelay(Duration.ofMillis(10))
            .withQueue(QueueLimit.packets(1000));
    static final int BUFFER_BYTES = 4 << 20;
    static final TcpSettings TCP = TcpSettings.linuxLike().withSendBuffer(BUFFER_BYTES, BUFFER_BYTES)
            .withReceiveBuffer(BUFFER_BYTES, BUFFER_BYTES);

    /// What the programs send never changes.
    static final Runnable KEPT = () -> {
    };

    private final Wiring wiring = new Wiring();
    private final Sink sink = new Sink();

    private Dumbbell(int flows) {
        Host first = router("first");
        Host second = router("second");
        wiring.join(0, first, second, BOTTLENECK);
        first.addDefaultRoute(Wiring.right(0));
        second.addDefaultRoute(Wiring.left(0));
        for (int i = 0; i < flows; i++) {
            int left = 1 + 2 * i;
            int right = 2 + 2 * i;
            var source = new Host(wiring.place(), "source" + i, TCP);
            var target = new Host(wiring.place(), "target" + i, TCP);
            wiring.join(left, source, first, EDGE);
            wiring.join(right, second, target, EDGE);
            source.addDefaultRoute(Wiring.right(left));
            target.addDefaultRoute(Wiring.left(right));
            sink.start(target);
            source.tcp().connect(new Endpoint(Wiring.right(right), Sink.PORT), new Source());
        }
    }

    private Host router(String name) {
        var router = new Host(wiring.place(), name);
        router.ip().forwarding(true);
        return router;
    }

    /// Lets `flows` flows run for `seconds`, some times to warm up and once more to measure.
    ///
    /// @param flows from 1 to 1,000
    /// @param seconds from 1
    public static Measurement run(int flows, int seconds) {
        return Measurement.warmed(() -> new Dumbbell(flows).measure(seconds));
    }

    private Measurement measure(int seconds) {
        wiring.beginAtRest();
        wiring.engine().runUntil(seconds * 1_000_000_000L);
        return wiring.end("dumbbell", sink.readBytes());
    }

    /// Sends as much as the connection takes, for ever.
    private static final class Source implements TcpEvents {
        private final byte[] chunk = new byte[1 << 16];

        @Override
        public void connected(TcpSocket socket) {
            writable(socket);
        }

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {
            int count = chunk.length;
            while (count == chunk.length) {
                count = socket.lend(chunk, 0, chunk.length, KEPT);
            }
        }

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }
}
