package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.netjar.engine.Engine;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.Network;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.RecordingDevice;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Stations that hear the access point but not each other.
class HiddenStationsTest {
    private static final long SECOND = 1_000_000_000;
    private static final long DIFS = 34_000;
    /// 78 Mbit/s without errors and neighbours.
    private static final WifiSpec CLEAR = WifiSpec.good().withSignal(Signal.of(-51.5)).withChannel(20, 1)
            .withInterference(0).withBusyShare(0).withAggregateFrames(1)
            .withQueue(new DropTail(QueueLimit.bytes(60_000_000)));
    private static final WifiSpec ASKING = CLEAR.withRtsBytes(0);
    /// A preamble of 44 µs and 1554 bytes.
    private static final long DATA = 44_000 + 159_384;
    private static final long SIFS = 16_000;
    private static final long ACKNOWLEDGEMENT = 32_000;
    /// 20 and 14 bytes in 8 and 6 symbols of 4 µs after a preamble of 20.
    private static final long RTS = 52_000;
    private static final long CTS = 44_000;
    private static final long ASKED = RTS + SIFS + CTS + SIFS;
    private static final long EXCHANGE = DATA + SIFS + ACKNOWLEDGEMENT;

    private final Network network = new Network(new Engine(3));
    private final RecordingDevice router = new RecordingDevice(network, "router:wlan0");
    private final RecordingDevice laptop = new RecordingDevice(network, "laptop:wlan0");
    private final RecordingDevice phone = new RecordingDevice(network, "phone:wlan0");
    private final WifiCell cell = new WifiCell(network, "wifi", CLEAR);

    HiddenStationsTest() {
        cell.accessPoint(router.port);
        cell.join(laptop.port);
        cell.join(phone.port);
        cell.hidden(laptop.port, phone.port, true);
    }

    private void send(RecordingDevice station, int number) {
        station.sendTo(router.port.mac().bits(), 1514, number);
    }

    private void run(long nanos) {
        network.engine().runUntil(network.engine().now() + nanos);
    }

    @AfterEach
    void nothingLeaks() {
        run(1000 * SECOND);
        assertThat(network.packets().lent()).isZero();
    }

    @Nested
    class WithoutRts {
        @Test
        void twoThatBeginWhileTheOtherSendsAreBothLostOnceAndTriedAgain() {
            send(laptop, 1);
            run(DATA - 1);
            send(phone, 2);
            run(SIFS + ACKNOWLEDGEMENT + 1);
            assertThat(cell.statistics()).isEqualTo(new WifiStatistics(2, 2, 0));
            assertThat(router.arrivals).isEmpty();
            run(SECOND);
            assertThat(router.numbers()).containsExactlyInAnyOrder(1, 2);
        }

        @Test
        void theAcknowledgementSilencesTheHiddenOne() {
            send(laptop, 1);
            run(DATA + SIFS + 1);
            send(phone, 2);
            run(SECOND);
            assertThat(cell.statistics()).isEqualTo(new WifiStatistics(2, 0, 0));
            assertThat(router.numbers()).containsExactly(1, 2);
            assertThat(router.times().get(1) - router.times().getFirst())
                    .isGreaterThanOrEqualTo(DIFS + EXCHANGE);
        }

        @Test
        void whoBeginsRightBeforeTheAcknowledgementIsNotHeardAndDoesNoHarm() {
            send(laptop, 1);
            run(DATA + 1);
            send(phone, 2);
            run(SECOND);
            assertThat(cell.statistics()).isEqualTo(new WifiStatistics(3, 1, 0));
            assertThat(router.numbers()).containsExactly(1, 2);
            assertThat(router.times().getFirst()).isEqualTo(EXCHANGE);
        }

        @Test
        void theAccessPointsFramesAreHeardByBoth() {
            router.sendTo(laptop.port.mac().bits(), 1514, 1);
            run(10_000);
            send(phone, 2);
            run(SECOND);
            assertThat(cell.statistics()).isEqualTo(new WifiStatistics(2, 0, 0));
            assertThat(laptop.times()).containsExactly(EXCHANGE);
        }

        @Test
        void aStationUnderstandsTheAccessPointWhileAHiddenOneSendsInTheSameSlot() {
            router.sendTo(laptop.port.mac().bits(), 1514, 1);
            phone.sendTo(router.port.mac().bits(), 1000, 2);
            run(EXCHANGE);
            assertThat(laptop.numbers()).containsExactly(1);
            assertThat(cell.statistics()).isEqualTo(new WifiStatistics(2, 1, 0));
            run(SECOND);
            assertThat(router.numbers()).containsExactly(2);
        }

        @Test
        void aFrameToAllIsLostForThoseOnlyWhoHearAnother() {
            router.send(1000, 1);
            send(phone, 2);
            run(SECOND);
            assertThat(laptop.numbers()).containsExactly(1);
            assertThat(phone.numbers()).isEmpty();
            assertThat(network.drops(DropReason.COLLISION)).isEqualTo(1);
        }

        @Test
        void framesThatNeverComeOverAreGivenUpAfterTheirTries() {
            cell.spec(CLEAR.withAggregateFrames(32));
            IntStream.range(0, 2000).forEach(i -> {
                send(laptop, i);
                send(phone, i);
            });
            run(60 * SECOND);
            assertThat(network.drops(DropReason.RADIO_RETRIES)).isPositive()
                    .isEqualTo(4000L - router.arrivals.size()).isEqualTo(router.port.droppedFrames());
        }
    }

    @Nested
    class WithRts {
        @Test
        void askingTakesAnRtsAndACtsMore() {
            cell.spec(ASKING);
            send(laptop, 1);
            run(ASKED + EXCHANGE - 1);
            assertThat(router.arrivals).isEmpty();
            run(1);
            assertThat(router.numbers()).containsExactly(1);
        }

        @ParameterizedTest
        @CsvSource({"1554, 0", "1553, 128000"})
        void onlyFramesBeyondTheThresholdAreAskedFor(int threshold, long more) {
            cell.spec(CLEAR.withRtsBytes(threshold));
            send(laptop, 1);
            run(SECOND);
            assertThat(router.times()).containsExactly(EXCHANGE + more);
        }

        @ParameterizedTest
        @CsvSource({"1554, 1553, 128000, 0", "1553, 1554, 0, 128000"})
        void aRadiosOwnThresholdGoesBeforeTheCells(int cells, int own, long laptopsMore, long phonesMore) {
            cell.rtsBytes(laptop.port, own);
            cell.spec(CLEAR.withRtsBytes(cells));
            send(laptop, 1);
            run(SECOND);
            send(phone, 2);
            run(SECOND);
            assertThat(router.times()).containsExactly(EXCHANGE + laptopsMore,
                    SECOND + EXCHANGE + phonesMore);
            assertThat(cell.rtsBytes(laptop.port)).isEqualTo(own);
            assertThat(cell.rtsBytes(phone.port)).isEqualTo(cells);
        }

        @Test
        void theAccessPointAsksByItsOwnThreshold() {
            cell.rtsBytes(router.port, 0);
            router.sendTo(laptop.port.mac().bits(), 1514, 1);
            run(SECOND);
            assertThat(laptop.times()).containsExactly(ASKED + EXCHANGE);
        }

        @ParameterizedTest
        @ValueSource(longs = {RTS + SIFS + 1, RTS + SIFS + CTS, ASKED + DATA / 2})
        void theCtsSilencesTheHiddenOneToTheEndOfTheExchange(long after) {
            cell.spec(ASKING);
            send(laptop, 1);
            run(after);
            send(phone, 2);
            run(SECOND);
            assertThat(cell.statistics()).isEqualTo(new WifiStatistics(2, 0, 0));
            assertThat(router.numbers()).containsExactly(1, 2);
            assertThat(router.times().get(1) - router.times().getFirst())
                    .isGreaterThanOrEqualTo(DIFS + ASKED + EXCHANGE);
        }

        @Test
        void questionsThatOverlapAreBothInVain() {
            cell.spec(ASKING);
            send(laptop, 1);
            run(RTS - 1);
            send(phone, 2);
            run(RTS + SIFS + CTS - 1);
            assertThat(cell.statistics()).isEqualTo(new WifiStatistics(2, 2, 0));
            run(SECOND);
            assertThat(router.numbers()).containsExactlyInAnyOrder(1, 2);
        }

        @Test
        void whoBeginsBetweenQuestionAndAnswerSpoilsTheDataIfItGoesOnIntoThem() {
            cell.spec(CLEAR.withRtsBytes(1553));
            send(laptop, 1);
            run(RTS + 1);
            phone.sendTo(router.port.mac().bits(), 1500, 2);
            run(ASKED + EXCHANGE);
            assertThat(cell.statistics().collided()).isEqualTo(2);
            assertThat(router.arrivals).isEmpty();
            run(SECOND);
            assertThat(router.numbers()).containsExactlyInAnyOrder(1, 2);
        }

        @Test
        void aShortFrameBetweenQuestionAndAnswerHarmsNobodyElse() {
            cell.spec(ASKING);
            send(laptop, 1);
            run(RTS + 1);
            send(phone, 2);
            run(ASKED + EXCHANGE);
            assertThat(router.times()).containsExactly(ASKED + EXCHANGE);
            assertThat(cell.statistics().collided()).isEqualTo(1);
        }

        @Test
        void framesToAllAreNotAskedFor() {
            cell.spec(ASKING);
            router.send(100, 1);
            run(SECOND);
            assertThat(laptop.times()).containsExactly(206_666L);
        }
    }

    /// Both always have something to send, in goes of so many frames. What comes over is compared with [HiddenPair].
    @Nested
    class Saturated {
        private static final int SECONDS = 4;

        private double perSecond(WifiSpec spec, boolean hidden) {
            cell.spec(spec);
            cell.hidden(laptop.port, phone.port, hidden);
            IntStream.range(0, 30_000).forEach(i -> {
                send(laptop, i);
                send(phone, i);
            });
            run(SECONDS * SECOND);
            double arrived = (double) router.arrivals.size() / SECONDS;
            cell.up(false);
            cell.up(true);
            router.arrivals.clear();
            return arrived;
        }

        private static int data(int frames) {
            return (int) Math.round(44 + frames * 1554 * 8 / 78.0);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 4, 16})
        void twoHiddenOnesGetWhatAnIndependentReckoningSays(int frames) {
            int all = data(frames) + 48;
            double reckoned = frames * new HiddenPair(data(frames), all, all).perSecond(40);
            assertThat(perSecond(CLEAR.withAggregateFrames(frames), true)).isCloseTo(reckoned,
                    within(0.06 * reckoned));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 4, 16})
        void andSoDoTheyWithRts(int frames) {
            double reckoned = frames
                    * new HiddenPair(52, 52 + 16 + 44 + 16 + data(frames) + 48, 52 + 16 + 44).perSecond(40);
            assertThat(perSecond(ASKING.withAggregateFrames(frames), true)).isCloseTo(reckoned,
                    within(0.06 * reckoned));
        }

        @Test
        void hiddenStationsLoseMostAndRtsGivesMostOfItBack() {
            double hearing = perSecond(CLEAR.withAggregateFrames(16), false);
            assertThat(perSecond(CLEAR.withAggregateFrames(16), true)).isLessThan(hearing / 5);
            assertThat(perSecond(ASKING.withAggregateFrames(16), true)).isGreaterThan(0.95 * hearing);
            // Short goes lose less, and pay more for asking.
            assertThat(perSecond(CLEAR, true)).isGreaterThan(perSecond(ASKING, true));
        }
    }

    @Nested
    class Declaring {
        @Test
        void stationsAreHiddenFromEachOtherUntilToldOtherwise() {
            assertThat(cell.isHidden(phone.port, laptop.port)).isTrue();
            cell.hidden(phone.port, laptop.port, false);
            assertThat(cell.isHidden(laptop.port, phone.port)).isFalse();
            send(laptop, 1);
            run(DATA / 2);
            send(phone, 2);
            run(SECOND);
            assertThat(cell.statistics()).isEqualTo(new WifiStatistics(2, 0, 0));
        }

        @Test
        void aStationThatComesBackIsHeardByAll() {
            cell.leave(phone.port);
            cell.join(phone.port);
            assertThat(cell.isHidden(laptop.port, phone.port)).isFalse();
        }

        @Test
        void leavingInMidAirLeavesTheOtherAlone() {
            send(laptop, 1);
            run(DATA / 2);
            send(phone, 2);
            run(1000);
            cell.leave(phone.port);
            run(SECOND);
            assertThat(router.numbers()).containsExactly(1);
            assertThat(network.drops(DropReason.RADIO_OFF)).isEqualTo(1);
        }

        @Test
        void nobodyIsHiddenFromTheAccessPointOrItself() {
            for (var other : List.of(router, laptop)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> cell.hidden(laptop.port, other.port, true))
                        .withMessage("two stations can be hidden from each other, not laptop:wlan0 and "
                                + other.port);
            }
            assertThatIllegalArgumentException().isThrownBy(() -> CLEAR.withRtsBytes(-1))
                    .withMessage("an RTS threshold is 0 bytes or more, not -1 bytes");
            assertThatIllegalArgumentException().isThrownBy(() -> cell.rtsBytes(laptop.port, -1))
                    .withMessage("an RTS threshold is 0 bytes or more, not -1 bytes");
        }
    }
}
