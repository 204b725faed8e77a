package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netjar.engine.Engine;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Network;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.RecordingDevice;
import io.netjar.net.link.Red;
import io.netjar.net.link.TokenBucket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RadioQueuesTest extends CellOfThree {
    private static final long MS = 1_000_000;
    /// Air without errors and neighbours.
    private static final WifiSpec CLEAR = WifiSpec.good().withInterference(0).withBusyShare(0);
    private static final QueueDiscipline DEEP = new DropTail(QueueLimit.packets(10_000));
    private static final QueueDiscipline STRICT = CoDel.usual().withTimes(Duration.ofMillis(1),
            Duration.ofMillis(2));

    private void send(RecordingDevice from, RecordingDevice to, int first, int count) {
        for (int i = first; i < first + count; i++) {
            from.sendTo(to.port.mac().bits(), 1514, i);
        }
    }

    static List<Arguments> changes() {
        List<QueueDiscipline> all = List.of(DEEP, CoDel.usual(), FqCoDel.usual(),
                FqCoDel.usual().withFlows(3));
        return all.stream().flatMap(first -> all.stream().map(then -> Arguments.of(first, then))).toList();
    }

    static List<QueueDiscipline> laws() {
        return List.of(CoDel.usual(), FqCoDel.usual());
    }

    @Nested
    class Turns {
        @ParameterizedTest
        @MethodSource("io.netjar.net.wifi.RadioQueuesTest#laws")
        void whatNoLawDropsGoesAsInADropTailQueue(QueueDiscipline law) {
            assertThat(arrivals(law, 0.1)).isEqualTo(arrivals(DEEP, 0.1));
        }

        private List<RecordingDevice.Arrival> arrivals(QueueDiscipline discipline, double interference) {
            var other = new Network(new Engine(3));
            var sender = new RecordingDevice(other, "sender");
            var receiver = new RecordingDevice(other, "receiver");
            var cell = new WifiCell(other, "wifi",
                    CLEAR.withInterference(interference).withQueue(discipline));
            cell.accessPoint(receiver.port);
            cell.join(sender.port);
            IntStream.range(0, 150).forEach(i -> sender.sendTo(receiver.port.mac().bits(), 1514, i));
            other.engine().runUntil(SECOND);
            assertThat(receiver.numbers()).isEqualTo(upTo(150));
            return receiver.arrivals;
        }

        @ParameterizedTest
        @MethodSource("io.netjar.net.wifi.RadioQueuesTest#laws")
        void framesForANearStationDoNotStandBehindThoseForAFarOne(QueueDiscipline law) {
            WifiCell cell = cell(CLEAR.withQueue(law));
            cell.signal(laptop.port, Signal.of(-82));
            send(router, laptop, 0, 100);
            send(router, phone, 0, 32);
            run(15 * MS);
            // At 6.5 Mbit/s one go to the laptop takes two frames and some 4 ms, the one to the phone 32 and less than one.
            assertThat(phone.numbers()).isEqualTo(upTo(32));
            assertThat(laptop.arrivals).hasSizeLessThanOrEqualTo(6);
        }

        @Test
        void underDropTailTheyDo() {
            WifiCell cell = cell(CLEAR.withQueue(DEEP));
            cell.signal(laptop.port, Signal.of(-82));
            send(router, laptop, 0, 100);
            send(router, phone, 0, 32);
            run(190 * MS);
            assertThat(phone.numbers()).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("io.netjar.net.wifi.RadioQueuesTest#laws")
        void framesToAllHaveAQueueOfTheirOwn(QueueDiscipline law) {
            WifiCell cell = cell(CLEAR.withQueue(law));
            cell.signal(laptop.port, Signal.of(-82));
            send(router, laptop, 0, 100);
            router.send(100, 1000);
            run(15 * MS);
            assertThat(phone.numbers()).containsExactly(1000);
        }
    }

    @Nested
    class Drops {
        @Test
        void theLawDropsWhatHasWaitedTooLongAtTheSender() {
            cell(CLEAR.withAggregateFrames(1).withQueue(STRICT));
            send(laptop, router, 0, 500);
            run(SECOND);
            assertThat(network.drops(DropReason.CODEL)).isGreaterThan(20)
                    .isEqualTo(500 - router.arrivals.size());
            assertThat(laptop.port.droppedFrames()).isEqualTo(network.drops(DropReason.CODEL));
            assertThat(router.numbers()).isSorted();
        }

        @Test
        void aFullQueueRefusesTheFrameThatComes() {
            WifiCell cell = cell(CLEAR.withQueue(CoDel.usual().withLimit(QueueLimit.packets(40))));
            send(laptop, router, 0, 41);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
            assertThat(cell.queuedBytes(laptop.port)).isEqualTo(40 * 1514);
            run(SECOND);
            assertThat(router.numbers()).isEqualTo(upTo(40));
        }

        @Test
        void theLimitCountsWhatIsOnTheAir() {
            cell(CLEAR.withQueue(CoDel.usual().withLimit(QueueLimit.bytes(4 * 1514))));
            send(laptop, router, 0, 4);
            run(1000);
            send(laptop, router, 4, 1);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
        }

        @Test
        void fairQueuesDropFromTheLongestFlow() {
            cell(CLEAR.withQueue(FqCoDel.usual().withLimit(QueueLimit.packets(40))));
            send(laptop, router, 0, 40);
            send(laptop, phone, 100, 1);
            assertThat(network.drops(DropReason.FLOW_TOO_LONG)).isEqualTo(20);
            run(SECOND);
            assertThat(router.numbers()).isEqualTo(IntStream.range(20, 40).boxed().toList());
            assertThat(phone.numbers()).containsExactly(100);
        }

        @Test
        void eachReceiversQueueHasTheLimitForItself() {
            cell(CLEAR.withQueue(CoDel.usual().withLimit(QueueLimit.packets(40))));
            send(router, laptop, 0, 50);
            send(router, phone, 0, 40);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(10);
        }

        @Test
        void aFrameThatPushesAllOutLeavesARadioThatSendsTheNextOne() {
            cell(CLEAR.withQueue(FqCoDel.usual().withLimit(QueueLimit.bytes(1600))));
            laptop.sendTo(router.port.mac().bits(), 64, 1);
            laptop.sendTo(router.port.mac().bits(), 1590, 2);
            assertThat(network.drops(DropReason.FLOW_TOO_LONG)).isEqualTo(2);
            send(laptop, router, 3, 1);
            run(SECOND);
            assertThat(router.numbers()).containsExactly(3);
        }
    }

    @Nested
    class Changes {
        @ParameterizedTest
        @MethodSource("io.netjar.net.wifi.RadioQueuesTest#changes")
        void anotherDisciplineLosesNothingAndKeepsTheOrder(QueueDiscipline first, QueueDiscipline then) {
            WifiSpec spec = CLEAR.withInterference(0.1);
            WifiCell cell = cell(spec.withQueue(first));
            send(router, laptop, 0, 60);
            send(router, phone, 0, 60);
            run(MS);
            cell.spec(spec.withQueue(then));
            send(router, laptop, 60, 60);
            send(router, phone, 60, 60);
            run(MS / 2);
            cell.spec(spec.withQueue(first));
            send(router, laptop, 120, 10);
            run(SECOND);
            assertThat(laptop.numbers()).isEqualTo(upTo(130));
            assertThat(phone.numbers()).isEqualTo(upTo(120));
        }

        @Test
        void anotherLimitHoldsForWhatComes() {
            WifiCell cell = cell(CLEAR.withQueue(CoDel.usual()));
            send(laptop, router, 0, 100);
            cell.spec(CLEAR.withQueue(CoDel.usual().withLimit(QueueLimit.packets(100))));
            send(laptop, router, 100, 1);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
            cell.spec(CLEAR.withQueue(CoDel.usual().withLimit(QueueLimit.packets(101))));
            send(laptop, router, 100, 1);
            run(SECOND);
            assertThat(router.numbers()).isEqualTo(upTo(101));
        }

        @Test
        void aStationThatLeavesTakesItsQueueWithIt() {
            WifiCell cell = cell(CLEAR.withQueue(FqCoDel.usual()));
            send(router, laptop, 0, 50);
            run(MS);
            cell.leave(laptop.port);
            int before = laptop.arrivals.size();
            send(router, phone, 0, 10);
            run(SECOND);
            assertThat(network.drops(DropReason.RADIO_OFF)).isEqualTo(50 - before);
            assertThat(laptop.arrivals).hasSize(before);
            assertThat(phone.numbers()).isEqualTo(upTo(10));
            cell.join(laptop.port);
            send(router, laptop, 50, 10);
            run(SECOND);
            assertThat(laptop.numbers()).endsWith(50, 51, 52, 53, 54, 55, 56, 57, 58, 59);
        }

        @Test
        void switchingTheRadioOffDropsWhatIsQueued() {
            WifiCell cell = cell(CLEAR.withQueue(FqCoDel.usual()));
            send(laptop, router, 0, 50);
            run(1000);
            cell.up(false);
            assertThat(network.drops(DropReason.RADIO_OFF)).isEqualTo(50);
            assertThat(cell.queuedBytes(laptop.port)).isZero();
            cell.up(true);
            send(laptop, router, 50, 1);
            run(SECOND);
            assertThat(router.numbers()).containsExactly(50);
        }
    }

    @Test
    void specsSayWhichQueuesARadioHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> CLEAR.withQueue(Red.within(100_000)))
                .withMessage("a radio's queue is drop-tail, codel or fq-codel, not red");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLEAR.withQueue(new TokenBucket(QueueLimit.packets(9), 1_000_000, 3000)))
                .withMessage("a radio's queue is drop-tail, codel or fq-codel, not token-bucket");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLEAR.withQueue(new DropTail(QueueLimit.time(Duration.ofMillis(5)))))
                .withMessage(
                        "a radio's queue is limited in bytes or packets, not in time: it cannot know how long"
                                + " a frame will wait");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLEAR.withQueue(FqCoDel.usual().withLimit(QueueLimit.bytes(1513))))
                .withMessage("a radio's queue must hold a frame of 1514 bytes at least, not 1513 bytes");
        assertThat(CLEAR.withQueue(CoDel.usual().withLimit(QueueLimit.bytes(1514))).queue().limit())
                .isEqualTo(QueueLimit.bytes(1514));
    }
}
