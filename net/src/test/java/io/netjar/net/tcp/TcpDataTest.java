package io.netjar.net.tcp;

import static io.netjar.net.tcp.Peer.reads;
import static io.netjar.net.tcp.Peer.writes;
import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.data;
import static io.netjar.net.tcp.TestSegment.syn;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Endpoint;
import java.util.ArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Segment by segment: options, acknowledgements, retransmission, windows.
class TcpDataTest {
    private static Peer plain() {
        return new Peer(TcpSettings.linuxLike().withOptions(false, false, false));
    }

    private static Peer full() {
        return new Peer(TcpSettings.linuxLike());
    }

    /// A connection with segments of 1000 bytes, noDelay.
    private static TcpSocket open(Peer peer) {
        TcpSocket socket = peer.establishes(synAck().mss(1000));
        socket.noDelay(true);
        return socket;
    }

    private static TcpSocket openWithSack(Peer peer) {
        TcpSocket socket = peer.establishes(synAck().mss(1000).sackPermitted(), 10);
        socket.noDelay(true);
        return socket;
    }

    @Nested
    class Options {
        @Test
        void areAllOfferedInASyn() {
            Peer peer = full();
            peer.connects();
            var packetCount = new ArrayList<Segment>();
            peer.ip.out(packet -> {
                var segment = new Segment();
                segment.read(packet.bytes(), packet.offset() + 20, packet.length() - 20, 1, 2);
                packetCount.add(segment);
                packet.release();
            });
            peer.waits(1000);
            Segment syn = packetCount.getFirst();
            assertThat(syn.mss).isEqualTo(1460);
            assertThat(syn.sackPermitted).isTrue();
            assertThat(syn.hasTimestamps).isTrue();
            assertThat(syn.windowShift).isEqualTo(7);
            peer.forgets();
        }

        @Test
        void areAnsweredOnlyIfOffered() {
            Peer peer = full();
            peer.tcp.listen(Endpoint.v4(0, 443), 5, socket -> {
            });
            var answers = new ArrayList<Segment>();
            peer.ip.out(packet -> {
                var segment = new Segment();
                segment.read(packet.bytes(), packet.offset() + 20, packet.length() - 20, 1, 2);
                answers.add(segment);
                packet.release();
            });
            peer.hostPort = 443;
            peer.sends(syn().sackPermitted());
            assertThat(answers.getFirst().sackPermitted).isTrue();
            assertThat(answers.getFirst().hasTimestamps).isFalse();
            assertThat(answers.getFirst().windowShift).isEqualTo(-1);
        }

        @Test
        void withoutMssMean536Bytes() {
            Peer peer = plain();
            TcpSocket socket = peer.establishes(synAck());
            writes(socket, 600);
            peer.expect(data(536).seq(1));
            peer.expect(data(64).seq(537));
        }

        @Test
        void takeTheirRoomFromTheData() {
            Peer peer = full();
            TcpSocket socket = peer.establishes(synAck().mss(1000).timestamps(5, 0));
            writes(socket, 1000);
            peer.expect(data(988).seq(1));
            peer.forgets();
        }

        @Test
        void scaleThePeersWindowButNotInItsSyn() {
            Peer peer = full();
            TcpSocket socket = peer.connects();
            peer.expect(syn());
            peer.sends(synAck().mss(1000).scale(3).window(2000));
            peer.expect(ack(1));
            writes(socket, 20_000);
            assertThat(peer.forgets()).isEqualTo(2);
            peer.sends(ack(2001).seq(1).window(1000));
            assertThat(peer.forgets()).as("cwnd, not the window of 8000, is the bound").isEqualTo(8);
        }

        @Test
        void dropSegmentsWithAnOldTimestamp() {
            Peer peer = full();
            TcpSocket socket = peer.establishes(synAck().mss(1000).timestamps(100, 0));
            peer.sends(data("new").seq(1).acks(1).timestamps(101, 0));
            peer.expect(ack(4));
            peer.sends(data("old").seq(4).acks(1).timestamps(99, 0));
            peer.expect(ack(4));
            assertThat(reads(socket)).isEqualTo("new");
        }

        @Test
        void dropSegmentsThatLackTheTimestamp() {
            Peer peer = full();
            TcpSocket socket = peer.establishes(synAck().mss(1000).timestamps(100, 0));
            peer.sends(data("bare").seq(1).acks(1));
            peer.expectNothing();
            assertThat(socket.readable()).isZero();
        }
    }

    @Nested
    class Acknowledging {
        private final Peer peer = plain();
        private final TcpSocket socket = open(peer);

        private int sendAll(int segments) {
            for (int i = 0; i < segments; i++) {
                peer.sends(data(1000).seq(1 + 1000 * i).acks(1));
                reads(socket);
            }
            return 1 + 1000 * segments;
        }

        @Test
        void isQuickForTheFirstSixteenSegments() {
            sendAll(16);
            assertThat(peer.forgets()).isEqualTo(16);
        }

        @Test
        void waitsFortyMillisecondsForASecondSegmentAfterThat() {
            int next = sendAll(16);
            peer.forgets();
            peer.sends(data("x").seq(next).acks(1));
            peer.waits(39);
            peer.expectNothing();
            peer.waits(1);
            peer.expect(ack(next + 1));
        }

        @Test
        void comesAtOnceForEverySecondFullSegment() {
            int next = sendAll(16);
            peer.forgets();
            peer.sends(data(1000).seq(next).acks(1));
            peer.expectNothing();
            peer.sends(data(1000).seq(next + 1000).acks(1));
            peer.expect(ack(next + 2000));
        }

        @Test
        void waitsItsWholeTimeThoughAnEarlierOneWasNotNeeded() {
            int next = sendAll(16);
            peer.forgets();
            peer.sends(data("a").seq(next).acks(1));
            writes(socket, "answer");
            peer.expect(data("answer").seq(1).acks(next + 1));
            peer.waits(30);
            peer.sends(data("b").seq(next + 1).acks(7));
            peer.waits(39);
            peer.expectNothing();
            peer.waits(1);
            peer.expect(ack(next + 2));
        }

        @Test
        void ridesOnDataThatGoTheOtherWay() {
            int next = sendAll(16);
            peer.forgets();
            peer.sends(data("question").seq(next).acks(1));
            writes(socket, "answer");
            peer.expect(data("answer").seq(1).acks(next + 8));
            peer.waits(100);
            peer.expectNothing();
        }
    }

    @Nested
    class SelectiveAcknowledging {
        private final Peer peer = full();
        private final TcpSocket socket = openWithSack(peer);

        @Test
        void reportsTheNewestBlockFirst() {
            peer.sends(data("b").seq(3).acks(1));
            peer.expect(ack(1).sack(3, 4));
            peer.sends(data("d").seq(7).acks(1));
            peer.expect(ack(1).sack(7, 8).sack(3, 4));
            peer.sends(data("c").seq(5).acks(1));
            peer.expect(ack(1).sack(5, 6).sack(7, 8).sack(3, 4));
            peer.sends(data("aa").seq(1).acks(1));
            peer.expect(ack(4).sack(5, 6).sack(7, 8));
            assertThat(reads(socket)).isEqualTo("aab");
        }

        @Test
        void leavesOutOfADataSegmentTheBlocksThatItsHeaderHasNoRoomFor() {
            Peer other = full();
            TcpSocket timed = other
                    .establishes(synAck().mss(1000).sackPermitted().timestamps(100, 0));
            for (int block = 0; block < 4; block++) {
                other.sends(data("b").seq(3 + 2 * block).acks(1).timestamps(101 + block, 0));
            }
            other.forgets();
            writes(timed, "hi");
            other.expect(data("hi").seq(1).acks(1).sack(9, 10).sack(7, 8).sack(5, 6));
        }

        @Test
        void reportsADuplicateOnce() {
            peer.sends(data("abc").seq(1).acks(1));
            peer.expect(ack(4));
            peer.sends(data("abc").seq(1).acks(1));
            peer.expect(ack(4).sack(1, 4));
            peer.sends(data("d").seq(4).acks(1));
            peer.expect(ack(5));
        }

        @Test
        void sendsAgainOnlyWhatIsMissing() {
            writes(socket, 6000);
            assertThat(peer.forgets()).isEqualTo(6);
            peer.waits(10);
            peer.sends(ack(1).seq(1).sack(1001, 2001));
            peer.sends(ack(1).seq(1).sack(1001, 2001).sack(3001, 4001));
            peer.expectNothing();
            peer.sends(ack(1).seq(1).sack(1001, 2001).sack(3001, 5001));
            peer.expect(data(1000).seq(1));
            peer.sends(ack(1).seq(1).sack(1001, 2001).sack(3001, 6001));
            peer.expect(data(1000).seq(2001));
            peer.expectNothing();
        }

        @Test
        void ignoresBlocksOfWhatWasNeverSent() {
            writes(socket, 3000);
            peer.forgets();
            for (int i = 0; i < 4; i++) {
                peer.sends(ack(1).seq(1).sack(5001, 9001));
            }
            peer.expectNothing();
        }

        @Test
        void letsNewDataOutForTheFirstTwoDuplicates() {
            writes(socket, 20_000);
            assertThat(peer.forgets()).isEqualTo(10);
            peer.sends(ack(1).seq(1).sack(1001, 2001));
            peer.expect(data(1000).seq(10_001));
            peer.sends(ack(1).seq(1).sack(1001, 3001));
            peer.expect(data(1000).seq(11_001));
            peer.expectNothing();
        }
    }

    @Nested
    class Retransmitting {
        private final Peer peer = plain();
        private final TcpSocket socket = open(peer);

        @Test
        void beginsAfterTheTimeoutAndBacksOff() {
            writes(socket, "lost");
            peer.expect(data("lost").seq(1));
            for (int wait = 200; wait <= 1600; wait *= 2) {
                peer.waits(wait - 1);
                peer.expectNothing();
                peer.waits(1);
                peer.expect(data("lost").seq(1));
            }
        }

        @Test
        void stopsWhenAcknowledged() {
            writes(socket, "abc");
            peer.expect(data("abc"));
            peer.sends(ack(4).seq(1));
            peer.waits(1000);
            peer.expectNothing();
            assertThat(peer.engine.armed()).isZero();
        }

        @Test
        void givesUpAfterFifteenTimes() {
            writes(socket, "lost");
            peer.waits(924_000);
            assertThat(peer.events).containsExactly("connected");
            assertThat(peer.forgets()).isEqualTo(16);
            peer.waits(700_000);
            assertThat(peer.events).containsExactly("connected", "ended TIMED_OUT");
            assertThat(peer.engine.armed()).isZero();
        }

        @Test
        void isFastAfterThreeDuplicateAcks() {
            writes(socket, 5000);
            assertThat(peer.forgets()).isEqualTo(5);
            peer.sends(ack(1).seq(1));
            peer.sends(ack(1).seq(1));
            peer.expectNothing();
            peer.sends(ack(1).seq(1));
            peer.expect(data(1000).seq(1));
            peer.expectNothing();
        }

        @Test
        void goesOnWithTheNextHoleAfterAPartialAck() {
            writes(socket, 5000);
            peer.forgets();
            for (int i = 0; i < 3; i++) {
                peer.sends(ack(1).seq(1));
            }
            peer.expect(data(1000).seq(1));
            peer.sends(ack(2001).seq(1));
            peer.expect(data(1000).seq(2001));
        }

        @Test
        void slowsToOneSegmentAfterATimeout() {
            writes(socket, 10_000);
            assertThat(peer.forgets()).isEqualTo(10);
            peer.waits(200);
            peer.expect(data(1000).seq(1));
            peer.expectNothing();
            peer.sends(ack(1001).seq(1));
            peer.expect(data(1000).seq(1001));
            peer.expect(data(1000).seq(2001));
            peer.expectNothing();
        }

        @Test
        void sendsTheFinAgain() {
            socket.shutdownOutput();
            peer.expect(TestSegment.fin().seq(1));
            peer.waits(200);
            peer.expect(TestSegment.fin().seq(1));
        }
    }

    @Nested
    class Windows {
        @Test
        void startSendingWithTenSegments() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            writes(socket, 50_000);
            assertThat(peer.forgets()).isEqualTo(10);
        }

        @Test
        void growByWhatIsAcknowledgedInSlowStart() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            writes(socket, 50_000);
            peer.forgets();
            peer.sends(ack(2001).seq(1));
            assertThat(peer.forgets()).isEqualTo(4);
        }

        @Test
        void holdTheSenderBack() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            peer.sends(ack(1).seq(1).window(2500));
            writes(socket, 5000);
            peer.expect(data(1000).seq(1));
            peer.expect(data(1000).seq(1001));
            peer.expectNothing();
        }

        @Test
        void areProbedWhenShutWithGrowingIntervals() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            peer.sends(ack(1).seq(1).window(0));
            writes(socket, 5000);
            peer.expectNothing();
            for (int wait = 200; wait <= 800; wait *= 2) {
                peer.waits(wait - 1);
                peer.expectNothing();
                peer.waits(1);
                peer.expect(ack(1).seq(0));
                peer.sends(ack(1).seq(1).window(0));
            }
            peer.sends(ack(1).seq(1).window(1000));
            peer.expect(data(1000).seq(1));
        }

        @Test
        void areGivenUpWhenProbesStayUnanswered() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            peer.sends(ack(1).seq(1).window(0));
            writes(socket, 5000);
            peer.waits(2_000_000);
            assertThat(peer.forgets()).isEqualTo(15);
            assertThat(peer.events).containsExactly("connected", "ended TIMED_OUT");
        }

        @Test
        void shrinkWithWhatIsUnreadAndReopenWhenItIsRead() {
            Peer peer = new Peer(
                    TcpSettings.linuxLike().withOptions(false, false, false).withReceiveBuffer(4000, 4000));
            TcpSocket socket = open(peer);
            for (int i = 0; i < 4; i++) {
                peer.sends(data(1000).seq(1 + 1000 * i).acks(1));
                peer.expect(ack(1001 + 1000 * i).window(3000 - 1000 * i));
            }
            peer.sends(data("x").seq(4001).acks(1));
            peer.expect(ack(4001).window(0));
            assertThat(socket.read(new byte[500], 0, 500)).isEqualTo(500);
            peer.expectNothing();
            reads(socket);
            peer.expect(ack(4001).window(4000));
        }

        @Test
        void acceptAcksWhileShut() {
            Peer peer = new Peer(
                    TcpSettings.linuxLike().withOptions(false, false, false).withReceiveBuffer(2048, 2048));
            TcpSocket socket = open(peer);
            peer.sends(data(1000).seq(1).acks(1));
            peer.sends(data(1000).seq(1001).acks(1));
            peer.sends(data(48).seq(2001).acks(1));
            peer.forgets();
            writes(socket, "out");
            peer.expect(data("out").seq(1));
            peer.sends(data("y").seq(2049).acks(4));
            peer.forgets();
            peer.waits(1000);
            peer.expectNothing();
        }
    }

    @Nested
    class SmallWrites {
        @Test
        void waitForTheAckOfTheLastOnes() {
            Peer peer = plain();
            TcpSocket socket = peer.establishes(synAck().mss(1000));
            writes(socket, "a");
            writes(socket, "b");
            writes(socket, "c");
            peer.expect(data("a"));
            peer.expectNothing();
            peer.sends(ack(2).seq(1));
            peer.expect(data("bc").seq(2));
        }

        @Test
        void goAtOnceWithNoDelay() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            writes(socket, "a");
            writes(socket, "b");
            peer.expect(data("a"));
            peer.expect(data("b"));
        }

        @Test
        void goAtOnceWithTheFin() {
            Peer peer = plain();
            TcpSocket socket = peer.establishes(synAck().mss(1000));
            writes(socket, "a");
            writes(socket, "b");
            socket.close();
            peer.expect(data("a"));
            peer.expect(data("b").seq(2).withFin());
        }

        @Test
        void areRefusedWhenTheBufferIsFullAndWantedAgainLater() {
            Peer peer = new Peer(
                    TcpSettings.linuxLike().withOptions(false, false, false).withSendBuffer(3000, 3000));
            TcpSocket socket = open(peer);
            assertThat(writes(socket, 5000)).isEqualTo(3000);
            assertThat(socket.writable()).isZero();
            assertThat(peer.forgets()).isEqualTo(3);
            peer.sends(ack(1001).seq(1));
            assertThat(peer.events).containsExactly("connected", "writable");
            assertThat(socket.writable()).isEqualTo(1000);
        }
    }
}
