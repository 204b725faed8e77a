package io.netjar.cli.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Between 10.0.0.1 and 10.0.0.2 over a cable of 10 Mbit/s and 5 ms.
class MeasuringTest {
    private static final long SECOND = 1_000_000_000L;
    private static final LinkSpec CABLE = LinkSpec.of(10_000_000, Duration.ofMillis(5));
    /// 1,448 bytes of each frame of 1,538 (with preamble, check sequence and gap) are payload.
    private static final double TCP_SHARE = 1448.0 / 1538;

    private final Engine engine = new Engine(3);
    private final Network network = new Network(engine);
    private final Host client = new Host(network, "client");
    private final Host server = new Host(network, "server");
    private final List<Interval> intervals = new ArrayList<>();
    private final Report report = new Report() {
        @Override
        public void connected(int stream, Endpoint local, Endpoint remote) {
            assertThat(remote.port()).isEqualTo(Plan.PORT);
        }

        @Override
        public void interval(Interval interval) {
            intervals.add(interval);
        }
    };

    private void join(LinkSpec spec) {
        Port near = plug(client, "10.0.0.1");
        Port far = plug(server, "10.0.0.2");
        assertThat(new Link(network, "cable", near, far, spec)).isNotNull();
    }

    private static Port plug(Host host, String address) {
        NetworkInterface eth0 = host.addInterface("eth0");
        eth0.addAddress(IpAddress.of(address), 24);
        return eth0.port();
    }

    private static Plan plan(boolean reverse, int streams, long nanos) {
        return new Plan(new Endpoint(IpAddress.of("10.0.0.2"), Plan.PORT), reverse, streams, nanos,
                2_000_000);
    }

    private void run(Measuring measuring) {
        measuring.begin();
        engine.runUntil(measuring::isOver, 1_000 * SECOND);
        engine.runUntil(engine.now() + 200 * SECOND);
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void fillsTheCableByTcpFromEitherEnd() {
        join(CABLE);
        for (boolean reverse : new boolean[]{false, true}) {
            intervals.clear();
            var measuring = new TcpMeasuring(client, server, plan(reverse, 1, 4 * SECOND + SECOND / 2),
                    report);
            run(measuring);
            assertThat(measuring.problem()).isEmpty();
            assertThat(intervals).hasSize(5);
            assertThat(intervals.getLast().toNanos()).isEqualTo(4 * SECOND + SECOND / 2);
            Interval received = measuring.received();
            assertThat(received.bitsPerSecond(received.sum())).isCloseTo(10e6 * TCP_SHARE, within(4e5));
            assertThat(received.sum().bytes()).as("nothing is lost")
                    .isEqualTo(measuring.sent().sum().bytes());
        }
    }

    @Test
    void sharesTheCableAmongStreams() {
        join(CABLE);
        var measuring = new TcpMeasuring(client, server, plan(false, 3, 5 * SECOND), report);
        run(measuring);
        assertThat(measuring.received().rows()).hasSize(3).allSatisfy(
                row -> assertThat(row.bytes()).isPositive());
        Interval received = measuring.received();
        assertThat(received.bitsPerSecond(received.sum())).isCloseTo(10e6 * TCP_SHARE, within(6e5));
        assertThat(intervals.getFirst().sum().bytes()).isEqualTo(intervals.getFirst().rows().stream()
                .mapToLong(Row::bytes).sum());
    }

    @Test
    void countsRetransmissions() {
        join(CABLE.withLoss(0.01));
        var measuring = new TcpMeasuring(client, server, plan(false, 1, 5 * SECOND), report);
        run(measuring);
        assertThat(measuring.sent().sum().retransmissions()).isPositive().isEqualTo(intervals.stream()
                .mapToLong(each -> each.sum().retransmissions()).sum());
    }

    @Test
    void keepsTheRateByUdpAndLosesNothingThatFits() {
        join(CABLE);
        for (boolean reverse : new boolean[]{false, true}) {
            var measuring = new UdpMeasuring(client, server, plan(reverse, 2, 3 * SECOND), report);
            run(measuring);
            Interval received = measuring.received();
            assertThat(received.bitsPerSecond(received.rows().getFirst())).isCloseTo(2e6, within(2e4));
            assertThat(received.sum().lost()).isZero();
        }
    }

    @Test
    void tellsTheShareThatIsLost() {
        join(CABLE.withLoss(0.1));
        var measuring = new UdpMeasuring(client, server, plan(false, 1, 20 * SECOND), report);
        run(measuring);
        Row all = measuring.received().sum();
        assertThat((double) all.lost() / all.datagrams()).isCloseTo(0.1, within(0.02));
        assertThat(all.bytes()).isEqualTo((all.datagrams() - all.lost()) * UdpMeasuring.PAYLOAD_BYTES);
    }

    @Test
    void saysThatNobodyAnswers() {
        join(CABLE);
        var elsewhere = new Plan(new Endpoint(IpAddress.of("10.0.0.9"), Plan.PORT), false, 1, SECOND,
                1_000_000);
        var tcp = new TcpMeasuring(client, server, elsewhere, report);
        run(tcp);
        assertThat(tcp.problem()).startsWith("could not connect to 10.0.0.9:5201: ");
        var udp = new UdpMeasuring(client, server, elsewhere, report);
        run(udp);
        assertThat(udp.problem()).isEqualTo("no answer from 10.0.0.9:5201 in 130 s");
    }

    private Measuring measuring(boolean isUdp, int streams, long nanos) {
        return isUdp
                ? new UdpMeasuring(client, server, plan(false, streams, nanos), report)
                : new TcpMeasuring(client, server, plan(false, streams, nanos), report);
    }

    /// Nothing of any measurement is left on the hosts.
    private void isClean() {
        engine.runUntil(engine.now() + 300 * SECOND);
        for (Host host : List.of(client, server)) {
            assertThat(host.tcp().sockets()).isEmpty();
            assertThat(host.tcp().connections()).isZero();
            host.udp().bind(Plan.PORT, (_, _, _, _, _) -> {
                // The port is free.
            }).close();
        }
        assertThat(engine.armed()).as("timers").isZero();
        assertThat(network.packets().lent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesNothingBehindHoweverItEnds(boolean isUdp) {
        join(CABLE);
        for (int end = 0; end < 60; end += 7) {
            var measuring = measuring(isUdp, 2, SECOND);
            measuring.begin();
            engine.runUntil(engine.now() + end * SECOND / 20);
            measuring.close();
            assertThat(measuring.isOver()).isTrue();
            isClean();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesUpOnAPeerThatIsGoneAndLeavesNothing(boolean isUdp) {
        Link cable = new Link(network, "cable", plug(client, "10.0.0.1"), plug(server, "10.0.0.2"), CABLE);
        var measuring = measuring(isUdp, 2, SECOND);
        measuring.begin();
        engine.runUntil(engine.now() + SECOND / 2);
        cable.up(false);
        engine.runUntil(measuring::isOver, engine.now() + 1_000 * SECOND);
        assertThat(measuring.isOver()).isTrue();
        isClean();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoAtOnceWithOneServerIsOneClearMessage(boolean isUdp) {
        join(CABLE);
        var first = measuring(isUdp, 1, SECOND);
        first.begin();
        var second = measuring(isUdp, 1, SECOND);
        second.begin();
        assertThat(second.isOver()).isTrue();
        assertThat(second.problem()).isEqualTo(
                "port 5201 of 10.0.0.2 is taken: somebody else is measuring there, try again later");
        engine.runUntil(first::isOver, 100 * SECOND);
        assertThat(first.problem()).isEmpty();
        isClean();
    }

    /// What strangers say to a port at which a measurement listens: little, much, a number of a stream, nothing more.
    private static final List<byte[]> STRANGE = List.of(new byte[0], new byte[]{1}, new byte[37],
            "GET / HTTP/1.1\r\nHost: server.test\r\nUser-Agent: curl\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII),
            ByteBuffer.allocate(37).put(0, (byte) 1).array(),
            ByteBuffer.allocate(40).put(0, (byte) -1).array(),
            ByteBuffer.allocate(12).putInt(0, 1).array());

    @Test
    void strangersConnectionsAreReset() {
        join(CABLE);
        var measuring = new TcpMeasuring(client, server, plan(false, 2, 2 * SECOND), report);
        List<TcpEnd> ends = new ArrayList<>();
        for (byte[] words : STRANGE) {
            client.tcp().connect(new Endpoint(IpAddress.of("10.0.0.2"), Plan.PORT), new TcpEvents() {
                @Override
                public void connected(TcpSocket socket) {
                    socket.write(words, 0, words.length);
                    if (words.length == 1) {
                        socket.shutdownOutput();
                    }
                }

                @Override
                public void readable(TcpSocket socket) {
                    // Nobody answers.
                }

                @Override
                public void writable(TcpSocket socket) {
                    // All was said.
                }

                @Override
                public void ended(TcpSocket socket, TcpEnd end) {
                    ends.add(end);
                }
            });
        }
        // They come first.
        measuring.begin();
        engine.runUntil(measuring::isOver, 100 * SECOND);
        assertThat(measuring.problem()).isEmpty();
        isClean();
        assertThat(ends).hasSize(STRANGE.size()).containsOnly(TcpEnd.RESET);
    }

    @Test
    void strangersDatagramsAreNobodys() {
        join(CABLE);
        var measuring = new UdpMeasuring(client, server, plan(false, 2, 2 * SECOND), report);
        UdpSocket stranger = client.udp().bind(0, (_, _, _, _, _) -> {
            throw new AssertionError("an answer for a stranger");
        });
        Endpoint there = new Endpoint(IpAddress.of("10.0.0.2"), Plan.PORT);
        for (byte[] words : STRANGE) {
            stranger.send(there, words, 0, words.length);
            stranger.send(there, Arrays.copyOf(words, 12), 0, 12);
            stranger.send(there, Arrays.copyOf(words, 4), 0, 4);
        }
        measuring.begin();
        engine.runUntil(measuring::isOver, 100 * SECOND);
        assertThat(measuring.problem()).isEmpty();
        assertThat(measuring.received().sum().lost()).isZero();
        stranger.close();
        isClean();
    }
}
