package io.netjar.net.tcp;

import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.data;
import static io.netjar.net.tcp.TestSegment.fin;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What programs lend, and what they do not want to see.
class UncopiedBytesTest {
    private static Peer plain() {
        return new Peer(TcpSettings.linuxLike().withOptions(false, false, false));
    }

    /// A connection with segments of 1000 bytes.
    private static TcpSocket open(Peer peer) {
        TcpSocket socket = peer.establishes(synAck().mss(1000));
        socket.noDelay(true);
        return socket;
    }

    @Nested
    class LentBytes {
        private final ArrayList<String> back = new ArrayList<>();

        private int lends(TcpSocket socket, byte[] bytes) {
            return socket.lend(bytes, 0, bytes.length, () -> back.add("back"));
        }

        @Test
        void areSentFromWhereTheyAre() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            byte[] bytes = new byte[1500];
            Arrays.fill(bytes, (byte) 'x');
            assertThat(lends(socket, bytes)).isEqualTo(1500);
            peer.expect(data("x".repeat(1000)).seq(1));
            peer.expect(data("x".repeat(500)).seq(1001));
            Arrays.fill(bytes, (byte) 'y');
            peer.waits(200);
            peer.expect(data("y".repeat(1000)).seq(1));
        }

        @Test
        void comeBackWhenTheLastIsAcknowledged() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            lends(socket, new byte[2000]);
            peer.sends(ack(1001).seq(1));
            assertThat(back).isEmpty();
            peer.sends(ack(2001).seq(1));
            assertThat(back).containsExactly("back");
        }

        @Test
        void comeBackWhenTheConnectionEnds() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            lends(socket, new byte[2000]);
            socket.abort();
            assertThat(back).containsExactly("back");
        }

        @Test
        void stayTheProgramsWhereThereIsNoRoom() {
            Peer peer = new Peer(TcpSettings.linuxLike().withSendBuffer(2048, 2048));
            TcpSocket socket = open(peer);
            assertThat(lends(socket, new byte[3000])).isEqualTo(2048);
            assertThat(lends(socket, new byte[3000])).isZero();
            assertThat(back).isEmpty();
            socket.abort();
            assertThat(back).containsExactly("back");
        }

        @Test
        void areNotTakenAfterTheFin() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            socket.shutdownOutput();
            assertThatThrownBy(() -> lends(socket, new byte[2000]))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(back).isEmpty();
        }
    }

    @Nested
    class SkippedBytes {
        @Test
        void openTheWindowAsReadOnesDo() {
            Peer peer = new Peer(
                    TcpSettings.linuxLike().withOptions(false, false, false).withReceiveBuffer(4000, 4000));
            TcpSocket socket = open(peer);
            for (int seq = 1; seq < 4000; seq += 1000) {
                peer.sends(data(1000).seq(seq).acks(1));
            }
            assertThat(peer.forgets()).isEqualTo(4);
            assertThat(socket.skip(10_000)).isEqualTo(4000);
            assertThat(socket.skip(10_000)).isZero();
            peer.expect(ack(4001).window(4000));
        }

        @Test
        void endWithTheStream() {
            Peer peer = plain();
            TcpSocket socket = open(peer);
            peer.sends(data("abc").seq(1).acks(1));
            peer.sends(fin().seq(4).acks(1));
            assertThat(socket.skip(2)).isEqualTo(2);
            assertThat(socket.readable()).isEqualTo(1);
            assertThat(socket.skip(2)).isEqualTo(1);
            assertThat(socket.skip(2)).isEqualTo(-1);
        }
    }
}
