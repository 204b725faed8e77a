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

    private void sendBack(Port port, Packet frame) {
        Port other = port == router ? laptop : router;
        EthernetView.write(frame.bytes(), frame.offset(), other.mac().bits(), port.mac().bits(),
                EthernetView.TYPE_IPV4);
        port.send(frame);
    }

    private void turns() {
        long end = network.engine().fired() + TURNS;
        network.engine().runUntil(() -> network.engine().fired() >= end, Engine.NEVER);
    }

    @Test
    void allocatesNothingPerFrame() {
        var cell = new WifiCell(network, "wifi", WifiSpec.good().withInterference(0.05));
        cell.accessPoint(router);
        cell.join(laptop);
        for (int i = 0; i < 16; i++) {
            sendBack(laptop, network.packets().take(1000));
        }
        assertThat(Allocation.ofWarmed(this::turns, TURNS)).isLessThan(TURNS);
        assertThat(network.packets().lent()).isEqualTo(16);
    }
}
