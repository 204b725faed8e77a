package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// TCP over a queue that marks packets rather than drop them: 20 Mbit/s, 20 ms, CoDel.
class EcnRoadTest {
    private static final int BYTES = 10_000_000;

    /// Sends so many bytes or takes what comes.
    private static final class Program implements TcpEvents {
        private final byte[] piece = new byte[65_536];
        private int left;
        long received;
        final List<TcpEnd> ends = new ArrayList<>();

        Program(int toSend) {
            left = toSend;
        }

        @Override
        public void connected(TcpSocket socket) {
            writable(socket);
        }

        @Override
        public void writable(TcpSocket socket) {
            int taken = socket.write(piece, 0, Math.min(left, piece.length));
            while (taken > 0) {
                left -= taken;
                taken = socket.write(piece, 0, Math.min(left, piece.length));
            }
            if (left == 0) {
                socket.shutdownOutput();
            }
        }

        @Override
        public void readable(TcpSocket socket) {
            int count = socket.read(piece, 0, piece.length);
            while (count > 0) {
                received += count;
                count = socket.read(piece, 0, piece.length);
            }
        }

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {
            ends.add(end);
        }
    }

    private final Network network = new Network(new Engine(3));

    private Host host(String name, String address, EcnMode mode) {
        var host = new Host(network, name, TcpSettings.linuxLike().withEcn(mode));
        host.addInterface("eth0").addAddress(IpAddress.of(address), 24);
        return host;
    }

    /// How many of the bytes arrived within ten seconds.
    private long transfers(EcnMode asks, EcnMode answers) {
        Host alice = host("alice", "10.0.0.1", asks);
        Host bob = host("bob", "10.0.0.2", answers);
        NetworkInterface left = alice.ip().interfaces().getFirst();
        NetworkInterface right = bob.ip().interfaces().getFirst();
        LinkSpec line = LinkSpec.of(20_000_000, Duration.ofMillis(10))
                .withQueue(CoDel.usual().withEcn(true));
        new Link(network, "line", left.port(), right.port(), line, line);
        var sink = new Program(0);
        bob.tcp().listen(Endpoint.v4(0, 80), 5, socket -> socket.events(sink));
        alice.tcp().connect(Endpoint.v4(bob.ip().interfaces().getFirst().address().v4(), 80),
                new Program(BYTES));
        network.engine().runUntil(10_000_000_000L);
        return sink.received;
    }

    @Test
    void losesNothingWhereCoDelMarks() {
        assertThat(transfers(EcnMode.ASK, EcnMode.AGREE)).isEqualTo(BYTES);
        assertThat(network.drops(DropReason.CODEL)).isZero();
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void losesWhereCoDelMayNotMark() {
        assertThat(transfers(EcnMode.AGREE, EcnMode.AGREE)).isEqualTo(BYTES);
        assertThat(network.drops(DropReason.CODEL)).isPositive();
        assertThat(network.packets().lent()).isZero();
    }
}
