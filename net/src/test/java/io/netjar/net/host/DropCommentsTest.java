package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netjar.net.link.Capture;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.udp.UdpSocket;
import io.netjar.testkit.Tshark;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whatever comes to nothing, in a host, a router or a link, stands in the capture with its reason.
class DropCommentsTest {
    private final Road road = new Road(2);
    private final UdpSocket socket = road.alice.udp().bind(0, (_, _, _, _, _) -> {
    });

    private void send(String to, int port, int length) {
        socket.send(new Endpoint(IpAddress.of(to), port), new byte[length], 0, length);
    }

    private void run(int seconds) {
        road.run(Duration.ofSeconds(seconds));
    }

    @Test
    void everyDropHasARecordWithItsReason() throws IOException {
        assumeTrue(Tshark.isInstalled());
        var bytes = new ByteArrayOutputStream();
        try (var _ = Capture.of(road.network, bytes)) {
            loseInHosts();
            loseOnLinks();
        }
        Map<DropReason, Long> expected = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            if (road.network.drops(reason) > 0) {
                expected.put(reason, road.network.drops(reason));
            }
        }
        assertThat(expected.keySet()).contains(DropReason.NO_ROUTE, DropReason.ARP_FAILED,
                DropReason.ARP_QUEUE_FULL, DropReason.REASSEMBLY_FAILED, DropReason.PORT_CLOSED,
                DropReason.TTL_EXPIRED, DropReason.QUEUE_FULL, DropReason.CODEL, DropReason.LOST_ON_LINK,
                DropReason.LINK_DOWN, DropReason.BAD_CHECKSUM, DropReason.FLOW_TOO_LONG);
        assertThat(comments(bytes.toByteArray())).isEqualTo(expected);
    }

    private void loseInHosts() {
        send("10.0.2.2", 7, 100);
        for (int i = 0; i < 99; i++) {
            send("10.0.2.77", 7, 100);
            send("10.0.0.77", 7, 100);
        }
        send("127.0.0.1", 7, 10);
        run(5);
        road.links.get(1).aToB(road.links.get(1).aToB().withLoss(0.5));
        for (int i = 0; i < 4; i++) {
            send("10.0.2.2", 7, 5000);
        }
        run(60);
        road.routers.getFirst().ip().routes().remove(IpPrefix.DEFAULT_V4);
        send("10.9.9.9", 7, 10);
        new Traceroute(road.alice, IpAddress.of("10.0.1.2"), TracerouteSettings.linux().withProbes(3, 3),
                new Traceroute.Listener() {
                    @Override
                    public void hop(int number, List<Traceroute.Answer> answers) {
                        assertThat(number).isPositive();
                    }

                    @Override
                    public void finished(boolean reached) {
                        assertThat(reached).isTrue();
                    }
                }).start();
        run(10);
        Host lonely = new Host(road.network, "lonely");
        lonely.addInterface("eth0");
        UdpSocket mute = lonely.udp().bind(0, (_, _, _, _, _) -> {
        });
        mute.send(new Endpoint(IpAddress.of("10.0.0.1"), 7), new byte[9], 0, 9);
    }

    private void loseOnLinks() {
        Link link = road.links.getFirst();
        LinkSpec slow = link.aToB().withBitsPerSecond(1_000_000);
        List<LinkSpec> specs = new ArrayList<>(List.of(slow.withQueue(QueueLimit.packets(5)),
                slow.withQueue(FqCoDel.usual()),
                slow.withQueue(FqCoDel.usual().withLimit(QueueLimit.packets(9))),
                slow.withLoss(1), slow.withImpairments(Impairments.none().withCorruption(1))));
        for (LinkSpec spec : specs) {
            link.aToB(spec);
            for (int i = 0; i < 200; i++) {
                send("10.0.0.2", 7, 300);
                road.run(Duration.ofMillis(1));
            }
            run(5);
        }
        link.aToB(slow.withQueue(FqCoDel.usual()));
        send("10.0.0.2", 7, 300);
        send("10.0.0.2", 7, 300);
        road.run(Duration.ofMillis(1));
        link.up(false);
        run(1);
    }

    private static Map<DropReason, Long> comments(byte[] capture) {
        Map<DropReason, Long> found = new EnumMap<>(DropReason.class);
        for (String comment : Tshark.fields(capture, "frame.comment")) {
            for (DropReason reason : DropReason.values()) {
                if (comment.startsWith("dropped") && comment.endsWith(": " + reason.text())) {
                    found.merge(reason, 1L, Long::sum);
                }
            }
        }
        return found;
    }
}
