package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netjar.engine.Engine;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.Network;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.RecordingDevice;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WifiCellTest extends CellOfThree {
    /// Air without errors and neighbours, frames one by one.
    private static final WifiSpec CLEAR = WifiSpec.good().withSignal(Signal.of(-51.5)).withInterference(0)
            .withBusyShare(0).withAggregateFrames(1);
    /// 1014 bytes are 1054 on the air, 14.413 µs at 585 Mbit/s; preamble 44, SIFS and block ack 48 µs.
    private static final long AIRTIME = 106_413;

    private static long mac(RecordingDevice device) {
        return device.port.mac().bits();
    }

    @Nested
    class Air {
        @Test
        void aFrameOnAnIdleChannelTakesItsAirtime() {
            cell(CLEAR);
            laptop.sendTo(mac(router), 1014, 1);
            run(AIRTIME - 1);
            assertThat(router.arrivals).isEmpty();
            run(1);
            assertThat(router.numbers()).containsExactly(1);
        }

        @Test
        void theNextFrameWaitsForDifsAndUpToFifteenSlots() {
            cell(CLEAR);
            IntStream.range(0, 200).forEach(i -> laptop.sendTo(mac(router), 1014, i));
            run(SECOND);
            List<Long> gaps = IntStream.range(1, 200)
                    .mapToObj(i -> router.times().get(i) - router.times().get(i - 1) - AIRTIME - 34_000)
                    .toList();
            assertThat(gaps).contains(0L, 9_000L, 15 * 9_000L)
                    .allMatch(gap -> gap >= 0 && gap <= 15 * 9_000 && gap % 9_000 == 0);
        }

        @Test
        void aFrameToAStationComesToThatStationOnly() {
            cell(CLEAR);
            router.sendTo(mac(phone), 1014, 1);
            run(AIRTIME);
            assertThat(phone.numbers()).containsExactly(1);
            assertThat(laptop.numbers()).isEmpty();
        }

        @Test
        void aFrameFromStationToStationTakesTwoTurns() {
            cell(CLEAR);
            laptop.sendTo(mac(phone), 1014, 1);
            run(2 * AIRTIME + 34_000 - 1);
            assertThat(phone.arrivals).isEmpty();
            run(1 + 15 * 9_000);
            assertThat(phone.numbers()).containsExactly(1);
            assertThat(router.arrivals).isEmpty();
        }

        @Test
        void aBroadcastGoesToAllStationsOnceAtTheBasicRate() {
            cell(CLEAR);
            router.send(100, 1);
            // 140 bytes at 6 Mbit/s and a preamble of 20 µs.
            run(206_666);
            assertThat(laptop.times()).containsExactly(206_666L);
            assertThat(phone.times()).containsExactly(206_666L);
        }

        @Test
        void aStationsBroadcastComesBackToAllButItself() {
            cell(CLEAR);
            laptop.send(100, 1);
            run(SECOND);
            assertThat(List.of(router.numbers(), phone.numbers(), laptop.numbers()))
                    .containsExactly(List.of(1), List.of(1), List.of());
        }

        @Test
        void onlyOneRadioIsOnTheAirAtATime() {
            cell(CLEAR);
            laptop.sendTo(mac(router), 1014, 1);
            run(10);
            router.sendTo(mac(laptop), 1014, 2);
            run(2 * AIRTIME + 34_000 - 1);
            assertThat(laptop.arrivals.size() + router.arrivals.size()).isEqualTo(1);
        }

        @Test
        void neighboursTakeTheirShareOfTheChannel() {
            long alone = timeFor(CLEAR);
            // Half of the airtime only: what waits for the backoff waits alike.
            assertThat(timeFor(CLEAR.withBusyShare(0.5)))
                    .isBetween(alone + 80 * AIRTIME, alone + 120 * AIRTIME);
        }

        private long timeFor(WifiSpec spec) {
            var busy = new Network(new Engine(3));
            var sender = new RecordingDevice(busy, "sender");
            var receiver = new RecordingDevice(busy, "receiver");
            var cell = new WifiCell(busy, "wifi", spec);
            cell.accessPoint(receiver.port);
            cell.join(sender.port);
            IntStream.range(0, 100).forEach(i -> sender.sendTo(mac(receiver), 1014, i));
            busy.engine().runUntil(SECOND);
            return receiver.times().get(99);
        }
    }

    @Nested
    class Errors {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 32})
        void framesAreRepeatedAndArriveInOrder(int aggregate) {
            cell(CLEAR.withInterference(0.1).withAggregateFrames(aggregate));
            IntStream.range(0, 150).forEach(i -> laptop.sendTo(mac(router), 1014, i));
            run(SECOND);
            assertThat(router.numbers()).isEqualTo(upTo(150));
        }

        @Test
        void givesAFrameUpAfterSevenTries() {
            cell(CLEAR.withInterference(0.7));
            IntStream.range(0, 250).forEach(i -> laptop.sendTo(mac(router), 1014, i));
            run(10 * SECOND);
            // 0.7^7 = 0.082 of 250 frames: 20.6, with a standard deviation of 4.3.
            assertThat(network.drops(DropReason.RADIO_RETRIES)).isBetween(8L, 34L)
                    .isEqualTo(250L - router.arrivals.size());
            assertThat(router.numbers()).isSorted();
            assertThat(router.port.droppedFrames()).isEqualTo(network.drops(DropReason.RADIO_RETRIES));
        }

        @Test
        void aBroadcastIsNotRepeated() {
            cell(CLEAR.withInterference(0.5));
            IntStream.range(0, 100).forEach(i -> router.send(100, i));
            run(SECOND);
            assertThat(network.drops(DropReason.LOST_ON_LINK)).isBetween(70L, 130L)
                    .isEqualTo(200L - laptop.arrivals.size() - phone.arrivals.size());
        }
    }

    @Nested
    class Limits {
        @Test
        void dropsTheFrameThatFitsNoMoreIntoTheQueue() {
            cell(CLEAR.withQueue(new DropTail(QueueLimit.bytes(3000))));
            laptop.sendTo(mac(router), 1500, 1);
            laptop.sendTo(mac(router), 1500, 2);
            laptop.sendTo(mac(router), 60, 3);
            assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
            run(SECOND);
            assertThat(router.numbers()).containsExactly(1, 2);
        }

        @Test
        void carriesTheLongestFrameAndNoneLonger() {
            cell(CLEAR);
            laptop.sendTo(mac(router), 2310, 1);
            laptop.sendTo(mac(router), 2311, 2);
            assertThat(network.drops(DropReason.TOO_LONG)).isEqualTo(1);
            laptop.port.send(network.packets().take(13));
            assertThat(network.drops(DropReason.MALFORMED)).isEqualTo(1);
            run(SECOND);
            assertThat(router.numbers()).containsExactly(1);
        }

        @Test
        void aggregationMakesAGoodCellFast() {
            cell(WifiSpec.good());
            IntStream.range(0, 170).forEach(i -> router.sendTo(mac(laptop), 1514, i));
            run(SECOND);
            long bits = 170L * 1514 * 8;
            assertThat(bits * SECOND / laptop.times().get(169)).isBetween(250_000_000L, 500_000_000L);
        }

        @Test
        void dropsAFrameForAStationThatIsNotThere() {
            cell(CLEAR);
            router.sendTo(0x024e_7777_7777L, 100, 1);
            assertThat(network.drops(DropReason.NOT_FOR_ME)).isEqualTo(1);
        }
    }

    @Nested
    class Coming {
        @Test
        void aStationThatLeftNeitherHearsNorIsHeard() {
            WifiCell cell = cell(CLEAR);
            router.sendTo(mac(laptop), 1014, 1);
            laptop.sendTo(mac(router), 1014, 2);
            cell.leave(laptop.port);
            phone.sendTo(mac(router), 1014, 3);
            run(SECOND);
            laptop.sendTo(mac(router), 1014, 4);
            assertThat(network.drops(DropReason.RADIO_OFF)).isEqualTo(3);
            assertThat(laptop.arrivals).isEmpty();
            assertThat(router.numbers()).containsExactly(3);
            cell.join(laptop.port);
            laptop.sendTo(mac(router), 1014, 5);
            run(SECOND);
            assertThat(router.numbers()).containsExactly(3, 5);
            assertThatIllegalStateException().isThrownBy(() -> cell.join(laptop.port))
                    .withMessage("laptop:wlan0 is in the Wi-Fi cell wifi already");
        }

        @Test
        void switchingTheRadioOffDropsWhatIsQueued() {
            WifiCell cell = cell(CLEAR);
            laptop.sendTo(mac(router), 1014, 1);
            laptop.sendTo(mac(router), 1014, 2);
            cell.up(false);
            laptop.sendTo(mac(router), 1014, 3);
            run(SECOND);
            assertThat(network.drops(DropReason.RADIO_OFF)).isEqualTo(3);
            cell.up(true);
            laptop.sendTo(mac(router), 1014, 4);
            run(SECOND);
            assertThat(router.numbers()).containsExactly(4);
        }

        @Test
        void thereIsOneAccessPoint() {
            WifiCell cell = cell(CLEAR);
            assertThatIllegalStateException().isThrownBy(() -> cell.accessPoint(phone.port))
                    .withMessage("the Wi-Fi cell wifi has an access point: router:wlan0");
        }
    }

    @Test
    void specsSayWhatIsWrongInWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> CLEAR.withInterference(1))
                .withMessage("a Wi-Fi's interference is a share from 0 to below 1, not 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> CLEAR.withAggregateFrames(65));
        assertThatIllegalArgumentException().isThrownBy(() -> CLEAR.withBusyShare(1));
        assertThatIllegalArgumentException().isThrownBy(() -> CLEAR.withChannel(30, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLEAR.withQueue(new DropTail(QueueLimit.bytes(1513))));
        assertThat(List.of(WifiSpec.good(), WifiSpec.crowded(), WifiSpec.weak(), WifiSpec.far()))
                .extracting(WifiSpec::bitsPerSecond).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }
}
