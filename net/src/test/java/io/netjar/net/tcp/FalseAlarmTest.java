package io.netjar.net.tcp;

import static io.netjar.net.tcp.Peer.writes;
import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.data;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Repairs that were not needed, and the window that comes back: RFC 3522, 3708, 4015, 5682. A round trip takes 20 ms.
class FalseAlarmTest {
    private static final int RTT = 20;
    private final Peer peer = new Peer(TcpSettings.linuxLike());

    private TcpSocket open(TestSegment synAck) {
        TcpSocket socket = peer.establishes(synAck.mss(1000), RTT);
        socket.noDelay(true);
        return socket;
    }

    @Nested
    class ByTimestamp {
        private final TcpSocket socket = open(synAck().timestamps(500, 0));
        private int firstSent;

        /// Ten segments of 988 bytes are late; the timeout passes, and the first is sent again.
        private void expires() {
            writes(socket, 50_000);
            peer.expect(data(988).seq(1));
            firstSent = peer.lastTsVal;
            assertThat(peer.forgets()).isEqualTo(9);
            peer.waits(RTT + 200);
            peer.expect(data(988).seq(1));
            peer.expectNothing();
        }

        @Test
        void goesOnWithNewDataWhenTheFirstCopyIsAnswered() {
            expires();
            peer.sends(ack(989).seq(1).timestamps(501, firstSent));
            peer.expect(data(988).seq(9881));
            peer.expectNothing();
            peer.sends(ack(1977).seq(1).timestamps(502, firstSent));
            // Slow start goes on where it was, beyond ten segments.
            peer.expect(data(988).seq(10_869));
            peer.expect(data(988).seq(11_857));
            peer.expectNothing();
        }

        @Test
        void repairsWhenTheSecondCopyIsAnswered() {
            expires();
            peer.sends(ack(989).seq(1).timestamps(501, peer.lastTsVal));
            // RFC 5682: two new segments first, but then the holes.
            peer.expect(data(988).seq(9881));
            peer.expect(data(988).seq(10_869));
            peer.expectNothing();
            peer.sends(ack(989).seq(1).timestamps(502, peer.lastTsVal));
            peer.expect(data(988).seq(989));
        }
    }

    @Nested
    class ByNewDataAfterATimeout {
        private final TcpSocket socket = open(synAck().sackPermitted());

        /// Ten segments and a probe are late; the timeout passes, and the first is sent again.
        private void expires() {
            writes(socket, 50_000);
            assertThat(peer.forgets()).isEqualTo(10);
            peer.waits(2 * RTT + 2);
            peer.expect(data(1000).seq(10_001));
            peer.waits(RTT + 200);
            peer.expect(data(1000).seq(1));
            peer.expectNothing();
            peer.sends(ack(1001).seq(1));
            peer.expect(data(1000).seq(11_001));
            peer.expect(data(1000).seq(12_001));
            peer.expectNothing();
        }

        @Test
        void seesThatNothingWasLostWhenWhatWasSentOnceIsAcknowledged() {
            expires();
            peer.sends(ack(3001).seq(1));
            peer.expectNothing();
            peer.sends(ack(6001).seq(1));
            peer.expect(data(1000).seq(13_001));
            assertThat(peer.forgets()).isEqualTo(5);
        }

        @Test
        void repairsWhenOnlyTheNewDataArrive() {
            expires();
            peer.sends(ack(1001).seq(1).sack(11_001, 12_001));
            peer.expect(data(1000).seq(1001));
            peer.expectNothing();
            peer.waits(RTT);
            peer.sends(ack(2001).seq(1).sack(11_001, 13_001));
            assertThat(peer.forgets()).as("slow start: a window of three").isEqualTo(3);
        }

        @Test
        void repairsWhenThereIsNothingNewToSend() {
            Peer other = new Peer(TcpSettings.linuxLike());
            TcpSocket short10 = other.establishes(synAck().mss(1000).sackPermitted(), RTT);
            writes(short10, 10_000);
            other.forgets();
            other.waits(2 * RTT + 2);
            other.expect(data(1000).seq(9001));
            other.waits(RTT + 200);
            other.expect(data(1000).seq(1));
            other.sends(ack(1001).seq(1));
            other.expect(data(1000).seq(1001));
            other.expect(data(1000).seq(2001));
            other.expectNothing();
            other.waits(RTT);
            other.sends(ack(3001).seq(1));
            other.expect(data(1000).seq(3001));
            assertThat(other.forgets()).as("slow start, no more").isEqualTo(3);
        }
    }

    @Nested
    class ByDuplicates {
        private final TcpSocket socket = open(synAck().sackPermitted());

        /// Ten segments, the first of them late; it is sent again, and then all is acknowledged.
        private void recovers() {
            writes(socket, 10_000);
            assertThat(peer.forgets()).isEqualTo(10);
            peer.waits(RTT);
            peer.sends(ack(1).seq(1).sack(1001, 4001));
            peer.expect(data(1000).seq(1));
            peer.sends(ack(10_001).seq(1));
            peer.expectNothing();
        }

        @Test
        void restoresTheWindowWhenTheRepairCameTwice() {
            recovers();
            peer.sends(ack(10_001).seq(1).sack(1, 1001));
            writes(socket, 50_000);
            assertThat(peer.forgets()).isEqualTo(10);
        }

        @Test
        void leavesTheWindowCutWhenItDidNot() {
            recovers();
            writes(socket, 50_000);
            assertThat(peer.forgets()).isEqualTo(7);
        }

        @Test
        void leavesTheWindowCutWhenSomethingOlderCameTwice() {
            writes(socket, 1000);
            peer.expect(data(1000).seq(1));
            peer.sends(ack(1001).seq(1));
            writes(socket, 10_000);
            assertThat(peer.forgets()).isEqualTo(10);
            peer.waits(RTT);
            peer.sends(ack(1001).seq(1).sack(2001, 5001));
            peer.expect(data(1000).seq(1001));
            peer.sends(ack(11_001).seq(1).sack(1, 1001));
            writes(socket, 50_000);
            assertThat(peer.forgets()).isEqualTo(7);
        }
    }
}
