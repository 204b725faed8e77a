package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.link.Reordering;
import io.netjar.net.link.TokenBucket;
import io.netjar.net.modem.AccessLine;
import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What descriptions can say about lines and signals.
final class LinesTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
              pacific: { kind: transit, cities: [seoul, tokyo], addresses: 192.31.0.0/20 }
            exchanges: { ix: { city: seoul, members: [hanbit, pacific] } }
            """;

    private static Description parse(String more) {
        return Description.parse(HEAD + more, "x.yaml");
    }

    private static AccessLine access(String words) {
        return parse("homes: { h: { provider: hanbit, access: { " + words + " }, devices: [pc] } }").homes()
                .getFirst().access();
    }

    private static LinkChange link(String words) {
        return parse("links: { pacific/seoul to pacific/tokyo: { " + words + " } }").links().getFirst();
    }

    private static LinkSpec there(String words) {
        return link(words).there().apply(LinkSpec.ethernet());
    }

    static Stream<Arguments> queues() {
        return Stream.of(
                Arguments.of("64 kB", new DropTail(QueueLimit.bytes(64_000))),
                Arguments.of("100 packets", new DropTail(QueueLimit.packets(100))),
                Arguments.of("1 packet", new DropTail(QueueLimit.packets(1))),
                Arguments.of("50 ms", new DropTail(QueueLimit.time(Duration.ofMillis(50)))),
                Arguments.of("codel", CoDel.usual()),
                Arguments.of("fq-codel", FqCoDel.usual()),
                Arguments.of("{ discipline: drop-tail, limit: 9 packets }",
                        new DropTail(QueueLimit.packets(9))),
                Arguments.of("{ discipline: codel, limit: 1 s, target: 10 ms, interval: 200 ms, ecn: yes }",
                        new CoDel(QueueLimit.time(Duration.ofSeconds(1)), 10_000_000, 200_000_000, true)),
                Arguments.of(
                        "{ discipline: fq-codel, limit: 600 packets, flows: 16, quantum: 300 B, ecn: no }",
                        new FqCoDel(QueueLimit.packets(600), 5_000_000, 100_000_000, 16, 300, false)),
                Arguments.of("{ discipline: red, limit: 240 kB }", Red.within(240_000)),
                Arguments.of(
                        "{ discipline: red, limit: 99 packets, min: 20 kB, max: 60 kB, probability: 2 %,"
                                + " weight: 0.1 %, ecn: yes }",
                        new Red(QueueLimit.packets(99), 20_000, 60_000, 0.02, 0.001, true)),
                Arguments.of("{ discipline: token-bucket, rate: 8 Mbit/s, burst: 15 kB, limit: 50 ms }",
                        new TokenBucket(QueueLimit.time(Duration.ofMillis(50)), 8_000_000, 15_000)),
                Arguments.of(
                        "{ discipline: token-bucket, rate: 8 Mbit/s, burst: 15 kB, limit: 50 ms, peak-rate: 9 Mbit/s }",
                        new TokenBucket(QueueLimit.time(Duration.ofMillis(50)), 8_000_000, 15_000,
                                9_000_000)));
    }

    @ParameterizedTest
    @MethodSource("queues")
    void queuesHaveWords(String words, QueueDiscipline queue) {
        assertThat(there("queue: " + words).queue()).isEqualTo(queue);
        assertThat(access("kind: vdsl, up: { queue: " + words + " }").up().queue()).isEqualTo(queue);
    }

    @Test
    void everythingThatGoesWrongHasWords() {
        assertThat(there(
                "jitter: 5 ms, loss: 1 %, bursts: { begin: 0.1 %, end: 20 %, loss: 50 %, between: 0.01 % },"
                        + " duplication: 2 %, corruption: 0.5 %, reordering: { share: 5 %, late: 1 ms, gap: 3 }, mtu: 1400"))
                .isEqualTo(LinkSpec.ethernet().withLoss(0.01).withMtu(1400).withImpairments(
                        new Impairments(Jitter.uniform(Duration.ofMillis(5)),
                                new BurstLoss(0.001, 0.2, 0.0001, 0.5), 0.02, 0.005,
                                Reordering.late(0.05, Duration.ofMillis(1)).withGap(3))));
        assertThat(there(
                "jitter: { spread: 2 ms, shape: normal, order: free }, bursts: { begin: 1 %, end: 10 % },"
                        + " reordering: { share: 100 %, early: 3 ms }")
                .impairments())
                .isEqualTo(Impairments.none().withJitter(Jitter.normal(Duration.ofMillis(2)).anyOrder())
                        .withBursts(BurstLoss.gilbert(0.01, 0.1))
                        .withReordering(Reordering.early(1, Duration.ofMillis(3))));
    }

    @Test
    void whatIsSaidOfADirectionGoesBeforeWhatIsSaidOfBoth() {
        LinkChange change = link(
                "delay: 9 ms, loss: 1 %, there: { loss: 2 %, rate: 1 Gbit/s }, back: { delay: 7 ms }");
        assertThat(change.there().apply(LinkSpec.ethernet())).isEqualTo(LinkSpec.ethernet().withLoss(0.02)
                .withDelay(Duration.ofMillis(9)));
        assertThat(change.back().apply(LinkSpec.ethernet())).isEqualTo(LinkSpec.ethernet().withLoss(0.01)
                .withDelay(Duration.ofMillis(7)));
        assertThat(change.between("pacific/tokyo", "pacific/seoul")).isEqualTo(change.back());
        assertThat(change.between("pacific/tokyo", "hanbit/seoul")).isEqualTo(LineChange.NONE);
    }

    @Test
    void accessLinesHaveWordsForBothDirectionsAndForEach() {
        AccessLine line = access("kind: cable, rate: 50/5 Mbit/s, jitter: 1 ms, down: { mtu: 1492 },"
                + " up: { rate: 4 Mbit/s, queue: fq-codel, jitter: none }");
        assertThat(line.down()).isEqualTo(AccessLine.cable().down().withBitsPerSecond(50_000_000)
                .withMtu(1492)
                .withImpairments(Impairments.none().withJitter(Jitter.uniform(Duration.ofMillis(1)))));
        assertThat(line.up()).isEqualTo(AccessLine.cable().up().withBitsPerSecond(4_000_000)
                .withQueue(FqCoDel.usual()));
    }

    @Test
    void aMobileLineCanBeMadeSteady() {
        assertThat(access("kind: lte").down().impairments()).isEqualTo(Impairments.mobile());
        assertThat(access("kind: lte, jitter: none, bursts: none").up().impairments())
                .isEqualTo(Impairments.none());
    }

    @Test
    void anOfficesLineHasTheSameWords() {
        Office office = parse("offices: { o: { provider: hanbit, rate: 200 Mbit/s, devices: [pc],"
                + " line: { delay: 3 ms, up: { queue: codel } } } }").offices().getFirst();
        assertThat(office.line().down())
                .isEqualTo(LinkSpec.of(200_000_000, Duration.ofMillis(3)));
        assertThat(office.line().up())
                .isEqualTo(LinkSpec.of(200_000_000, Duration.ofMillis(3)).withQueue(CoDel.usual()));
    }

    @Test
    void linesToExchangesCanBeChanged() {
        LinkChange change = parse("links: { hanbit/seoul to ix: { rate: 10 Gbit/s } }").links().getFirst();
        assertThat(change.between("ix", "hanbit/seoul").bitsPerSecond()).hasValue(10_000_000_000L);
    }

    @Test
    void devicesMayHearTheAccessPointEachOnItsOwn() {
        Home home = parse(
                "homes: { h: { provider: hanbit, devices: [a (wifi), b (wifi far), c (wifi -71.5 dBm),"
                        + " 2 × d (wifi 10 m), e] } }")
                .homes().getFirst();
        assertThat(home.devices()).extracting(DeviceEntry::signal).containsExactly(Optional.empty(),
                Optional.of(WifiSpec.far().signal()), Optional.of(Signal.of(-71.5)),
                Optional.of(Signal.atDistance(10)), Optional.of(Signal.atDistance(10)), Optional.empty());
        assertThat(home.devices()).extracting(DeviceEntry::wireless).containsExactly(true, true, true, true,
                true,
                false);
    }
}
