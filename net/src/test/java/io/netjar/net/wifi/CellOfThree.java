package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.link.Network;
import io.netjar.net.link.RecordingDevice;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/// A router and two stations on one channel. No test may leave a packet behind.
abstract class CellOfThree {
    static final long SECOND = 1_000_000_000;

    final Network network = new Network(new Engine(11));
    final RecordingDevice router = new RecordingDevice(network, "router:wlan0");
    final RecordingDevice laptop = new RecordingDevice(network, "laptop:wlan0");
    final RecordingDevice phone = new RecordingDevice(network, "phone:wlan0");

    WifiCell cell(WifiSpec spec) {
        var cell = new WifiCell(network, "wifi", spec);
        cell.accessPoint(router.port);
        cell.join(laptop.port);
        cell.join(phone.port);
        return cell;
    }

    static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    void run(long nanos) {
        network.engine().runUntil(network.engine().now() + nanos);
    }

    @AfterEach
    void nothingLeaks() {
        run(100 * SECOND);
        assertThat(network.packets().lent()).isZero();
    }
}
