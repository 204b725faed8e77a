package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.modem.Modem;
import io.netjar.net.wifi.WifiCell;
import io.netjar.net.wifi.WifiSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarrierTest {
    private final Network network = new Network(new Engine(1));
    private final RecordingDevice left = new RecordingDevice(network, "left");
    private final RecordingDevice right = new RecordingDevice(network, "right");
    private final List<String> heard = new ArrayList<>();

    private void listen(Port... ports) {
        for (Port port : ports) {
            port.onCarrier((at, found) -> heard.add(at + (found ? " found" : " lost")));
        }
    }

    private Link cable(Port a, Port b) {
        return new Link(network, a + " to " + b, a, b, LinkSpec.ethernet());
    }

    @Test
    void aPortHasACarrierOnceItIsPluggedIn() {
        listen(left.port);
        assertThat(left.port.hasCarrier()).isFalse();
        cable(left.port, right.port);
        assertThat(left.port.hasCarrier()).isTrue();
        assertThat(heard).containsExactly("left found");
    }

    @Test
    void bothEndsHearOnceThatACableWasPulledAndPluggedInAgain() {
        Link cable = cable(left.port, right.port);
        listen(left.port, right.port);
        cable.up(false);
        cable.up(false);
        assertThat(heard).containsExactly("left lost", "right lost");
        assertThat(right.port.hasCarrier()).isFalse();
        heard.clear();
        cable.up(true);
        assertThat(heard).containsExactly("left found", "right found");
    }

    @Test
    void aPortThatMovedHearsNoMoreOfItsOldCable() {
        Link old = cable(left.port, right.port);
        var third = new RecordingDevice(network, "third");
        listen(left.port);
        cable(left.port, third.port);
        assertThat(heard).containsExactly("left lost", "left found");
        old.up(false);
        assertThat(heard).hasSize(2);
        assertThat(left.port.hasCarrier()).isTrue();
    }

    @Test
    void aModemThatIsSwitchedOffTakesTheCarrierFromBothItsNeighbours() {
        var modem = new Modem(network, "modem");
        Link cable = cable(left.port, modem.lan());
        cable(modem.line(), right.port);
        listen(left.port, right.port);
        modem.on(false);
        assertThat(heard).containsExactly("left lost", "right lost");
        cable.up(false);
        cable.up(true);
        assertThat(left.port.hasCarrier()).as("a whole cable to a dead modem").isFalse();
        modem.on(true);
        assertThat(heard).containsExactly("left lost", "right lost", "left found", "right found");
    }

    @Test
    void stationsSeeWhetherTheRadioIsOnAndWhetherTheyAreInTheCell() {
        var cell = new WifiCell(network, "cell", WifiSpec.good());
        cell.accessPoint(right.port);
        cell.join(left.port);
        listen(left.port, right.port);
        cell.up(false);
        cell.up(true);
        cell.leave(left.port);
        assertThat(heard).containsExactly("right lost", "left lost", "right found", "left found",
                "left lost");
        cell.join(left.port);
        assertThat(left.port.hasCarrier()).isTrue();
    }

    @Test
    void aSwitchForgetsWhoWasBehindAPortThatLostItsCarrier() {
        var bridge = new Switch(network, "switch");
        Link first = cable(left.port, bridge.newPort());
        cable(right.port, bridge.newPort());
        var third = new RecordingDevice(network, "third");
        cable(third.port, bridge.newPort());
        left.send(100, 0);
        network.engine().runUntil(1_000_000);
        right.sendTo(left.port.mac().bits(), 100, 1);
        network.engine().runUntil(2_000_000);
        assertThat(third.numbers()).containsExactly(0);
        first.up(false);
        first.up(true);
        right.sendTo(left.port.mac().bits(), 100, 2);
        network.engine().runUntil(3_000_000);
        assertThat(third.numbers()).as("flooded").containsExactly(0, 2);
    }
}
