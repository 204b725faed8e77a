package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netjar.engine.Engine;
import io.netjar.testkit.Tshark;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.UdpView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureTest {
    private static final long SECOND = 1_000_000_000;
    /// 1 Mbit/s: a frame of 101 bytes takes 1 ms.
    private static final LinkSpec SPEC = LinkSpec.of(1_000_000, Duration.ofMillis(10)).withQueueBytes(1514);

    private final Network network = new Network(new Engine(1));
    private final RecordingDevice left = new RecordingDevice(network, "left:eth0");
    private final RecordingDevice right = new RecordingDevice(network, "right:eth0");
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void run() {
        network.engine().runUntil(network.engine().now() + SECOND);
    }

    private List<String> tshark(String... fields) {
        assumeTrue(Tshark.isInstalled());
        return Tshark.fields(bytes.toByteArray(), fields);
    }

    @Test
    void recordsAFrameWhereItIsSentAndWhereItArrives() throws IOException {
        new Link(network, "cable", left.port, right.port, SPEC);
        try (var _ = Capture.of(network, bytes)) {
            left.send(101, 7);
            run();
        }
        assertThat(tshark("frame.time_epoch", "frame.interface_name", "frame.packet_flags_direction",
                "frame.len",
                "frame.comment")).containsExactly("1767225600.000000000|left:eth0|0x00000002|101|",
                        "1767225600.011000000|right:eth0|0x00000001|101|");
        assertThat(tshark("eth.src", "eth.dst", "eth.type", "data.data").getFirst())
                .startsWith(left.port.mac() + "|ff:ff:ff:ff:ff:ff|0x88b5|00000007");
    }

    @Test
    void saysAtTheSentFrameThatTheQueueWasFull() throws IOException {
        new Link(network, "cable", left.port, right.port, SPEC);
        try (var _ = Capture.of(network, bytes)) {
            left.send(1514, 1);
            left.send(60, 2);
            run();
        }
        assertThat(tshark("frame.interface_name", "frame.len", "frame.comment")).containsExactly(
                "left:eth0|1514|", "left:eth0|60|dropped: queue full", "right:eth0|1514|");
    }

    @Test
    void saysWhereAFrameLostOnTheLinkWouldHaveArrived() throws IOException {
        new Link(network, "cable", left.port, right.port, SPEC.withLoss(1));
        try (var _ = Capture.of(network, bytes)) {
            left.send(101, 1);
            run();
        }
        assertThat(tshark("frame.time_epoch", "frame.interface_name", "frame.comment")).containsExactly(
                "1767225600.000000000|left:eth0|",
                "1767225600.011000000|right:eth0|dropped: lost on the link");
    }

    @Test
    void saysAtTheReceivedFrameThatALayerAboveDroppedIt() throws IOException {
        var answering = new Port(network, "host:eth0", this::answerAndDrop);
        new Link(network, "cable", left.port, answering, SPEC);
        try (var _ = Capture.of(network, bytes)) {
            left.send(101, 1);
            run();
        }
        assertThat(tshark("frame.interface_name", "frame.len", "frame.comment")).containsExactly(
                "left:eth0|101|",
                "host:eth0|101|dropped: port closed", "host:eth0|80|", "left:eth0|80|");
    }

    /// As a host does when nobody listens: answers, then drops the packet without its Ethernet header.
    private void answerAndDrop(Port port, Packet frame) {
        port.send(frame.sibling(80));
        frame.pull(14);
        network.drop(port, frame, DropReason.PORT_CLOSED);
    }

    @Test
    void recordsWhatNeverWasInAFrameFromItsIpHeaderOn() throws IOException {
        try (var _ = Capture.of(network, bytes)) {
            Packet packet = network.packets().take(28);
            Ipv4View.write(packet.bytes(), packet.offset(), 28, 1, 64, Ipv4View.PROTOCOL_UDP, 0x0a00_0001,
                    0x0a00_0002);
            new UdpView(packet.bytes(), packet.offset() + 20).write(9, 9, 8);
            network.drop(left.port, packet, DropReason.NO_ROUTE);
        }
        assertThat(tshark("frame.interface_name", "frame.protocols", "ip.dst", "frame.comment"))
                .containsExactly("left:eth0/ip|raw:ip:udp|10.0.0.2|dropped: no route");
        assertThat(Tshark.complaints(bytes.toByteArray())).isEmpty();
    }

    @Test
    void saysWhereAndWhenAFrameThatWaitedWasDropped() throws IOException {
        new Link(network, "cable", left.port, right.port,
                SPEC.withQueue(CoDel.usual().withTimes(Duration.ofMillis(2), Duration.ofMillis(5))));
        try (var _ = Capture.of(network, bytes)) {
            for (int i = 0; i < 40; i++) {
                left.send(101, i);
            }
            run();
        }
        List<String> records = tshark("frame.interface_name", "frame.packet_flags_direction", "frame.comment",
                "frame.time_epoch");
        assertThat(records).filteredOn(record -> record.contains("dropped"))
                .hasSize((int) network.drops(DropReason.CODEL)).hasSizeGreaterThan(1)
                .first()
                .isEqualTo("left:eth0/queue|0x00000002|dropped: CoDel, waited too long|1767225600.007000000");
    }

    @Test
    void recordsAFrameThatWasQueuedWhenTheCableWasPulledWhereItWouldHaveArrived() throws IOException {
        var cable = new Link(network, "cable", left.port, right.port, SPEC);
        try (var _ = Capture.of(network, bytes)) {
            left.send(101, 1);
            network.engine().runUntil(1000);
            cable.up(false);
            left.send(101, 2);
        }
        assertThat(tshark("frame.interface_name", "frame.comment")).containsExactly("left:eth0|",
                "right:eth0|dropped: link down", "left:eth0|dropped: link down");
    }

    @Test
    void recordsTheChosenPortsOnly() throws IOException {
        new Link(network, "cable", left.port, right.port, SPEC);
        try (var _ = Capture.of(network, bytes, port -> port == right.port)) {
            left.send(101, 1);
            run();
        }
        assertThat(tshark("frame.interface_id", "frame.interface_name")).containsExactly("0|right:eth0");
    }

    @Test
    void forgetsNoFrameOfABusyInstant() throws IOException {
        new Link(network, "cable", left.port, right.port, LinkSpec.ideal());
        Capture capture = Capture.of(network, bytes);
        for (int i = 0; i < 1000; i++) {
            left.send(60 + i % 7, i);
        }
        capture.flush();
        run();
        capture.close();
        left.send(60, 1000);
        run();
        assertThat(tshark("frame.number")).hasSize(2000);
    }

    @Test
    void theSameRunGivesTheSameBytes() throws IOException {
        byte[] once = lossyRun(5);
        assertThat(lossyRun(5)).isEqualTo(once);
        assertThat(lossyRun(6)).isNotEqualTo(once);
    }

    private static byte[] lossyRun(long seed) throws IOException {
        var network = new Network(new Engine(seed));
        var sender = new RecordingDevice(network, "sender:eth0");
        var receiver = new RecordingDevice(network, "receiver:eth0");
        new Link(network, "cable", sender.port, receiver.port, LinkSpec.ethernet().withLoss(0.5));
        var out = new ByteArrayOutputStream();
        try (var _ = Capture.of(network, out)) {
            for (int i = 0; i < 100; i++) {
                sender.send(100, i);
            }
            network.engine().runUntil(SECOND);
        }
        return out.toByteArray();
    }
}
