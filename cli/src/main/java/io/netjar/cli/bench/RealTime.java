package io.netjar.cli.bench;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Lateness;
import io.netjar.engine.Letter;
import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// How well real time is held: 1,000 hosts behind 10 edge routers and one core router send each other UDP datagrams of
/// 1,000 bytes, 200 Mbit/s of IPv4 packets in all, over roads of four links of 5 ms. Meanwhile a thread outside sends a
/// probe every few milliseconds over a road of its own, 20 ms long, and each is timed from outside: from the moment
/// before it is posted to the moment at which the program inside has it.
public final class RealTime {
    private static final int HOSTS = 1000;
    private static final int EDGES = 10;
    private static final long BITS_PER_SECOND = 200_000_000L;
    private static final int PAYLOAD_BYTES = 1000;
    private static final int PACKET_BYTES = PAYLOAD_BYTES + 28;
    private static final long INTERVAL_NANOS = HOSTS * PACKET_BYTES * 8 * 1_000_000_000L / BITS_PER_SECOND;
    private static final LinkSpec EDGE = LinkSpec.of(100_000_000L, Duration.ofMillis(5));
    private static final LinkSpec CORE = LinkSpec.of(1_000_000_000L, Duration.ofMillis(5));
    /// So fast that sending the probe takes no time to speak of: 8 ns.
    private static final LinkSpec ROAD = LinkSpec.of(100_000_000_000L, Duration.ofMillis(10));
    private static final long ROAD_NANOS = 20_000_000L;
    private static final long PROBE_NANOS = 3_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int PROBE_BYTES = 18;
    private static final int WARM_UP_SECONDS = 5;
    private static final int PORT = 9;

    private final Wiring wiring = new Wiring();
    private final Engine engine = wiring.engine();
    private final byte[] payload = new byte[PAYLOAD_BYTES];
    private final PacedRunner runner = new PacedRunner(engine, System::nanoTime, Pace.real());
    private final List<Lateness> seconds = new ArrayList<>();
    private final Probe probe;
    private long deliveredBytes;

    private RealTime(int seconds) {
        var core = router("core");
        var hosts = new ArrayList<Host>();
        for (int edge = 0; edge < EDGES; edge++) {
            Host router = router("edge" + edge);
            int uplink = HOSTS + edge;
            wiring.join(uplink, router, core, CORE);
            router.addDefaultRoute(Wiring.right(uplink));
            for (int i = 0; i < HOSTS / EDGES; i++) {
                int number = edge * (HOSTS / EDGES) + i;
                var host = new Host(wiring.network(), "host" + number);
                wiring.join(number, host, router, EDGE);
                host.addDefaultRoute(Wiring.right(number));
                core.addRoute(Wiring.subnet(number), Wiring.left(uplink));
                hosts.add(host);
            }
        }
        Chance phases = engine.chance("phases");
        for (int i = 0; i < HOSTS; i++) {
            Endpoint peer = new Endpoint(Wiring.left((i + HOSTS / 2) % HOSTS), PORT);
            new Talker(hosts.get(i), peer).start((long) (phases.nextDouble() * INTERVAL_NANOS));
        }
        probe = new Probe((WARM_UP_SECONDS + seconds) * (int) (SECOND / PROBE_NANOS + 2));
    }

    private Host router(String name) {
        var router = new Host(wiring.network(), name);
        router.ip().forwarding(true);
        return router;
    }

    /// Runs for `seconds` after a warm-up of five.
    ///
    /// @param seconds from 1
    /// @throws InterruptedException if the thread is told to give up
    public static String run(int seconds) throws InterruptedException {
        return new RealTime(seconds).measure(seconds);
    }

    private String measure(int forSeconds) throws InterruptedException {
        Thread thread = Thread.ofPlatform().name("netjar-engine").start(runner::run);
        probe.sendFor(WARM_UP_SECONDS * SECOND);
        Measurement measurement;
        try {
            onEngine(() -> {
                probe.forget();
                deliveredBytes = 0;
                wiring.begin();
            });
            for (int i = 0; i < forSeconds; i++) {
                probe.sendFor(SECOND);
                onEngine(() -> seconds.add(runner.lateness()));
            }
            var result = new CompletableFuture<Measurement>();
            engine.mailbox().post(() -> result.complete(wiring.end("realtime", deliveredBytes)));
            measurement = result.join();
        } finally {
            runner.stop();
            thread.join();
        }
        return line(measurement);
    }

    private void onEngine(Runnable work) {
        var done = new CompletableFuture<Boolean>();
        engine.mailbox().post(() -> {
            work.run();
            done.complete(true);
        });
        done.join();
    }

    private String line(Measurement measurement) {
        long p99 = seconds.stream().mapToLong(Lateness::p99Nanos).max().orElse(0);
        long worst = seconds.stream().mapToLong(Lateness::maxNanos).max().orElse(0);
        long slipped = seconds.stream().mapToLong(Lateness::slippedNanos).sum();
        long[] p99s = seconds.stream().mapToLong(Lateness::p99Nanos).sorted().toArray();
        return measurement.lineWithCpu() + String.format(Locale.ROOT,
                " hosts=%d late_p99_us=%.1f late_p99_worst_second_us=%.1f late_max_us=%.1f stood_ms=%.1f %s",
                HOSTS,
                p99s[p99s.length / 2] / 1e3, p99 / 1e3, worst / 1e3, slipped / 1e6, probe.text());
    }

    /// A host's program: a datagram for its peer at regular intervals.
    private final class Talker {
        private final UdpSocket socket;
        private final Endpoint peer;
        private final Timer timer;

        Talker(Host host, Endpoint peer) {
            this.peer = peer;
            socket = host.udp().bind(PORT, (_, _, _, _, length) -> deliveredBytes += length);
            timer = new Timer(engine, _ -> say());
        }

        void start(long phase) {
            timer.armAt(phase);
        }

        private void say() {
            socket.send(peer, payload, 0, PAYLOAD_BYTES);
            timer.armIn(INTERVAL_NANOS);
        }
    }

    /// The thread outside, its two hosts, and by how much each probe came earlier or later than the road is long.
    private final class Probe {
        private static final int FIRST_SUBNET = HOSTS + EDGES;

        private final UdpSocket socket;
        private final Endpoint target = new Endpoint(Wiring.right(FIRST_SUBNET + 1), PORT);
        private final long[] off;
        private final long[] departures;
        private int sent;
        private int received;

        Probe(int most) {
            off = new long[most];
            departures = new long[most];
            var left = new Host(wiring.network(), "probe");
            Host middle = router("probe-router");
            var right = new Host(wiring.network(), "probe-target");
            wiring.join(FIRST_SUBNET, left, middle, ROAD);
            wiring.join(FIRST_SUBNET + 1, middle, right, ROAD);
            left.addDefaultRoute(Wiring.right(FIRST_SUBNET));
            socket = left.udp().bind(PORT, (_, _, _, _, _) -> {
            });
            right.udp().bind(PORT, (_, _, _, _, _) -> arrived(System.nanoTime()));
        }

        /// Probes come out in the order in which they went in.
        private void arrived(long wall) {
            off[received] = Math.abs(wall - departures[received] - ROAD_NANOS);
            received++;
        }

        /// Forgets what was measured; probes under way are measured still.
        void forget() {
            int underWay = sent - received;
            System.arraycopy(departures, received, departures, 0, underWay);
            sent = underWay;
            received = 0;
        }

        /// Sends probes for `nanos`, on the thread outside.
        void sendFor(long nanos) {
            long end = System.nanoTime() + nanos;
            long next = System.nanoTime();
            while (next < end) {
                LockSupport.parkNanos(next - System.nanoTime());
                engine.mailbox().post(new Departure(System.nanoTime()));
                next += PROBE_NANOS;
            }
        }

        String text() {
            long[] sorted = Arrays.copyOf(off, received);
            Arrays.sort(sorted);
            return String.format(Locale.ROOT,
                    "probes=%d delay_off_p50_us=%.1f delay_off_p99_us=%.1f delay_off_max_us=%.1f", received,
                    sorted[received / 2] / 1e3, sorted[received * 99 / 100] / 1e3,
                    sorted[received - 1] / 1e3);
        }

        /// A probe that is handed to the engine.
        private final class Departure extends Letter {
            private final long wall;

            Departure(long wall) {
                this.wall = wall;
            }

            @Override
            public void run() {
                departures[sent++] = wall;
                socket.send(target, payload, 0, PROBE_BYTES);
            }
        }
    }
}
