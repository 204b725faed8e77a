package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netjar.engine.Engine;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.Network;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.RecordingDevice;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several radios that always have something to send.
class ContentionTest {
    private static final long SECOND = 1_000_000_000;
    private static final long SLOT = 9_000;
    private static final long DIFS = 34_000;
    private static final WifiSpec CLEAR = WifiSpec.good().withSignal(Signal.of(-51.5)).withInterference(0)
            .withBusyShare(0).withAggregateFrames(1).withQueue(new DropTail(QueueLimit.bytes(3_000_000)));

    private final Network network = new Network(new Engine(5));
    private final RecordingDevice router = new RecordingDevice(network, "router:wlan0");
    private final List<RecordingDevice> stations = new ArrayList<>();
    private final WifiCell cell = new WifiCell(network, "wifi", CLEAR);

    ContentionTest() {
        cell.accessPoint(router.port);
    }

    private RecordingDevice join(Signal signal) {
        var station = new RecordingDevice(network, "station" + stations.size());
        stations.add(station);
        cell.join(station.port, signal);
        return station;
    }

    /// Sends full frames that carry `number`.
    private void send(RecordingDevice station, int frames, int number) {
        IntStream.range(0, frames).forEach(_ -> station.sendTo(router.port.mac().bits(), 1514, number));
    }

    private long received(int number) {
        return router.numbers().stream().filter(of -> of == number).count();
    }

    private void run(long nanos) {
        network.engine().runUntil(network.engine().now() + nanos);
    }

    /// G. Bianchi: "Performance analysis of the IEEE 802.11 distributed coordination function", IEEE JSAC 18, 2000, eqns. 7 and
    /// 9: how likely a transmission of one of n saturated stations collides, with a window of 16 that doubles six times.
    private static double bianchi(int n) {
        double low = 0;
        double high = 0.999;
        for (int i = 0; i < 60; i++) {
            double p = (low + high) / 2;
            double tau = 2 * (1 - 2 * p) / ((1 - 2 * p) * 17 + p * 16 * (1 - Math.pow(2 * p, 6)));
            if (1 - Math.pow(1 - tau, n - 1) > p) {
                low = p;
            } else {
                high = p;
            }
        }
        return low;
    }

    @ParameterizedTest
    @CsvSource({"2", "5", "10", "20"})
    void collideAsOftenAsBianchiReckons(int radios) {
        for (int i = 0; i < radios; i++) {
            send(join(Signal.of(-51.5)), 1900, i);
        }
        run(SECOND / 2);
        WifiStatistics statistics = cell.statistics();
        double share = (double) statistics.collided() / statistics.transmissions();
        assertThat(share).isCloseTo(bianchi(radios), within(0.15 * bianchi(radios)));
        run(100 * SECOND);
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void aLoneRadioNeverCollides() {
        send(join(Signal.of(-51.5)), 1000, 1);
        run(10 * SECOND);
        assertThat(cell.statistics()).isEqualTo(new WifiStatistics(1000, 0, 0));
        assertThat(received(1)).isEqualTo(1000);
    }

    @Test
    void allGetTheChannelEquallyOften() {
        for (int i = 0; i < 4; i++) {
            send(join(Signal.of(-51.5)), 1900, i);
        }
        run(SECOND);
        long all = router.arrivals.size();
        assertThat(all).isGreaterThan(3000);
        for (int i = 0; i < 4; i++) {
            assertThat((double) received(i) / all).isCloseTo(0.25, within(0.03));
        }
        run(100 * SECOND);
    }

    @Test
    void oneFarStationSlowsAllDown() {
        RecordingDevice near = join(Signal.of(-51.5));
        send(near, 1900, 0);
        run(SECOND / 4);
        long alone = received(0);
        send(join(Signal.of(-82)), 1900, 1);
        run(SECOND / 4);
        long together = received(0) - alone;
        // The far one's frame takes 2 ms at 6.5 Mbit/s, the near one's 0.2 ms with all its waits.
        assertThat(together).isLessThan(alone / 8);
        assertThat((double) received(1) / together).isCloseTo(1, within(0.15));
        run(100 * SECOND);
    }

    @Test
    void theWindowDoublesWithEachFailureAndIsResetWhenAFrameIsGivenUp() {
        // Nothing comes over: -110 dBm. The gaps between tries are the airtime, DIFS and the slots drawn.
        send(join(Signal.of(-110)), 400, 1);
        run(1000 * SECOND);
        assertThat(network.drops(DropReason.RADIO_RETRIES)).isEqualTo(400);
        assertThat(cell.statistics().transmissions()).isEqualTo(2800);
        long airtime = Airtime.overhead(false) + Airtime.frame(1514, 6_000_000);
        long waited = network.engine().now() - 1000 * SECOND;
        assertThat(waited).isZero();
        long last = lastDrop - 2800 * (airtime + DIFS);
        // Mean windows of 15, 31, 63, 127, 255, 511 and 1023 slots, halved: 1012.5 slots a frame; a standard deviation of
        // some 345 a frame, 17 for the mean of 400.
        assertThat(last / 400.0 / SLOT).isCloseTo(1012.5, within(60.0));
    }

    private long lastDrop;

    {
        network.observe(new Observer() {
            @Override
            public void sent(Port port, Packet frame) {}

            @Override
            public void received(Port port, Packet frame) {}

            @Override
            public void dropped(Port port, Packet packet, DropReason reason) {
                lastDrop = network.engine().now();
            }
        });
    }

    @Test
    void framesToAllAreLostForGoodWhenTheyCollide() {
        for (int i = 0; i < 3; i++) {
            RecordingDevice station = join(Signal.of(-51.5));
            send(station, 600, i);
        }
        IntStream.range(0, 300).forEach(i -> router.send(100, i));
        run(60 * SECOND);
        long lost = network.drops(DropReason.COLLISION);
        assertThat(lost).isPositive().isLessThan(450);
        assertThat(lost % 3).isZero();
        assertThat(stations.stream().mapToInt(station -> station.arrivals.size()).sum())
                .isEqualTo(900 - (int) lost);
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void aSignalThatChangesCountsFromTheNextTransmissionOn() {
        RecordingDevice station = join(Signal.of(-51.5));
        assertThat(cell.bitsPerSecond(station.port)).isEqualTo(585_000_000);
        send(station, 10, 1);
        run(1000);
        cell.signal(station.port, Signal.of(-82));
        assertThat(cell.bitsPerSecond(station.port)).isEqualTo(6_500_000);
        run(SECOND);
        assertThat(received(1)).isEqualTo(10);
        assertThat(router.times().getFirst()).isLessThan(200_000);
        assertThat(router.times().get(1) - router.times().getFirst()).isGreaterThan(1_900_000);
        cell.spec(CLEAR.withSignal(Signal.of(-60)));
        assertThat(cell.bitsPerSecond(station.port)).isEqualTo(6_500_000);
    }

    @Test
    void anotherStationDoesNotChangeTheOthersLuckOnTheAir() {
        assertThat(lossesOfTheFirst(1)).isEqualTo(lossesOfTheFirst(2)).isNotEmpty();
    }

    private static List<Integer> lossesOfTheFirst(int radios) {
        var other = new Network(new Engine(8));
        var access = new RecordingDevice(other, "router");
        var wifi = new WifiCell(other, "wifi", CLEAR.withInterference(0.9));
        wifi.accessPoint(access.port);
        List<RecordingDevice> devices = IntStream.range(0, radios)
                .mapToObj(i -> new RecordingDevice(other, "device" + i)).toList();
        devices.forEach(device -> wifi.join(device.port));
        IntStream.range(0, 200).forEach(i -> devices.getFirst().sendTo(access.port.mac().bits(), 500, i));
        other.engine().runUntil(100 * SECOND);
        return IntStream.range(0, 200).filter(i -> !access.numbers().contains(i)).boxed().toList();
    }
}
