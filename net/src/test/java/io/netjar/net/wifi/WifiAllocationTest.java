package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.testkit.Allocation;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Packet;
import org.junit.jupiter.api.Test;

class WifiAllocationTest {
    private static final int TURNS = 50_000;

    private final Network network = new Network(new Engine(1));
    private final Port router = new Port(network, "router:wlan0", this::sendBack);
    private final Port laptop = new Port(network, "laptop:wlan0", this::sendBack);
    private final Port phone = new Port(network, "phone:wlan0", this::sendBack);

    private void sendBack(Port port, Packet frame) {
        long other = port == router
                ? EthernetView.source(frame.bytes(), frame.offset())
                : router.mac().bits();
        EthernetView.write(frame.bytes(), frame.offset(), other, port.mac().bits(), EthernetView.TYPE_IPV4);
        port.send(frame);
    }

    private void turns() {
        long end = network.engine().fired() + TURNS;
        network.engine().runUntil(() -> network.engine().fired() >= end, Engine.NEVER);
    }

    private void circulate(WifiCell cell) {
        cell.accessPoint(router);
        cell.join(laptop);
        for (int i = 0; i < 16; i++) {
            sendBack(laptop, network.packets().take(1000));
        }
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
}
