package io.netjar.cli.bench;

import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.tcp.Tcp;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import java.time.Duration;

/// Hosts around a server, each on a link of its own of 100 Mbit/s and 5 ms: again and again, 0.2 s apart, every host
/// opens a TCP connection to the server, sends 10,000 bytes and closes. The hosts begin evenly spread over the first
/// 0.2 s.
public final class Star {
    private static final LinkSpec EDGE = LinkSpec.of(100_000_000L, Duration.ofMillis(5));
    private static final int REQUEST_BYTES = 10_000;
    private static final long INTERVAL_NANOS = 200_000_000L;
    /// For the last requests.
    private static final long REST_NANOS = 1_000_000_000L;

    private final Wiring wiring = new Wiring();
    private final Sink sink = new Sink();
    private final byte[] request = new byte[REQUEST_BYTES];

    private Star(int hosts, int requests) {
        var server = new Host(wiring.place(), "server", Dumbbell.TCP);
        for (int i = 0; i < hosts; i++) {
            var host = new Host(wiring.place(), "host" + i, Dumbbell.TCP);
            wiring.join(i, host, server, EDGE);
            new Client(host, new Endpoint(Wiring.right(i), Sink.PORT), requests)
                    .start(INTERVAL_NANOS * i / hosts);
        }
        sink.start(server);
    }

    /// Lets each of `hosts` make `requests`, some times to warm up and once more to measure.
    ///
    /// @param hosts from 1 to 100,000
    /// @param requests from 1
    public static Measurement run(int hosts, int requests) {
        return Measurement.warmed(() -> new Star(hosts, requests).measure(requests));
    }

    private Measurement measure(int requests) {
        wiring.beginAtRest();
        wiring.engine().runUntil(INTERVAL_NANOS * requests + REST_NANOS);
        return wiring.end("star", sink.readBytes());
    }

    /// A host's program.
    private final class Client implements TcpEvents {
        private final Tcp tcp;
        private final Endpoint server;
        private final Timer timer;
        private int left;

        Client(Host host, Endpoint server, int requests) {
            this.tcp = host.tcp();
            this.server = server;
            this.left = requests;
            timer = new Timer(host.engine(), _ -> open());
        }

        void start(long offset) {
            timer.armIn(offset);
        }

        private void open() {
            tcp.connect(server, this);
            left--;
            if (left > 0) {
                timer.armIn(INTERVAL_NANOS);
            }
        }

        @Override
        public void connected(TcpSocket socket) {
            socket.lend(request, 0, request.length, Dumbbell.KEPT);
            socket.close();
        }

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }
}
