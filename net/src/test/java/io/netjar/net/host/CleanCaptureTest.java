package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netjar.net.link.Capture;
import io.netjar.net.udp.UdpSocket;
import io.netjar.testkit.Tshark;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanCaptureTest {
    private final Road road = new Road(3);

    @Test
    void wiresharkFindsNothingOddInProbesErrorsAndFragments() throws IOException {
        assumeTrue(Tshark.isInstalled());
        var bytes = new ByteArrayOutputStream();
        Capture capture = Capture.of(road.network, bytes);
        road.mtu(2, 1000);
        UdpSocket socket = road.alice.udp().bind(0, (on, from, data, offset, length) -> {
        });
        for (int length : new int[]{0, 1400, 1400, 5000}) {
            socket.send(new Endpoint(road.bobsAddress(), 7), new byte[length], 0, length);
            road.run(Duration.ofSeconds(1));
        }
        new Ping(road.alice, IpAddress.of("10.0.3.77"), (ping, result) -> {
        }).start(2);
        road.run(Duration.ofSeconds(20));
        capture.flush();
        List<String> protocols = Tshark.fields(bytes.toByteArray(), "frame.protocols");
        assertThat(protocols).hasSizeGreaterThan(50).anyMatch(line -> line.contains("icmp"));
        assertThat(Tshark.complaints(bytes.toByteArray())).isEmpty();
    }
}
