package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.udp.UdpSocket;
import io.netjar.testkit.Allocation;
import io.netjar.wire.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForwardingAllocationTest {
    private static final int DATAGRAMS = 30_000;

    private final Road road = new Road(3);
    private long received;
    private int sent = 1;

    @Test
    void sendingForwardingAndReceivingDatagramsAllocatesNothing() {
        road.bob.udp().bind(7, (socket, from, data, offset, length) -> received += length);
        UdpSocket socket = road.alice.udp().bind(1000,
                (on, from, data, offset, length) -> received += length);
        Endpoint to = new Endpoint(road.bobsAddress(), 7);
        byte[] data = new byte[1000];
        socket.send(to, data, 0, data.length);
        road.run(Duration.ofSeconds(1));
        assertThat(Allocation.ofWarmed(() -> send(socket, to, data), DATAGRAMS)).isLessThan(DATAGRAMS);
        assertThat(received).isEqualTo((long) sent * data.length);
    }

    private void send(UdpSocket socket, Endpoint to, byte[] data) {
        for (int i = 0; i < DATAGRAMS; i++) {
            socket.send(to, data, 0, data.length);
            sent++;
            road.network.engine().runUntil(road.network.engine().now() + 100_000);
        }
        road.network.engine().runUntil(road.network.engine().now() + 100_000_000);
    }
}
