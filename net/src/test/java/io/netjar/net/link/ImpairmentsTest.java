package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpairmentsTest {
    private static final long MS = 1_000_000;
    private static final Impairments NONE = Impairments.none();
    private static final Jitter SHAKE = Jitter.uniform(Duration.ofMillis(5));

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static ImpairedRun run(long seed, int frames, Impairments impairments) {
        return new ImpairedRun(seed, impairments).send(frames);
    }

    @Nested
    class Bursts {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void loseTheShareOfTheModel(long seed) {
            var bursts = new BurstLoss(0.02, 0.25, 0.01, 0.8);
            ImpairedRun run = run(seed, 50_000, NONE.withBursts(bursts));
            // (p · bad + r · good) / (p + r); neighbours are alike by 1 - p - r, which makes the deviation 0.0028.
            assertThat(bursts.meanLoss()).isCloseTo(0.0685, within(0.0001));
            assertThat(run.lost().size() / 50_000.0).isCloseTo(bursts.meanLoss(), within(4 * 0.0028));
            assertThat(run.network.drops(DropReason.LOST_IN_BURST)).isEqualTo(run.lost().size());
            assertThat(run.network.drops(DropReason.LOST_ON_LINK)).isZero();
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void areAsLongAndAsFarApartAsTheModelSays(long seed) {
            List<Integer> lost = run(seed, 100_000, NONE.withBursts(BurstLoss.gilbert(0.01, 0.2))).lost();
            double bursts = IntStream.range(1, lost.size()).filter(i -> lost.get(i) != lost.get(i - 1) + 1)
                    .count() + 1;
            // About 950 bursts of 1/r frames, geometrically distributed: the mean's deviation is 0.15.
            assertThat(lost.size() / bursts).isCloseTo(5, within(0.6));
            assertThat((100_000 - lost.size()) / bursts).isCloseTo(100, within(13.0));
        }

        @Test
        void beginInTheGoodState() {
            assertThat(run(1, 1000, NONE.withBursts(new BurstLoss(0, 0, 0, 1))).lost()).isEmpty();
            assertThat(run(1, 1000, NONE.withBursts(new BurstLoss(1, 0, 0, 1))).numbers()).containsExactly(0);
        }
    }

    @Nested
    class Duplication {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void sendsTheShareItIsToldTwice(long seed) {
            ImpairedRun run = run(seed, 10_000, NONE.withDuplication(0.1));
            // The deviation is 30.
            assertThat(run.numbers()).hasSizeBetween(10_880, 11_120);
            assertThat(run.link.duplicatedFrames(run.sender.port)).isEqualTo(run.numbers().size() - 10_000);
            assertThat(run.numbers()).isSorted();
        }

        @Test
        void takesNoRoomInTheQueue() {
            var run = new ImpairedRun(1, NONE.withDuplication(1));
            run.change(spec -> spec.withQueue(QueueLimit.packets(1)).withBitsPerSecond(1_152_000));
            // A frame takes 124 bytes' time: less than the millisecond until the next comes.
            assertThat(run.send(10).numbers()).hasSize(20);
        }

        @Test
        void bringsTheCopyRightBehindItsOriginalAtTheSameTime() {
            ImpairedRun run = run(1, 3, NONE.withDuplication(1));
            assertThat(run.numbers()).containsExactly(0, 0, 1, 1, 2, 2);
            assertThat(run.times()).containsExactly(10 * MS, 10 * MS, 11 * MS, 11 * MS, 12 * MS, 12 * MS);
        }

        @Test
        void copiesNothingThatIsLost() {
            ImpairedRun run = run(1, 1000, NONE.withDuplication(1).withBursts(BurstLoss.gilbert(0.1, 0.1)));
            assertThat(run.numbers()).hasSize(2 * (1000 - run.lost().size()));
            assertThat(run.lost()).hasSizeBetween(350, 650);
        }
    }

    @Nested
    class Corruption {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void spoilsOneBitOfTheShareItIsTold(long seed) {
            ImpairedRun run = run(seed, 10_000, NONE.withCorruption(0.1));
            assertThat(run.numbers()).isEqualTo(upTo(10_000));
            // The deviation is 30; that no frame has two wrong bits, the run checks itself.
            assertThat(run.wrongBits()).hasSizeBetween(880, 1120);
            assertThat(run.link.corruptedFrames(run.sender.port)).isEqualTo(run.wrongBits().size());
        }

        @Test
        void spoilsAnyBit() {
            List<Integer> bits = run(1, 10_000, NONE.withCorruption(1)).wrongBits().stream()
                    .map(wrong -> Integer.valueOf(wrong.substring(wrong.indexOf(':') + 1))).distinct()
                    .toList();
            // Each of 800 bits is missed with probability e^-12.5.
            assertThat(bits).hasSizeBetween(797, 800).contains(0, 799);
        }

        @Test
        void leavesAFrameThatDoesNotArriveAsItWas() {
            ImpairedRun run = run(1, 100, NONE.withCorruption(1).withBursts(BurstLoss.gilbert(1, 0)));
            assertThat(run.lost()).hasSize(99);
            assertThat(run.link.corruptedFrames(run.sender.port)).isEqualTo(1);
        }
    }

    @Nested
    class JitterInTime {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void uniformSpreadsEvenlyAroundTheDelay(long seed) {
            List<Long> flights = run(seed, 10_000, NONE.withJitter(SHAKE.anyOrder())).flights();
            assertThat(flights).allSatisfy(flight -> assertThat(flight).isBetween(5 * MS, 15 * MS));
            // The deviation of an even spread is its half width over √3.
            assertThat(mean(flights)).isCloseTo(10.0 * MS, within(4 * 0.029 * MS));
            assertThat(deviation(flights)).isCloseTo(5 * MS / Math.sqrt(3), within(0.06 * MS));
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void normalHasTheDeviationItIsTold(long seed) {
            Jitter jitter = Jitter.normal(Duration.ofMillis(2)).anyOrder();
            List<Long> flights = run(seed, 10_000, NONE.withJitter(jitter)).flights();
            assertThat(mean(flights)).isCloseTo(10.0 * MS, within(4 * 0.02 * MS));
            assertThat(deviation(flights)).isCloseTo(2.0 * MS, within(4 * 0.0142 * MS));
        }

        @Test
        void keepsTheOrderUnlessToldOtherwise() {
            assertThat(run(1, 1000, NONE.withJitter(SHAKE)).numbers()).isEqualTo(upTo(1000));
            List<Integer> mixed = run(1, 1000, NONE.withJitter(SHAKE.anyOrder())).numbers();
            assertThat(mixed).isNotEqualTo(upTo(1000)).containsExactlyInAnyOrderElementsOf(upTo(1000));
        }

        @Test
        void keptOrderLetsAFrameArriveWithTheLatestBeforeIt() {
            List<Long> free = run(1, 1000, NONE.withJitter(SHAKE.anyOrder())).timesByNumber();
            List<Long> kept = run(1, 1000, NONE.withJitter(SHAKE)).timesByNumber();
            List<Long> expected = new ArrayList<>();
            free.forEach(time -> expected.add(Math.max(time, expected.isEmpty() ? 0 : expected.getLast())));
            assertThat(kept).isEqualTo(expected);
        }

        @Test
        void bringsNothingBeforeItLeft() {
            Jitter wild = Jitter.uniform(Duration.ofMillis(40)).anyOrder();
            List<Long> flights = run(1, 1000, NONE.withJitter(wild)).flights();
            assertThat(flights).contains(0L).allSatisfy(flight -> assertThat(flight).isNotNegative());
        }

        private double mean(List<Long> values) {
            return values.stream().mapToLong(Long::longValue).average().orElseThrow();
        }

        private double deviation(List<Long> values) {
            double mean = mean(values);
            return Math
                    .sqrt(values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow());
        }
    }

    @Nested
    class OutOfOrder {
        @Test
        void everyGapthFrameIsLate() {
            Reordering late = Reordering.late(1, Duration.ofMillis(2)).withGap(5);
            ImpairedRun run = run(1, 10, NONE.withReordering(late));
            // Frame 4 is to arrive with frame 6, and does so before it, as it was sent first.
            assertThat(run.numbers()).containsExactly(0, 1, 2, 3, 5, 4, 6, 7, 8, 9);
            assertThat(run.timesByNumber().get(4)).isEqualTo(16 * MS);
            assertThat(run.timesByNumber().get(9)).isEqualTo(21 * MS);
        }

        @Test
        void anEarlyFrameOvertakesThoseBeforeItAndHoldsUpNobody() {
            Reordering early = Reordering.early(1, Duration.ofMillis(3)).withGap(6);
            ImpairedRun run = run(1, 8, NONE.withReordering(early).withJitter(Jitter.none()));
            assertThat(run.numbers()).containsExactly(0, 1, 2, 5, 3, 4, 6, 7);
            assertThat(run.timesByNumber()).containsExactly(10 * MS, 11 * MS, 12 * MS, 13 * MS, 14 * MS,
                    12 * MS,
                    16 * MS, 17 * MS);
        }

        @Test
        void noFrameArrivesBeforeItsLastBitLeft() {
            ImpairedRun run = run(1, 100, NONE.withReordering(Reordering.early(1, Duration.ofSeconds(1))));
            assertThat(run.flights()).containsOnly(0L);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void choosesTheShareItIsTold(long seed) {
            List<Long> often = run(seed, 10_000,
                    NONE.withReordering(Reordering.late(0.1, Duration.ofMillis(1))))
                    .flights();
            assertThat(often.stream().filter(flight -> flight > 10 * MS).count()).isBetween(880L, 1120L);
            Reordering spaced = Reordering.late(0.1, Duration.ofMillis(1)).withGap(11);
            List<Long> seldom = run(seed, 10_000, NONE.withReordering(spaced)).flights();
            // Ten that cannot be chosen, then 1/0.1 tries: one in twenty, with half of geometry's scatter.
            assertThat(seldom.stream().filter(flight -> flight > 10 * MS).count()).isBetween(450L, 550L);
        }
    }

    @Nested
    class Luck {
        private final BurstLoss bursts = BurstLoss.gilbert(0.05, 0.3);
        private final Impairments all = NONE.withBursts(bursts).withJitter(SHAKE.anyOrder())
                .withDuplication(0.2)
                .withCorruption(0.2).withReordering(Reordering.late(0.1, Duration.ofSeconds(1)));

        @Test
        void isTheSameForTheSameSeedOnly() {
            assertThat(run(7, 1000, all).wrongBits()).isEqualTo(run(7, 1000, all).wrongBits());
            assertThat(run(7, 1000, all).times()).isEqualTo(run(7, 1000, all).times())
                    .isNotEqualTo(run(8, 1000, all).times());
        }

        @Test
        void ofBurstsDoesNotDependOnTheOtherImpairments() {
            assertThat(run(7, 1000, all).lost()).isEqualTo(run(7, 1000, NONE.withBursts(bursts)).lost())
                    .isNotEmpty();
        }

        @Test
        void ofEachImpairmentDoesNotDependOnTheOthers() {
            ImpairedRun with = run(7, 1000,
                    all.withBursts(BurstLoss.none()).withReordering(Reordering.none()));
            assertThat(with.timesByNumber())
                    .isEqualTo(run(7, 1000, NONE.withJitter(SHAKE.anyOrder())).timesByNumber());
            assertThat(with.numbers().stream().sorted().toList())
                    .isEqualTo(run(7, 1000, NONE.withDuplication(0.2)).numbers());
            assertThat(with.wrongBits()).isEqualTo(run(7, 1000, NONE.withCorruption(0.2)).wrongBits())
                    .isNotEmpty();
            ImpairedRun late = run(7, 1000, NONE.withReordering(all.reordering()));
            assertThat(
                    run(7, 1000, all.withBursts(BurstLoss.none()).withJitter(Jitter.none())).timesByNumber())
                    .isEqualTo(late.timesByNumber());
        }

        @Test
        void ofIndependentLossStaysWhatItWas() {
            var plain = new ImpairedRun(7, NONE);
            plain.change(spec -> spec.withLoss(0.1));
            var impaired = new ImpairedRun(7, all.withBursts(BurstLoss.none()));
            impaired.change(spec -> spec.withLoss(0.1));
            assertThat(impaired.send(1000).lost()).isEqualTo(plain.send(1000).lost()).hasSizeBetween(60, 140);
        }

        @Test
        void ofOneDirectionDoesNotDependOnTheOther() {
            var both = new ImpairedRun(7, all);
            both.link.bToA(both.link.aToB());
            IntStream.range(0, 100).forEach(i -> both.receiver.send(100, i));
            assertThat(both.send(1000).times()).isEqualTo(run(7, 1000, all).times());
        }
    }

    @Test
    void saysWhatIsWrongInWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> NONE.withCorruption(1.5))
                .withMessage("a link's corruption is a share from 0 (never) to 1 (always), not 1.5");
        assertThatIllegalArgumentException().isThrownBy(() -> NONE.withDuplication(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> BurstLoss.gilbert(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Reordering.none().withGap(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Jitter.uniform(Duration.ofNanos(-1)))
                .withMessage("a jitter is from 0 to an hour, not -1 ns");
    }

    @Test
    void presetsAreWhatTheySay() {
        assertThat(NONE.isNone()).isTrue();
        assertThat(Impairments.mobile().bursts().meanLoss()).isCloseTo(0.0025, within(0.0001));
        assertThat(run(1, 2000, Impairments.mobile()).numbers()).isSorted();
        assertThat(run(1, 2000, Impairments.parallelCables()).numbers()).hasSize(2000);
        assertThat(run(1, 40_000, Impairments.faultyMemory()).wrongBits()).hasSizeBetween(1, 12);
    }
}
