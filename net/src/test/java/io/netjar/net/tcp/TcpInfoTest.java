package io.netjar.net.tcp;

import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.data;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;

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
}
