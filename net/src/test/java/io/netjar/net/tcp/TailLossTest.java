package io.netjar.net.tcp;

import static io.netjar.net.tcp.Peer.writes;
import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.data;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// RFC 8985 §7: probes for a lost tail, over a round trip of 20 ms.
class TailLossTest {
    private static final int RTT = 20;

    private final Peer peer = new Peer(TcpSettings.linuxLike());
    private final TcpSocket socket = peer.establishes(synAck().mss(1000).sackPermitted(), RTT);

    /// A flight of `segments`, all sent now.
    private void sendsAll(int segments) {
        socket.noDelay(true);
        writes(socket, 1000 * segments);
        assertThat(peer.forgets()).isEqualTo(segments);
    }

    @Test
    void sendsTheLastSegmentAgainAfterTwoRoundTrips() {
        sendsAll(3);
        peer.waits(41);
        peer.expectNothing();
        peer.waits(1);
        peer.expect(data(1000).seq(2001));
        peer.waits(100);
        peer.expectNothing();
    }

    @Test
    void givesALoneSegmentTheTimeOfADelayedAckButNoMoreThanTheTimeout() {
        sendsAll(1);
        peer.waits(RTT + 199);
        peer.expectNothing();
        peer.waits(1);
        peer.expect(data(1000).seq(1));
        peer.waits(RTT + 199);
        peer.expectNothing();
    }

    @Test
    void sendsNewDataIfThereAreAlthoughTheWindowIsFull() {
        socket.noDelay(true);
        writes(socket, 11_000);
        assertThat(peer.forgets()).isEqualTo(10);
        peer.waits(42);
        peer.expect(data(1000).seq(10_001));
        peer.expectNothing();
    }

    @Test
    void findsTheLostTailByTheProbe() {
        sendsAll(4);
        peer.waits(42);
        peer.expect(data(1000).seq(3001));
        peer.waits(RTT);
        peer.sends(ack(1).seq(1).sack(3001, 4001));
        // They left long before the probe, which has arrived.
        peer.expect(data(1000).seq(1));
        peer.expectNothing();
        peer.waits(RTT);
        peer.sends(ack(1001).seq(1).sack(3001, 4001));
        peer.expect(data(1000).seq(1001));
        peer.expect(data(1000).seq(2001));
    }

    @Test
    void sendsButOneProbeThenWaitsForTheTimeout() {
        sendsAll(3);
        peer.waits(42);
        assertThat(peer.forgets()).isEqualTo(1);
        peer.waits(219);
        peer.expectNothing();
        peer.waits(1);
        peer.expect(data(1000).seq(1));
    }

    @Test
    void slowsDownWhenTheProbeRepairedALoss() {
        sendsAll(10);
        peer.waits(RTT);
        peer.sends(ack(9001).seq(1));
        peer.waits(2 * RTT + 200);
        peer.expect(data(1000).seq(9001));
        peer.waits(RTT);
        peer.sends(ack(10_001).seq(1));
        writes(socket, 50_000);
        int first = peer.forgets();
        peer.waits(RTT);
        peer.sends(ack(11_001).seq(1));
        assertThat(peer.forgets()).as("after a window of " + first).isZero();
    }

    @Test
    void doesNotSlowDownWhenTheProbeCameTwice() {
        sendsAll(10);
        peer.waits(RTT);
        peer.sends(ack(9001).seq(1));
        peer.waits(2 * RTT + 200);
        peer.expect(data(1000).seq(9001));
        peer.sends(ack(10_001).seq(1));
        peer.sends(ack(10_001).seq(1).sack(9001, 10_001));
        writes(socket, 50_000);
        int first = peer.forgets();
        peer.waits(RTT);
        peer.sends(ack(11_001).seq(1));
        assertThat(peer.forgets()).as("after a window of " + first).isPositive();
    }

    @Test
    void isNotForPeersWithoutSack() {
        Peer plain = new Peer(TcpSettings.linuxLike());
        TcpSocket other = plain.establishes(synAck().mss(1000), RTT);
        writes(other, 3000);
        assertThat(plain.forgets()).isEqualTo(3);
        plain.waits(RTT + 199);
        plain.expectNothing();
    }

    @Test
    void probesWithTheFin() {
        socket.shutdownOutput();
        peer.expect(TestSegment.fin().seq(1));
        peer.waits(2 * RTT + 200);
        peer.expect(TestSegment.fin().seq(1));
    }
}
