package io.netjar.net.tcp;

import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.data;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Bytes;
import io.netjar.wire.IcmpView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TcpInfoTest {
    private final Peer peer = new Peer(TcpSettings.linuxLike().withOptions(false, true, false));
    private final TcpSocket socket = peer.establishes(synAck().mss(1000).sackPermitted(), 100);

    private TcpInfo.Connected info() {
        return (TcpInfo.Connected) peer.tcp.sockets().getFirst();
    }

    @Test
    void countsSegmentsOnTheirWaySackedLostAndSentAgain() {
        Peer.writes(socket, 5000);
        assertThat(info().flight()).isEqualTo(new TcpInfo.Flight(5, 0, 0, 0));
        peer.waits(100);
        peer.sends(ack(1).seq(1).sack(2001, 5001));
        assertThat(info().flight()).isEqualTo(new TcpInfo.Flight(5, 3, 2, 2));
        peer.waits(100);
        peer.sends(ack(1001).seq(1).sack(2001, 5001));
        assertThat(info().flight()).isEqualTo(new TcpInfo.Flight(4, 3, 1, 1));
        peer.sends(ack(5001).seq(1));
        assertThat(info().flight()).isEqualTo(new TcpInfo.Flight(0, 0, 0, 0));
    }

    @Test
    void isBusyWhileSomethingIsNotAcknowledged() {
        peer.waits(1000);
        Peer.writes(socket, 2000);
        assertThat(info().timing().busy()).isZero();
        peer.waits(30);
        peer.sends(ack(1001).seq(1));
        peer.waits(40);
        assertThat(info().timing().busy()).isEqualTo(Duration.ofMillis(70));
        peer.sends(ack(2001).seq(1));
        peer.waits(5000);
        assertThat(info().timing().busy()).isEqualTo(Duration.ofMillis(70));
        Peer.writes(socket, 1);
        peer.waits(7);
        assertThat(info().timing().busy()).isEqualTo(Duration.ofMillis(77));
    }

    @Test
    void countsSegmentsThatThePeerSaysCameTwice() {
        Peer.writes(socket, 5000);
        peer.waits(100);
        peer.sends(ack(5001).seq(1));
        assertThat(info().counts().duplicates()).isZero();
        peer.sends(ack(5001).seq(1).sack(1, 1001));
        assertThat(info().counts().duplicates()).isEqualTo(1);
        peer.sends(ack(5001).seq(1).sack(1001, 3501));
        assertThat(info().counts().duplicates()).isEqualTo(4);
    }

    @Test
    void tellsHowFastDataAreDeliveredAndWhetherTheProgramWasSlow() {
        assertThat(info().delivery()).isEqualTo(new TcpInfo.Delivery(0, true));
        Peer.writes(socket, 10_000);
        peer.waits(100);
        peer.sends(ack(10_001).seq(1));
        assertThat(info().delivery()).isEqualTo(new TcpInfo.Delivery(800_000, true));
        assertThat(Peer.writes(socket, 60_000)).isEqualTo(60_000);
        peer.waits(100);
        peer.sends(ack(30_001).seq(1));
        assertThat(info().delivery()).isEqualTo(new TcpInfo.Delivery(1_600_000, true));
        peer.waits(100);
        peer.sends(ack(70_001).seq(1));
        assertThat(info().delivery()).isEqualTo(new TcpInfo.Delivery(3_200_000, false));
        Peer.writes(socket, 1);
        peer.waits(100);
        peer.sends(ack(70_002).seq(1));
        assertThat(info().delivery()).isEqualTo(new TcpInfo.Delivery(3_200_000, false));
    }

    @Test
    void delaysNoAcknowledgementBeforeDataCame() {
        assertThat(info().timing().delayedAck()).isZero();
        peer.sends(data("x").seq(1).acks(1));
        assertThat(info().timing().delayedAck()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void countsSynAndFinAsBytesAsLinuxDoes() {
        assertThat(info().counts().bytesAcked()).isEqualTo(1);
        Peer.writes(socket, 10);
        socket.shutdownOutput();
        assertThat(info().unacknowledged()).isEqualTo(11);
        peer.sends(ack(11).seq(1));
        assertThat(info().unacknowledged()).isEqualTo(1);
        assertThat(info().counts().bytesAcked()).isEqualTo(11);
        peer.sends(ack(12).seq(1));
        assertThat(info().unacknowledged()).isZero();
        assertThat(info().counts().bytesAcked()).isEqualTo(12);
        peer.sends(data("abc").seq(1).acks(12));
        assertThat(info().unread()).isEqualTo(3);
        assertThat(info().counts().bytesReceived()).isEqualTo(3);
    }

    @Test
    void countsTheFinThatTheProgramCannotHaveRead() {
        peer.sends(data("abc").seq(1).acks(1).withFin());
        assertThat(info().unread()).isEqualTo(4);
        assertThat(info().counts().bytesReceived()).isEqualTo(4);
        assertThat(Peer.reads(socket)).isEqualTo("abc");
        assertThat(info().unread()).isZero();
    }

    @Test
    void tellsOfTheSynWhileTheConnectionIsOpened() {
        socket.abort();
        peer.connects();
        assertThat(info().unacknowledged()).isEqualTo(1);
        assertThat(info().flight()).isEqualTo(new TcpInfo.Flight(1, 0, 0, 0));
        assertThat(info().sizes().congestionWindow()).isEqualTo(10 * info().sizes().segment());
        peer.waits(1200);
        assertThat(info().flight()).isEqualTo(new TcpInfo.Flight(1, 0, 1, 1));
        assertThat(info().sizes().congestionWindow()).isEqualTo(info().sizes().segment());
        assertThat(info().counts().retransmissions()).isEqualTo(1);
        assertThat(info().deadline())
                .isEqualTo(new TcpInfo.Deadline(TcpInfo.Awaited.ACKNOWLEDGEMENT, Duration.ofMillis(1800), 1));
    }

    @Test
    void countsASegmentAsDeliveredOnceUnlessItsRepairWasNeedless() {
        assertThat(info().counts().delivered()).isEqualTo(1);
        Peer.writes(socket, 5000);
        peer.waits(100);
        peer.sends(ack(1).seq(1).sack(2001, 5001));
        assertThat(info().counts().delivered()).isEqualTo(4);
        assertThat(info().counts().retransmissions()).isEqualTo(2);
        peer.sends(ack(5001).seq(1));
        assertThat(info().counts().delivered()).isEqualTo(6);
        peer.sends(ack(5001).seq(1).sack(1, 3001));
        assertThat(info().counts().duplicates()).isEqualTo(3);
        assertThat(info().counts().delivered()).isEqualTo(8);
    }

    @Test
    void tellsForHowLongItWaitsForWhat() {
        assertThat(info().deadline())
                .isEqualTo(new TcpInfo.Deadline(TcpInfo.Awaited.NOTHING, Duration.ZERO, 0));
        socket.keepAlive(new TcpKeepAlive(true, Duration.ofSeconds(10), Duration.ofSeconds(5), 3));
        peer.waits(12_000);
        assertThat(info().deadline())
                .isEqualTo(new TcpInfo.Deadline(TcpInfo.Awaited.SIGN_OF_LIFE, Duration.ofSeconds(3), 1));
        peer.sends(ack(1).seq(1).window(0));
        Peer.writes(socket, 10);
        assertThat(info().deadline())
                .isEqualTo(new TcpInfo.Deadline(TcpInfo.Awaited.WINDOW, Duration.ofMillis(300), 0));
        peer.waits(400);
        assertThat(info().deadline())
                .isEqualTo(new TcpInfo.Deadline(TcpInfo.Awaited.WINDOW, Duration.ofMillis(500), 1));
        assertThat(info().timing().retries()).isEqualTo(1);
        peer.sends(ack(1).seq(1));
        socket.close();
        assertThat(info().deadline().awaited()).isEqualTo(TcpInfo.Awaited.ACKNOWLEDGEMENT);
        peer.sends(ack(12).seq(1));
        assertThat(info().deadline())
                .isEqualTo(new TcpInfo.Deadline(TcpInfo.Awaited.END, Duration.ofSeconds(60), 0));
    }

    @Test
    void whatThePeerWasToldItsSegmentsMayHoldOutlastsASmallerPath() {
        Peer.writes(socket, 1000);
        byte[] head = new byte[8];
        Bytes.u16(head, 0, socket.local().port());
        Bytes.u16(head, 2, Peer.PORT);
        Bytes.i32(head, 4, peer.hostIsn + 1);
        peer.tcp.error(IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_FRAGMENTATION_NEEDED, 900, Peer.HOST,
                Peer.ADDRESS, head, 0, 8);
        assertThat(info().sizes().path()).isEqualTo(900);
        assertThat(info().sizes().advertisedSegment()).isEqualTo(1460);
    }
}
