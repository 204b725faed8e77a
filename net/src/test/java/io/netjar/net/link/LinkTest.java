package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netjar.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    /// 1 Mbit/s: a byte takes 8 µs. A frame of 101 bytes takes 125 bytes' time: exactly 1 ms.
    private static final LinkSpec SPEC = LinkSpec.of(1_000_000, Duration.ofMillis(10));
    private static final int MS_FRAME = 101;
    private static final long MS = 1_000_000;

    private final Network network = new Network(new Engine(42));
    private final RecordingDevice left = new RecordingDevice(network, "left:eth0");
    private final RecordingDevice right = new RecordingDevice(network, "right:eth0");

    private Link link(LinkSpec spec) {
        return new Link(network, "cable", left.port, right.port, spec);
    }

    private void runTo(long time) {
        network.engine().runUntil(time);
    }

    @AfterEach
    void nothingLeaks() {
        runTo(100_000 * MS);
        assertThat(network.packets().lent()).isZero();
    }

    @Nested
    class Timing {
        @Test
        void aFrameArrivesWhenItsLastBitDoes() {
            link(SPEC);
            runTo(5 * MS);
            left.send(MS_FRAME, 7);
            runTo(16 * MS - 1);
            assertThat(right.arrivals).isEmpty();
            runTo(16 * MS);
            assertThat(right.arrivals).containsExactly(
                    new RecordingDevice.Arrival(16 * MS, MS_FRAME, 7));
        }

        @Test
        void framesLeaveOneAfterTheOther() {
            link(SPEC);
            left.send(MS_FRAME, 1);
            left.send(MS_FRAME, 2);
            left.send(MS_FRAME + 125, 3);
            runTo(100 * MS);
            assertThat(right.times()).containsExactly(11 * MS, 12 * MS, 14 * MS);
        }

        @Test
        void aShortFrameTakesTheTimeOfThePaddedOne() {
            link(SPEC);
            left.send(18, 1);
            runTo(100 * MS);
            assertThat(right.times()).containsExactly(10 * MS + 84 * 8_000);
        }

        @Test
        void directionsDoNotWaitForEachOther() {
            link(SPEC).bToA(SPEC.withDelay(Duration.ofMillis(3)));
            left.send(MS_FRAME, 1);
            right.send(MS_FRAME, 2);
            runTo(100 * MS);
            assertThat(right.times()).containsExactly(11 * MS);
            assertThat(left.times()).containsExactly(4 * MS);
        }

        @Test
        void holdsTheRateExactlyWhereAFrameTakesNoWholeNanoseconds() {
            // 1538 bytes at 100 Gbit/s take 123.04 ns.
            link(LinkSpec.backbone(Duration.ZERO));
            IntStream.range(0, 1000).forEach(i -> left.send(1514, i));
            runTo(MS);
            assertThat(right.times().getLast()).isEqualTo(123_040);
        }

        @Test
        void costsOneEventAHop() {
            link(SPEC);
            IntStream.range(0, 100).forEach(i -> left.send(MS_FRAME, i));
            assertThat(network.engine().armed()).isEqualTo(1);
            runTo(1000 * MS);
            assertThat(network.engine().fired()).isEqualTo(100);
        }

        @Test
        void carriesMoreFramesThanFitOnAShortCable() {
            // A minute's delay: 10,000 frames are under way at once.
            link(SPEC.withDelay(Duration.ofMinutes(1)).withQueueBytes(10_000 * MS_FRAME));
            IntStream.range(0, 3).forEach(i -> left.send(MS_FRAME, i));
            runTo(60_002 * MS);
            IntStream.range(3, 10_000).forEach(i -> left.send(MS_FRAME, i));
            runTo(140_000 * MS);
            assertThat(right.numbers()).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
        }
    }

    @Nested
    class Queue {
        @Test
        void takesTheFrameThatJustFitsAndDropsTheNext() {
            Link link = link(SPEC.withQueueBytes(2000));
            left.send(1000, 1);
            left.send(1000, 2);
            left.send(18, 3);
            assertThat(link.queuedBytes(left.port)).isEqualTo(2000);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
            assertThat(left.port.droppedFrames()).isEqualTo(1);
            runTo(100 * MS);
            assertThat(right.numbers()).containsExactly(1, 2);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void dropsAFrameOneByteTooMany(int tooMany) {
            link(SPEC.withQueueBytes(2000));
            left.send(1000, 1);
            left.send(1000 + tooMany, 2);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(tooMany);
        }

        @Test
        void hasRoomAgainWhenTheLastBitOfAFrameLeft() {
            Link link = link(SPEC.withQueueBytes(1514));
            left.send(1514, 1);
            long gone = 1538 * 8_000;
            runTo(gone - 1);
            left.send(18, 2);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
            runTo(gone);
            assertThat(link.queuedBytes(left.port)).isZero();
            left.send(18, 3);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
        }

        @Test
        void carriesAFrameOfTheMtuAndNoneLonger() {
            link(SPEC.withMtu(1000));
            left.send(1014, 1);
            left.send(1015, 2);
            assertThat(network.drops(DropReason.TOO_LONG)).isEqualTo(1);
            runTo(100 * MS);
            assertThat(right.numbers()).containsExactly(1);
        }
    }

    @Nested
    class Loss {
        private List<Integer> survivors(long seed, double loss) {
            var lossy = new Network(new Engine(seed));
            var sender = new RecordingDevice(lossy, "sender:eth0");
            var receiver = new RecordingDevice(lossy, "receiver:eth0");
            new Link(lossy, "lossy", sender.port, receiver.port, LinkSpec.ideal().withLoss(loss));
            IntStream.range(0, 10_000).forEach(i -> sender.send(100, i));
            lossy.engine().runUntil(1000 * MS);
            assertThat(lossy.drops(DropReason.LOST_ON_LINK)).isEqualTo(10_000L - receiver.arrivals.size());
            assertThat(receiver.port.droppedFrames()).isEqualTo(10_000L - receiver.arrivals.size());
            assertThat(lossy.packets().lent()).isZero();
            return receiver.numbers();
        }

        @Test
        void losesTheShareItIsTold() {
            assertThat(survivors(1, 0.1)).hasSizeBetween(8_900, 9_100);
            assertThat((double) survivors(2, 0.001).size()).isCloseTo(9_990, within(15.0));
            assertThat(survivors(1, 0)).hasSize(10_000);
            assertThat(survivors(1, 1)).isEmpty();
        }

        @Test
        void losesTheSameFramesForTheSameSeedOnly() {
            assertThat(survivors(7, 0.1)).isEqualTo(survivors(7, 0.1)).isNotEqualTo(survivors(8, 0.1));
        }
    }

    @Nested
    class Changes {
        @Test
        void pullingTheCableDropsWhatIsOnIt() {
            Link link = link(SPEC);
            left.send(MS_FRAME, 1);
            left.send(MS_FRAME, 2);
            right.send(MS_FRAME, 3);
            runTo(11 * MS);
            link.up(false);
            left.send(MS_FRAME, 4);
            assertThat(network.drops(DropReason.LINK_DOWN)).isEqualTo(2);
            assertThat(link.queuedBytes(left.port)).isZero();
            link.up(true);
            left.send(MS_FRAME, 5);
            runTo(100 * MS);
            assertThat(right.arrivals).extracting(RecordingDevice.Arrival::number).containsExactly(1, 5);
            assertThat(right.times()).containsExactly(11 * MS, 22 * MS);
            assertThat(left.numbers()).containsExactly(3);
        }

        @Test
        void aShorterDelayLetsNoFrameOvertake() {
            Link link = link(SPEC);
            left.send(MS_FRAME, 1);
            link.aToB(SPEC.withDelay(Duration.ZERO));
            left.send(MS_FRAME, 2);
            runTo(100 * MS);
            assertThat(right.numbers()).containsExactly(1, 2);
            assertThat(right.times()).containsExactly(11 * MS, 11 * MS);
        }

        @Test
        void aNewRateCountsForTheNextFrameOnly() {
            Link link = link(SPEC);
            left.send(MS_FRAME, 1);
            link.aToB(SPEC.withBitsPerSecond(100_000));
            left.send(MS_FRAME, 2);
            link.aToB(SPEC);
            left.send(MS_FRAME, 3);
            runTo(100 * MS);
            assertThat(right.times()).containsExactly(11 * MS, 21 * MS, 22 * MS);
        }

        @Test
        void aSmallerQueueDropsNothingThatIsInIt() {
            Link link = link(SPEC);
            IntStream.range(0, 20).forEach(i -> left.send(1000, i));
            link.aToB(SPEC.withQueueBytes(1514));
            left.send(18, 20);
            runTo(1000 * MS);
            assertThat(right.numbers()).hasSize(20);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
        }
    }
}
