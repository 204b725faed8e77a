package io.netjar.net.tcp;

import static io.netjar.net.tcp.Peer.reads;
import static io.netjar.net.tcp.Peer.writes;
import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.data;
import static io.netjar.net.tcp.TestSegment.fin;
import static io.netjar.net.tcp.TestSegment.rst;
import static io.netjar.net.tcp.TestSegment.rstAck;
import static io.netjar.net.tcp.TestSegment.syn;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.net.link.DropReason;
import io.netjar.wire.Bytes;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Segment by segment: what RFC 9293 §3.10 says of each state.
class TcpTest {
    private final Peer peer = new Peer(TcpSettings.linuxLike().withOptions(false, false, false)
            .withShortage(TcpShortage.linuxLike().withSynCookies(false)));

    @AfterEach
    void everyPacketIsGivenBack() {
        peer.leavesNothing();
    }

    private TcpSocket established() {
        return peer.establishes(synAck().mss(1000));
    }

    private void icmp(TcpSocket socket, int code, int mtu) {
        byte[] head = new byte[8];
        Bytes.u16(head, 0, socket.local().port());
        Bytes.u16(head, 2, Peer.PORT);
        Bytes.i32(head, 4, peer.hostIsn + (socket.state() == TcpState.SYN_SENT ? 0 : 1));
        peer.tcp.error(IcmpView.DESTINATION_UNREACHABLE, code, mtu, Peer.HOST, Peer.ADDRESS, head, 0, 8);
    }

    @Nested
    class InClosed {
        @Test
        void answersSynToClosedPortWithReset() {
            peer.hostPort = 81;
            peer.sends(syn());
            peer.expect(rstAck().acks(1));
            assertThat(peer.ip.drops(DropReason.PORT_CLOSED)).isEqualTo(1);
        }

        @Test
        void answersAnAckWithAResetOfItsNumber() {
            peer.hostPort = 81;
            peer.sends(ack(77));
            peer.expect(rst().seq(77));
        }

        @Test
        void doesNotAnswerAReset() {
            peer.hostPort = 81;
            peer.sends(rst());
            peer.expectNothing();
        }

        @Test
        void dropsASegmentWithABadChecksum() {
            peer.hostPort = 81;
            var packet = peer.packets.take(40);
            new Ipv4View(packet.bytes(), packet.offset()).write(40, 0, 64, 6, Peer.ADDRESS,
                    Peer.HOST);
            new TcpView(packet.bytes(), packet.offset() + 20).write(1, 2, 3, 4, 20, 2, 5);
            new TcpView(packet.bytes(), packet.offset() + 20).checksum(0x1234);
            peer.ip.receive(packet);
            assertThat(peer.ip.drops(DropReason.BAD_CHECKSUM)).isEqualTo(1);
        }
    }

    @Nested
    class InListen {
        private final List<TcpSocket> accepted = new ArrayList<>();
        private final TcpListener listener = peer.tcp.listen(Endpoint.v4(0, 443), 2, accepted::add);

        InListen() {
            peer.hostPort = 443;
        }

        @Test
        void answersSynWithSynAckAndAcceptsOnItsAck() {
            peer.sends(syn().mss(1400));
            peer.expect(synAck().mss(1460));
            assertThat(accepted).isEmpty();
            peer.sends(ack(1).seq(1));
            assertThat(accepted).hasSize(1);
            assertThat(accepted.getFirst().state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(accepted.getFirst().remote()).isEqualTo(Endpoint.v4(Peer.ADDRESS, Peer.PORT));
        }

        @Test
        void answersAnAckWithReset() {
            peer.sends(ack(5).seq(9));
            peer.expect(rst().seq(5));
        }

        @Test
        void ignoresAReset() {
            peer.sends(rst().seq(9));
            peer.expectNothing();
        }

        @Test
        void sendsTheSynAckAgainWhenTheSynComesAgain() {
            peer.sends(syn());
            peer.expect(synAck());
            peer.sends(syn());
            peer.expect(synAck());
        }

        @Test
        void sendsTheSynAckAgainAfterASecond() {
            peer.sends(syn());
            peer.expect(synAck());
            peer.waits(999);
            peer.expectNothing();
            peer.waits(1);
            peer.expect(synAck());
        }

        @Test
        void dropsSynsBeyondTheBacklog() {
            for (int port = 1000; port < 1003; port++) {
                peer.peerPort = port;
                peer.sends(syn());
            }
            assertThat(peer.forgets()).isEqualTo(2);
            assertThat(peer.ip.drops(DropReason.BACKLOG_FULL)).isEqualTo(1);
        }

        @Test
        void makesRoomInTheBacklogWhenAHalfOpenConnectionIsReset() {
            peer.sends(syn());
            peer.forgets();
            peer.sends(rst().seq(1));
            assertThat(peer.tcp.connections()).isZero();
            for (int port = 1000; port < 1002; port++) {
                peer.peerPort = port;
                peer.sends(syn());
            }
            assertThat(peer.forgets()).isEqualTo(2);
            assertThat(accepted).isEmpty();
        }

        @Test
        void resetsHalfOpenConnectionsWhenItCloses() {
            peer.sends(syn());
            peer.expect(synAck());
            listener.close();
            peer.expect(rstAck().seq(1).acks(1));
            assertThat(peer.tcp.connections()).isZero();
        }

        @Test
        void refusesToListenTwice() {
            assertThatThrownBy(() -> peer.tcp.listen(Endpoint.v4(Peer.HOST, 443), 1, accepted::add))
                    .isInstanceOf(PortInUseException.class).hasMessageContaining("443");
        }

        @Test
        void answersAWrongAckInSynReceivedWithReset() {
            peer.sends(syn());
            peer.expect(synAck());
            peer.sends(ack(99).seq(1));
            peer.expect(rst().seq(99));
            assertThat(accepted).isEmpty();
        }

        @Test
        void takesDataThatComeWithTheLastAckOfTheHandshake() {
            peer.sends(syn());
            peer.expect(synAck());
            peer.sends(data("GET").seq(1).acks(1));
            assertThat(reads(accepted.getFirst())).isEqualTo("GET");
            peer.expect(ack(4).seq(1));
        }
    }

    @Nested
    class InSynSent {
        @Test
        void establishesOnSynAck() {
            TcpSocket socket = peer.connects();
            peer.expect(syn().mss(1460));
            peer.sends(synAck().mss(1000));
            peer.expect(ack(1).seq(1));
            assertThat(socket.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.events).containsExactly("connected");
        }

        @Test
        void isRefusedByResetWithItsAck() {
            peer.connects();
            peer.expect(syn());
            peer.sends(rstAck().acks(1));
            assertThat(peer.events).containsExactly("ended REFUSED");
            assertThat(peer.engine.armed()).isZero();
        }

        @Test
        void ignoresAResetWithoutAck() {
            TcpSocket socket = peer.connects();
            peer.expect(syn());
            peer.sends(rst());
            assertThat(socket.state()).isEqualTo(TcpState.SYN_SENT);
        }

        @Test
        void answersAWrongAckWithReset() {
            peer.connects();
            peer.expect(syn());
            peer.sends(synAck().acks(2));
            peer.expect(rst().seq(2));
            assertThat(peer.events).isEmpty();
        }

        @Test
        void sendsTheSynAgainAfterOneTwoAndFourSeconds() {
            peer.connects();
            peer.expect(syn());
            for (int seconds = 1; seconds <= 4; seconds *= 2) {
                peer.waits(1000 * seconds - 1);
                peer.expectNothing();
                peer.waits(1);
                peer.expect(syn());
            }
        }

        @Test
        void givesUpAfterSixRetriesIn127Seconds() {
            peer.connects();
            peer.waits(126_999);
            assertThat(peer.forgets()).isEqualTo(7);
            assertThat(peer.events).isEmpty();
            peer.waits(1);
            assertThat(peer.events).containsExactly("ended TIMED_OUT");
        }

        @Test
        void opensAtOnceFromBothSides() {
            TcpSocket socket = peer.connects();
            peer.expect(syn());
            peer.sends(syn());
            peer.expect(synAck());
            assertThat(socket.state()).isEqualTo(TcpState.SYN_RECEIVED);
            peer.sends(synAck());
            assertThat(socket.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.events).containsExactly("connected");
            peer.forgets();
        }

        @Test
        void endsUnreachableWhenIcmpSaysSo() {
            TcpSocket socket = peer.connects();
            peer.expect(syn());
            icmp(socket, IcmpView.CODE_HOST_UNREACHABLE, 0);
            assertThat(peer.events).containsExactly("ended UNREACHABLE");
        }

        @Test
        void endsUnreachableWithoutRouteButNotBeforeItReturns() {
            peer.ip.reachable(false);
            peer.connects();
            assertThat(peer.events).isEmpty();
            peer.waits(0);
            assertThat(peer.events).containsExactly("ended UNREACHABLE");
        }

        @Test
        void closesWithoutAWord() {
            TcpSocket socket = peer.connects();
            peer.expect(syn());
            socket.close();
            peer.waits(0);
            peer.expectNothing();
            assertThat(peer.events).containsExactly("ended CLOSED");
        }

        @Test
        void sendsWhatWasWrittenBeforeTheHandshakeWasDone() {
            TcpSocket socket = peer.connects();
            peer.expect(syn());
            writes(socket, "early");
            peer.expectNothing();
            peer.sends(synAck());
            peer.expect(data("early").seq(1).acks(1));
        }
    }

    @Nested
    class InEstablished {
        @Test
        void readsWhatComesInOrder() {
            TcpSocket socket = established();
            peer.sends(data("hello").seq(1).acks(1));
            peer.expect(ack(6).seq(1));
            assertThat(reads(socket)).isEqualTo("hello");
            assertThat(reads(socket)).isEmpty();
            assertThat(peer.events).containsExactly("connected", "readable");
        }

        @Test
        void putsSegmentsInOrderAndAsksForTheMissingOne() {
            TcpSocket socket = established();
            peer.sends(data("cc").seq(5).acks(1));
            peer.expect(ack(1));
            peer.sends(data("bb").seq(3).acks(1));
            peer.expect(ack(1));
            peer.sends(data("aa").seq(1).acks(1));
            peer.expect(ack(7));
            assertThat(reads(socket)).isEqualTo("aabbcc");
        }

        @Test
        void cutsOffWhatItHasAlready() {
            TcpSocket socket = established();
            peer.sends(data("abc").seq(1).acks(1));
            peer.sends(data("abcdef").seq(1).acks(1));
            peer.forgets();
            assertThat(reads(socket)).isEqualTo("abcdef");
        }

        @Test
        void answersWhatIsBeyondTheWindowWithAck() {
            established();
            peer.sends(data("x").seq(1_000_000).acks(1));
            peer.expect(ack(1).seq(1));
            assertThat(peer.ip.drops(DropReason.SEGMENT_NOT_ACCEPTED)).isEqualTo(1);
        }

        @Test
        void answersAnAckOfWhatWasNotSentWithAck() {
            established();
            peer.sends(ack(50).seq(1));
            peer.expect(ack(1).seq(1));
        }

        @Test
        void endsOnAnExactReset() {
            TcpSocket socket = established();
            peer.sends(rst().seq(1));
            assertThat(socket.state()).isEqualTo(TcpState.CLOSED);
            assertThat(peer.events).containsExactly("connected", "ended RESET");
            assertThat(reads(socket)).isEqualTo("<end>");
        }

        @Test
        void challengesAResetElsewhereInTheWindow() {
            TcpSocket socket = established();
            peer.sends(rst().seq(2));
            peer.expect(ack(1).seq(1));
            assertThat(socket.state()).isEqualTo(TcpState.ESTABLISHED);
        }

        @Test
        void challengesASynWhereverItIs() {
            TcpSocket socket = established();
            peer.sends(syn().seq(1));
            peer.expect(ack(1).seq(1));
            peer.waits(500);
            peer.sends(syn().seq(5_000_000));
            peer.expect(ack(1).seq(1));
            assertThat(socket.state()).isEqualTo(TcpState.ESTABLISHED);
        }

        @Test
        void sendsNoMoreThanOneChallengeInHalfASecond() {
            established();
            for (int i = 0; i < 200; i++) {
                peer.sends(rst().seq(2));
            }
            assertThat(peer.forgets()).isEqualTo(1);
            peer.waits(500);
            peer.sends(rst().seq(2));
            assertThat(peer.forgets()).isEqualTo(1);
        }

        @Test
        void goesOnAfterASoftIcmpError() {
            TcpSocket socket = established();
            writes(socket, "abc");
            peer.forgets();
            icmp(socket, IcmpView.CODE_HOST_UNREACHABLE, 0);
            assertThat(socket.state()).isEqualTo(TcpState.ESTABLISHED);
        }

        @Test
        void sendsInSmallerSegmentsWhenThePathIsNarrower() {
            TcpSocket socket = established();
            writes(socket, 1000);
            peer.expect(data(1000).seq(1));
            icmp(socket, IcmpView.CODE_FRAGMENTATION_NEEDED, 640);
            peer.expect(data(600).seq(1));
            peer.expect(data(400).seq(601));
        }

        @Test
        void abortsWithReset() {
            TcpSocket socket = established();
            socket.abort();
            peer.expect(rstAck().seq(1).acks(1));
            peer.waits(0);
            assertThat(peer.events).containsExactly("connected", "ended ABORTED");
        }

        @Test
        void resetsWhenClosedWithUnreadData() {
            TcpSocket socket = established();
            peer.sends(data("unread").seq(1).acks(1));
            peer.forgets();
            socket.close();
            peer.expect(rstAck().seq(1).acks(7));
        }

        @Test
        void readsToTheEndAfterThePeersFin() {
            TcpSocket socket = established();
            peer.sends(data("bye").seq(1).acks(1).withFin());
            peer.expect(ack(5));
            assertThat(socket.state()).isEqualTo(TcpState.CLOSE_WAIT);
            assertThat(reads(socket)).isEqualTo("bye");
            assertThat(reads(socket)).isEqualTo("<end>");
        }

        @Test
        void waitsWithTheFinUntilWhatIsBeforeItHasCome() {
            TcpSocket socket = established();
            peer.sends(fin().seq(4).acks(1));
            peer.expect(ack(1));
            assertThat(socket.state()).isEqualTo(TcpState.ESTABLISHED);
            peer.sends(data("abc").seq(1).acks(1));
            peer.expect(ack(5));
            assertThat(socket.state()).isEqualTo(TcpState.CLOSE_WAIT);
        }
    }

    @Nested
    class Closing {
        @Test
        void goesThroughFinWaitToTimeWaitAndRestsAMinute() {
            TcpSocket socket = established();
            socket.close();
            peer.expect(fin().seq(1).acks(1));
            assertThat(socket.state()).isEqualTo(TcpState.FIN_WAIT_1);
            peer.sends(ack(2).seq(1));
            assertThat(socket.state()).isEqualTo(TcpState.FIN_WAIT_2);
            peer.sends(fin().seq(1).acks(2));
            peer.expect(ack(2).seq(2));
            assertThat(socket.state()).isEqualTo(TcpState.TIME_WAIT);
            assertThat(peer.events).containsExactly("connected", "ended CLOSED");
            peer.waits(59_999);
            assertThat(peer.tcp.connections()).isEqualTo(1);
            peer.waits(1);
            assertThat(peer.tcp.connections()).isZero();
            assertThat(peer.engine.armed()).isZero();
        }

        @Test
        void closesFromBothSidesAtOnce() {
            TcpSocket socket = established();
            socket.close();
            peer.expect(fin().seq(1).acks(1));
            peer.sends(fin().seq(1).acks(1));
            peer.expect(ack(2).seq(2));
            assertThat(socket.state()).isEqualTo(TcpState.CLOSING);
            peer.sends(ack(2).seq(2));
            assertThat(socket.state()).isEqualTo(TcpState.TIME_WAIT);
            peer.forgets();
        }

        @Test
        void endsInLastAckWhenThePeerClosedFirst() {
            TcpSocket socket = established();
            peer.sends(fin().seq(1).acks(1));
            peer.expect(ack(2));
            socket.close();
            peer.expect(fin().seq(1).acks(2));
            assertThat(socket.state()).isEqualTo(TcpState.LAST_ACK);
            peer.sends(ack(2).seq(2));
            assertThat(peer.events).containsExactly("connected", "readable", "ended CLOSED");
            assertThat(peer.engine.armed()).isZero();
        }

        @Test
        void readsOnAfterShutdownOfItsOutput() {
            TcpSocket socket = established();
            socket.shutdownOutput();
            peer.expect(fin().seq(1));
            peer.sends(ack(2).seq(1));
            peer.sends(data("still here").seq(1).acks(2));
            peer.expect(ack(11));
            assertThat(reads(socket)).isEqualTo("still here");
            assertThatThrownBy(() -> writes(socket, "no")).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void resetsWhenDataComeAfterClose() {
            TcpSocket socket = established();
            socket.close();
            peer.expect(fin().seq(1));
            peer.sends(ack(2).seq(1));
            peer.sends(data("too late").seq(1).acks(2));
            peer.expect(rst().seq(2));
            assertThat(peer.tcp.connections()).isZero();
        }

        @Test
        void sendsTheFinAfterAllThatWasWritten() {
            TcpSocket socket = established();
            writes(socket, 1500);
            socket.close();
            peer.expect(data(1000).seq(1));
            peer.expect(data(500).seq(1001));
            peer.expect(fin().seq(1501));
        }

        @Test
        void acknowledgesTheFinAgainInTimeWaitAndStartsTheRestAnew() {
            timeWait();
            peer.waits(30_000);
            peer.sends(fin().seq(1).acks(2));
            peer.expect(ack(2).seq(2));
            peer.waits(59_999);
            assertThat(peer.tcp.connections()).isEqualTo(1);
            peer.waits(1);
            assertThat(peer.tcp.connections()).isZero();
        }

        @Test
        void forgetsAConnectionThatThePeerNeverCloses() {
            TcpSocket socket = established();
            socket.close();
            peer.expect(fin().seq(1));
            peer.sends(ack(2).seq(1));
            peer.waits(60_000);
            assertThat(peer.tcp.connections()).isZero();
            assertThat(peer.events).containsExactly("connected", "ended CLOSED");
        }

        @Test
        void holdsTheEndBackUntilEverythingIsRead() {
            TcpSocket socket = established();
            socket.shutdownOutput();
            peer.expect(fin().seq(1));
            peer.sends(data("last words").seq(1).acks(2).withFin());
            peer.expect(ack(12));
            assertThat(peer.events).containsExactly("connected", "readable");
            assertThat(reads(socket)).isEqualTo("last words");
            peer.waits(0);
            assertThat(peer.events).containsExactly("connected", "readable", "ended CLOSED");
        }

        private void timeWait() {
            established().close();
            peer.expect(fin().seq(1));
            peer.sends(ack(2).seq(1));
            peer.sends(fin().seq(1).acks(2));
            peer.expect(ack(2).seq(2));
        }

        @Test
        void opensAnewOutOfTimeWaitForALaterSyn() {
            var accepted = new ArrayList<TcpSocket>();
            peer.tcp.listen(Endpoint.v4(0, 443), 5, accepted::add);
            peer.hostPort = 443;
            peer.sends(syn());
            peer.expect(synAck());
            peer.sends(ack(1).seq(1));
            accepted.getFirst().close();
            peer.expect(fin().seq(1));
            peer.sends(fin().seq(1).acks(2));
            peer.expect(ack(2));
            peer.sends(syn().seq(1));
            peer.expect(ack(2));
            peer.sends(syn().seq(3));
            peer.expect(synAck().acks(4));
        }
    }
}
