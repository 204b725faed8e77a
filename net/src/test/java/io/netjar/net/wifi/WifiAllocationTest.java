package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.testkit.Allocation;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Packet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WifiAllocationTest {
    private static final int TURNS = 50_000;

    private final Network network = new Network(new Engine(1));
    private final Port router = new Port(network, "router:wlan0", this::sendBack);
    private final Port laptop = new Port(network, "laptop:wlan0", this::sendBack);
    private final Port phone = new Port(network, "phone:wlan0", this::sendBack);

    /// So many are under way: who gets one adds another, if some were dropped.
    private int frames;

    private void sendBack(Port port, Packet frame) {
        long other = port == router
                ? EthernetView.source(frame.bytes(), frame.offset())
                : router.mac().bits();
        EthernetView.write(frame.bytes(), frame.offset(), other, port.mac().bits(), EthernetView.TYPE_IPV4);
        port.send(frame);
        if (network.packets().lent() < frames) {
            sendBack(laptop, network.packets().take(1000));
        }
    }

    private void turns() {
        long end = network.engine().fired() + TURNS;
        network.engine().runUntil(() -> network.engine().fired() >= end, Engine.NEVER);
    }

    private void circulate(WifiCell cell) {
        cell.accessPoint(router);
        cell.join(laptop);
        frames = 16;
        sendBack(laptop, network.packets().take(1000));
    }

    @Test
    void allocatesNothingPerFrame() {
        circulate(new WifiCell(network, "wifi", WifiSpec.good().withInterference(0.05)));
        assertThat(Allocation.ofWarmed(this::turns, TURNS)).isLessThan(TURNS);
        assertThat(network.packets().lent()).isEqualTo(16);
    }

    @Test
    void allocatesNothingWhereStationsAreHiddenAndAsk() {
        var cell = new WifiCell(network, "wifi", WifiSpec.good().withRtsBytes(500));
        circulate(cell);
        cell.join(phone);
        cell.hidden(laptop, phone, true);
        for (int i = 0; i < 8; i++) {
            sendBack(phone, network.packets().take(200));
        }
        assertThat(Allocation.ofWarmed(this::turns, TURNS)).isLessThan(TURNS);
        assertThat(cell.statistics().collided()).isPositive();
    }

    /// A microsecond is less than any frame waits, so that the law drops without end.
    @ParameterizedTest
    @MethodSource("disciplines")
    void allocatesNothingWhereALawChooses(QueueDiscipline discipline) {
        circulate(new WifiCell(network, "wifi", WifiSpec.good().withInterference(0.05).withAggregateFrames(2)
                .withQueue(discipline)));
        assertThat(Allocation.ofWarmed(this::turns, TURNS)).isLessThan(TURNS);
        assertThat(network.drops(DropReason.CODEL)).isGreaterThan(1000);
    }

    static List<QueueDiscipline> disciplines() {
        Duration shortest = Duration.ofNanos(1000);
        return List.of(CoDel.usual().withTimes(shortest, shortest),
                FqCoDel.usual().withTimes(shortest, shortest));
    }
}
