package io.netjar.internet;

import static io.netjar.internet.TwoDevices.MILLISECOND;
import static io.netjar.internet.TwoDevices.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.internet.description.Description;
import io.netjar.net.host.Host;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.PortInUseException;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpListener;
import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `tcp` of a description does to connections.
final class TcpInTheWorldTest {
    /// Linux's ip_local_port_range.
    private static final int EPHEMERAL_PORTS = 60_999 - 32_768 + 1;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theOptionsThatAreSwitchedOffAreNotAgreedOn() throws IOException {
        TwoDevices home = TwoDevices.open("");
        home.connect();
        TcpInfo.Agreement usual = home.info().agreement();
        assertThat(usual.sack() && usual.timestamps() && usual.scaling()).isTrue();
        assertThat(usual.congestionControl()).isEqualTo(CongestionAlgorithm.CUBIC);
        TwoDevices plain = TwoDevices.open("congestion: newreno, sack: off");
        plain.connect();
        TcpInfo.Agreement one = plain.info().agreement();
        assertThat(one.sack()).isFalse();
        assertThat(one.timestamps() && one.scaling()).isTrue();
        assertThat(one.congestionControl()).isEqualTo(CongestionAlgorithm.NEW_RENO);
        assertThat(TwoDevices.info(plain.usual()).agreement().congestionControl())
                .isEqualTo(CongestionAlgorithm.CUBIC);
        TwoDevices old = TwoDevices.open("timestamps: off, window-scaling: off");
        old.connect(old.usual(), old.told());
        TcpInfo.Agreement other = TwoDevices.info(old.usual()).agreement();
        assertThat(other.timestamps() || other.scaling()).isFalse();
        assertThat(other.sack()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"off, false, false", "when-asked, false, false", "on, true, false", "off, false, true",
            "when-asked, true, true", "on, true, true"})
    void ecnIsAgreedOnIfOneAsksAndTheOtherWants(String word, boolean agreed, boolean isAsked)
            throws IOException {
        Internet world = Internet.open(Description
                .parse("""
                        providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                        homes: { h: { provider: hanbit, devices: [told, usual], tcp: { ecn: %s, devices: { told: { ecn: %s } } } } }
                        """
                        .formatted(isAsked ? "on" : "when-asked", word), "x.yaml"),
                folder, 1);
        assertThat(world.settle()).isTrue();
        TwoDevices home = TwoDevices.of(world);
        home.connect(isAsked ? home.usual() : home.told(), isAsked ? home.told() : home.usual());
        assertThat(home.info().agreement().ecn()).isEqualTo(agreed);
    }

    /// The queue has room for some 1,000 packets, and the line holds 67: HyStart leaves slow start in time, without it the first
    /// loss does.
    @ParameterizedTest
    @CsvSource({"slow-start: hystart, CUBIC, true", "slow-start: hystart++, CUBIC_HYSTART_PLUS_PLUS, true",
            "slow-start: plain, CUBIC_PLAIN_SLOW_START, false", "congestion: newreno, NEW_RENO, false"})
    void slowStartEndsInTimeOrWithALoss(String word, CongestionAlgorithm algorithm, boolean inTime)
            throws IOException {
        TwoDevices home = TwoDevices.open(word);
        home.becomes(LinkSpec.of(20_000_000, Duration.ofMillis(20)).withQueue(QueueLimit.packets(1000)));
        home.connect().write(20_000_000);
        assertThat(home.world().engine().runUntil(
                () -> home.info().sizes().slowStartThreshold() < Integer.MAX_VALUE,
                home.now() + 10 * SECOND)).isTrue();
        assertThat(home.info().agreement().congestionControl()).isEqualTo(algorithm);
        assertThat(home.world().network().drops(DropReason.QUEUE_FULL) == 0).isEqualTo(inTime);
        assertThat(home.info().sizes().congestionWindow() < 1000 * 1448).isEqualTo(inTime);
    }

    @Test
    void theReceiveBufferIsWhatThePeerMaySend() throws IOException {
        TwoDevices small = TwoDevices.open("receive-buffer: 20 kB");
        Talk talk = small.connect(small.usual(), small.told());
        assertThat(TwoDevices.info(small.usual()).sizes().peerWindow()).isBetween(17_000, 20_000);
        assertThat(TwoDevices.info(small.usual()).agreement().peerShift()).isZero();
        talk.write(5_000_000);
        small.runFor(SECOND);
        assertThat(small.info().sizes().receiveBuffer()).isEqualTo(20_000);
        TwoDevices growing = TwoDevices.open("receive-buffer: { default: 20 kB, max: 2 MB }");
        growing.becomes(LinkSpec.of(1_000_000_000, Duration.ofMillis(20)));
        growing.connect(growing.usual(), growing.told()).write(50_000_000);
        growing.runFor(3 * SECOND);
        assertThat(TwoDevices.info(growing.usual()).agreement().peerShift()).isEqualTo(5);
        assertThat(growing.info().sizes().receiveBuffer()).isBetween(500_000, 2_000_000);
    }

    @Test
    void theSendBufferIsWhatAProgramCanWriteAtATime() throws IOException {
        TwoDevices home = TwoDevices.open("send-buffer: { default: 30 kB, max: 100 kB }");
        home.becomes(LinkSpec.of(1_000_000_000, Duration.ofMillis(20)));
        Talk talk = home.connect();
        talk.write(50_000_000);
        assertThat(talk.unwritten()).isEqualTo(50_000_000 - 30_000);
        home.runFor(2 * SECOND);
        assertThat(home.info().unacknowledged()).isBetween(60_000, 100_000);
    }

    /// Two full segments are acknowledged at once.
    @Test
    void aTimeoutIsNoLessThanRtoMin() throws IOException {
        TwoDevices home = TwoDevices.open("rto-min: 30 ms");
        Talk talk = home.connect();
        for (int i = 0; i < 50; i++) {
            talk.write(2 * 1448);
            home.runFor(100 * MILLISECOND);
        }
        assertThat(home.info().timing().retransmissionTimeout()).isBetween(Duration.ofMillis(30),
                Duration.ofMillis(31));
    }

    @Test
    void aSynIsTriedAsOftenAsSynRetriesSay() throws IOException {
        TwoDevices home = TwoDevices.open("syn-retries: 2");
        home.lose(false, 1);
        Talk talk = home.open(home.told(), home.usual());
        assertThat(home.life(talk)).isEqualTo((1 + 2 + 4) * SECOND);
        assertThat(talk.end()).isEqualTo(TcpEnd.TIMED_OUT);
    }

    @Test
    void theWaitBetweenTriesIsNoMoreThanRtoMax() throws IOException {
        TwoDevices home = TwoDevices.open("syn-retries: 4, rto-max: 3 s");
        home.lose(false, 1);
        assertThat(home.life(home.open(home.told(), home.usual()))).isEqualTo((1 + 2 + 3 + 3 + 3) * SECOND);
    }

    @Test
    void aSynAckIsTriedAsOftenAsSynackRetriesSay() throws IOException {
        TwoDevices home = TwoDevices.open("synack-retries: 1");
        TcpListener listener = home.listen(home.told(), new Talk());
        home.lose(true, 1);
        Talk talk = home.open(home.usual(), home.told());
        home.runFor(SECOND / 2);
        assertThat(home.told().tcp().connections()).isOne();
        talk.socket().abort();
        assertThat(home.memory()).isBetween(2 * SECOND, 3 * SECOND);
        listener.close();
    }

    @Test
    void dataAreTriedAsOftenAsDataRetriesSay() throws IOException {
        TwoDevices home = TwoDevices.open("data-retries: 3");
        Talk talk = home.connect();
        home.lose(true, 1);
        talk.write(1);
        assertThat(home.life(talk)).isBetween(3 * SECOND, 4 * SECOND);
        assertThat(talk.end()).isEqualTo(TcpEnd.TIMED_OUT);
    }

    @Test
    void dataOfWhoHasClosedAreTriedAsOftenAsOrphanRetriesSay() throws IOException {
        TwoDevices home = TwoDevices.open("orphan-retries: 3");
        Talk talk = home.connect();
        home.lose(true, 1);
        talk.write(1);
        talk.socket().close();
        assertThat(home.memory()).isBetween(3 * SECOND, 4 * SECOND);
    }

    @Test
    void moreOrphansThanMaxOrphansAreReset() throws IOException {
        TwoDevices home = TwoDevices.open("max-orphans: 0");
        Talk talk = home.connect();
        talk.write(1);
        talk.socket().close();
        home.runFor(SECOND);
        assertThat(home.usual().tcp().connections() + home.told().tcp().connections()).isZero();
        TwoDevices usual = TwoDevices.open("");
        Talk other = usual.connect();
        other.write(1);
        other.socket().close();
        usual.runFor(SECOND);
        assertThat(usual.told().tcp().sockets()).singleElement().isInstanceOf(TcpInfo.Resting.class);
    }

    /// The first acknowledgements of a connection are not delayed.
    @ParameterizedTest
    @CsvSource({"'', 40", "delayed-ack: 200 ms, 200", "delayed-ack: 0 ms, 0"})
    void anAcknowledgementWaitsForCompany(String word, long millis) throws IOException {
        TwoDevices home = TwoDevices.open(word);
        Talk talk = home.connect(home.usual(), home.told());
        long wait = 0;
        for (int i = 0; i < 40; i++) {
            long begin = home.now();
            talk.write(1);
            home.world().engine().runUntil(() -> TwoDevices.info(home.usual()).unacknowledged() == 0,
                    begin + SECOND);
            wait = home.now() - begin;
            home.runFor(SECOND);
        }
        assertThat(wait).isBetween(millis * MILLISECOND, (millis + 1) * MILLISECOND);
    }

    @Test
    void aClosedConnectionRestsAsLongAsTimeWaitSays() throws IOException {
        TwoDevices home = TwoDevices.open("time-wait: 5 s");
        Talk talk = home.connect();
        talk.socket().close();
        home.runFor(SECOND);
        assertThat(home.told().tcp().sockets()).singleElement().isInstanceOf(TcpInfo.Resting.class);
        assertThat(home.memory()).isBetween(4 * SECOND, 4 * SECOND + SECOND / 2);
    }

    @Test
    void whenAllPortsRestTimeWaitReuseDecides() throws IOException {
        Host strict = allPortsRest("");
        Endpoint server = server(strict);
        assertThatThrownBy(() -> strict.tcp().connect(server, new Talk()))
                .isInstanceOf(PortInUseException.class);
        Host reusing = allPortsRest("time-wait-reuse: on");
        assertThat(reusing.tcp().connect(server(reusing), new Talk()).local().port()).isPositive();
        assertThat(reusing.tcp().connections()).isEqualTo(EPHEMERAL_PORTS);
    }

    private static Endpoint server(Host host) {
        return ((TcpInfo.Resting) host.tcp().sockets().getFirst()).remote();
    }

    private static Host allPortsRest(String words) throws IOException {
        TwoDevices home = TwoDevices.open(words);
        home.usual().tcp().listen(new Endpoint(TwoDevices.address(home.usual()), TwoDevices.PORT), 128,
                socket -> new Talk().sitsAt(socket));
        for (int i = 0; i < EPHEMERAL_PORTS; i++) {
            Talk talk = home.open(home.told(), home.usual());
            home.runFor(MILLISECOND / 10);
            talk.socket().close();
        }
        home.runFor(SECOND);
        return home.told();
    }

    @ParameterizedTest
    @CsvSource({"'', 0, 6", "syn-cookies: off, 4, 2"})
    void aFullSynQueueAnswersByCookiesOrDrops(String word, long drops, int answers) throws IOException {
        TwoDevices home = TwoDevices.open(word);
        home.told().tcp().listen(new Endpoint(TwoDevices.address(home.told()), TwoDevices.PORT), 2, _ -> {
        });
        home.lose(true, 1);
        long before = home.cable().aToBStatistics().dropped().getOrDefault(DropReason.LOST_ON_LINK, 0L);
        for (int i = 0; i < 6; i++) {
            home.open(home.usual(), home.told());
        }
        home.runFor(SECOND / 2);
        assertThat(home.world().network().drops(DropReason.BACKLOG_FULL)).isEqualTo(drops);
        assertThat(home.cable().aToBStatistics().dropped().getOrDefault(DropReason.LOST_ON_LINK, 0L) - before)
                .isEqualTo(answers);
    }

    @ParameterizedTest
    @CsvSource({"'', false", "black-hole-detection: on, true"})
    void aPathThatSwallowsFullSegmentsIsNoticed(String word, boolean arrives) throws IOException {
        TwoDevices home = TwoDevices.open(word);
        Talk talk = home.connect();
        home.cable().aToB(home.cable().aToB().withMtu(1200));
        talk.write(100_000);
        home.runFor(60 * SECOND);
        assertThat(home.info().unacknowledged() == 0).isEqualTo(arrives);
    }

    @Test
    void everyMachineBehavesAsIsSaidOfItOrOfWhatItIsIn() throws IOException {
        Files.createDirectories(folder.resolve("shop"));
        Internet world = Internet.open(Description.parse(
                """
                        providers:
                          hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
                        tcp: { congestion: newreno }
                        homes:
                          h: { provider: hanbit, devices: [a, b], tcp: { slow-start: plain, devices: { b: { congestion: cubic }, router: { congestion: cubic } } } }
                          g: { provider: hanbit, devices: [a] }
                        offices:
                          o: { provider: hanbit, devices: [a], sites: { in.o.test: shop },
                               tcp: { congestion: cubic, slow-start: hystart++, devices: { server: { slow-start: plain } } } }
                        sites:
                          www.shop.test: { in: hanbit/seoul, files: shop, tcp: { congestion: cubic } }
                          www.late.test: { in: hanbit/seoul, files: shop }
                        """,
                "x.yaml"), folder, 1);
        assertThat(List.of("h/a", "h/b", "h/router", "g/a", "g/router", "o/a", "o/router", "o/server",
                "hanbit/seoul/www.shop.test", "hanbit/seoul/www.late.test", "hanbit/seoul/ns1.shop.test",
                "hanbit/seoul/resolver"))
                .extracting(name -> algorithm(world, name))
                .containsExactly(CongestionAlgorithm.NEW_RENO, CongestionAlgorithm.CUBIC,
                        CongestionAlgorithm.CUBIC, CongestionAlgorithm.NEW_RENO, CongestionAlgorithm.NEW_RENO,
                        CongestionAlgorithm.CUBIC_HYSTART_PLUS_PLUS,
                        CongestionAlgorithm.CUBIC_HYSTART_PLUS_PLUS,
                        CongestionAlgorithm.CUBIC_PLAIN_SLOW_START, CongestionAlgorithm.CUBIC,
                        CongestionAlgorithm.NEW_RENO, CongestionAlgorithm.NEW_RENO,
                        CongestionAlgorithm.NEW_RENO);
    }

    private static CongestionAlgorithm algorithm(Internet world, String name) {
        Host host = world.host(name).orElseThrow();
        host.tcp().listen(Endpoint.v4(0, 4711), 1, _ -> {
        });
        return host.tcp().sockets().stream().filter(TcpInfo.Listening.class::isInstance)
                .map(TcpInfo.Listening.class::cast).filter(info -> info.local().port() == 4711).findFirst()
                .orElseThrow().congestionControl();
    }
}
