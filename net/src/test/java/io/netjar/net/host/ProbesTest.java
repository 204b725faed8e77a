package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.DropReason;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private final Road road = new Road(5);
    private final List<String> lines = new ArrayList<>();

    @AfterEach
    void nothingIsLost() {
        road.run(Duration.ofMinutes(2));
        assertThat(road.network.packets().lent()).isZero();
        assertThat(road.network.engine().armed()).isZero();
    }

    @Nested
    class Pinging implements Ping.Listener {
        private final List<PingResult> results = new ArrayList<>();
        private int finished;

        @Override
        public void ended(Ping ping, PingResult result) {
            results.add(result);
        }

        @Override
        public void finished(Ping ping) {
            finished++;
        }

        private void ping(String target, int count) {
            new Ping(road.alice, IpAddress.of(target), this).start(count);
            road.run(Duration.ofMinutes(1));
        }

        @Test
        void measuresTheRoundTripAndTheHopsLeft() {
            ping("10.0.5.2", 3);
            // 6 links of 1 ms each way, and on the first round as much again for ARP on each link there.
            assertThat(results).containsExactly(
                    new PingResult.Reply(1, road.bobsAddress(), 59, 64, 24_000_000),
                    new PingResult.Reply(2, road.bobsAddress(), 59, 64, 12_000_000),
                    new PingResult.Reply(3, road.bobsAddress(), 59, 64, 12_000_000));
            assertThat(finished).isEqualTo(1);
        }

        @Test
        void reachesTheHostItself() {
            ping("127.0.0.1", 1);
            assertThat(results)
                    .containsExactly(new PingResult.Reply(1, IpAddress.LOOPBACK_V4, 64, 64, 20_000));
        }

        @Test
        void reportsTheRouterThatKnowsNoWay() {
            road.routers.get(2).ip().routes().remove(IpPrefix.DEFAULT_V4);
            ping("10.0.5.2", 1);
            assertThat(results).containsExactly(new PingResult.Failure(1, Road.right(2),
                    IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_NET_UNREACHABLE));
        }

        @Test
        void reportsTheHostThatIsNotThere() {
            ping("10.0.5.77", 1);
            assertThat(results).containsExactly(new PingResult.Failure(1, Road.right(4),
                    IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_HOST_UNREACHABLE));
        }

        @Test
        void fallsSilentWhenTheLinkIsCut() {
            road.links.get(3).up(false);
            ping("10.0.5.2", 2);
            assertThat(results).hasSize(2).first().isInstanceOf(PingResult.Failure.class);
        }

        @Test
        void waitsForAnAnswerThatNeverComes() {
            road.bob.ip().prerouting(road.bob.ip().interfaces().getFirst(), (packet, at) -> {
                road.bob.ip().drop(packet, DropReason.FIREWALL);
                return false;
            });
            ping("10.0.5.2", 2);
            assertThat(results).containsExactly(new PingResult.Silence(1), new PingResult.Silence(2));
            assertThat(finished).isEqualTo(1);
        }

        @Test
        void saysThatThereIsNoRoute() {
            road.alice.ip().routes().remove(IpPrefix.DEFAULT_V4);
            ping("10.0.5.2", 1);
            assertThat(results).containsExactly(new PingResult.NoRoute(1));
        }
    }

    @Nested
    class Tracing implements Traceroute.Listener {
        private TracerouteSettings settings = TracerouteSettings.linux();
        private boolean reached;

        @Override
        public void hop(int number, List<Traceroute.Answer> answers) {
            lines.add(number + " " + answers.stream()
                    .map(answer -> answer.from().map(IpAddress::toString).orElse("*") + answer.note())
                    .distinct()
                    .collect(Collectors.joining(" ")));
        }

        @Override
        public void finished(boolean nowReached) {
            reached = nowReached;
            lines.add("end");
        }

        private void trace(String target) {
            new Traceroute(road.alice, IpAddress.of(target), settings, this).start();
            road.run(Duration.ofMinutes(4));
        }

        @Test
        void namesTheRoutersInOrder() {
            trace("10.0.5.2");
            assertThat(lines).containsExactly("1 10.0.0.2", "2 10.0.1.2", "3 10.0.2.2", "4 10.0.3.2",
                    "5 10.0.4.2",
                    "6 10.0.5.2", "end");
            assertThat(reached).isTrue();
        }

        @Test
        void endsWhereTheNetworkIsUnreachable() {
            road.routers.get(1).ip().routes().remove(IpPrefix.DEFAULT_V4);
            trace("10.0.5.2");
            assertThat(lines).containsExactly("1 10.0.0.2", "2 10.0.1.2!N", "end");
        }

        @Test
        void endsWhereTheHostIsUnreachable() {
            trace("10.0.5.77");
            assertThat(lines).endsWith("5 10.0.4.2", "6 10.0.4.2!H", "end");
        }

        @Test
        void showsWhereItIsProhibited() {
            var third = road.routers.get(2);
            third.ip().prerouting(third.ip().interfaces().getFirst(), (packet, at) -> {
                third.ip().sendError(packet, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_PROHIBITED);
                third.ip().drop(packet, DropReason.FIREWALL);
                return false;
            });
            trace("10.0.5.2");
            assertThat(lines).endsWith("3 10.0.2.2!X", "end");
        }

        private void silenceSecond() {
            var second = road.routers.get(1);
            second.ip().postrouting(second.ip().interfaces().getFirst(), (packet, at) -> {
                boolean own = new Ipv4View(packet.bytes(), packet.offset()).source() == Road.right(1).v4();
                if (own) {
                    second.ip().drop(packet, DropReason.FIREWALL);
                }
                return !own;
            });
        }

        @Test
        void goesOnOverAHopThatKeepsSilent() {
            silenceSecond();
            trace("10.0.5.2");
            assertThat(lines).startsWith("1 10.0.0.2", "2 *", "3 10.0.2.2").endsWith("6 10.0.5.2", "end");
        }

        @Test
        void sendsSixteenProbesAtOnceAndTheOthersAsAnswersCome() {
            new Traceroute(road.alice, IpAddress.of("10.0.5.2"), settings, this).start();
            road.run(Duration.ofMillis(1));
            // One question of ARP; the rest waits for its answer.
            road.run(Duration.ofNanos(1_000_001));
            assertThat(road.alice.ip().interfaces().getFirst().port().sentFrames()).isEqualTo(1 + 16);
            road.run(Duration.ofMillis(60));
            assertThat(lines).hasSize(7).endsWith("6 10.0.5.2", "end");
        }

        @Test
        void goesHopByHopIfOnlyOneHopsProbesMayBeOut() {
            settings = settings.withProbes(2, 2).withHops(2, 4);
            trace("10.0.5.2");
            assertThat(lines).containsExactly("2 10.0.1.2", "3 10.0.2.2", "4 10.0.3.2", "end");
            assertThat(reached).isFalse();
            assertThat(road.alice.ip().interfaces().getFirst().port().sentFrames()).isEqualTo(1 + 6);
        }

        @Test
        void waitsForASilentHopTenTimesAsLongAsTheNextOneTookAndNotFiveSeconds() {
            silenceSecond();
            trace("10.0.5.2");
            lines.clear();
            long start = road.network.engine().now();
            new Traceroute(road.alice, IpAddress.of("10.0.5.2"), settings, this).start();
            road.network.engine().runUntil(() -> lines.contains("2 *"), Long.MAX_VALUE - 1);
            // The third hop is 3 ms away.
            assertThat(road.network.engine().now() - start).isEqualTo(60_000_000);
        }

        @Test
        void takesAnAnswerByUdpForTheEnd() {
            for (int port = Traceroute.FIRST_PORT; port < Traceroute.FIRST_PORT + 30; port++) {
                road.bob.udp().bind(port,
                        (UdpSocket socket, Endpoint from, byte[] data, int offset, int length) -> socket
                                .send(from, data, offset, length));
            }
            trace("10.0.5.2");
            assertThat(lines).endsWith("6 10.0.5.2", "end");
        }
    }
}
