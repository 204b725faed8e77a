package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.DropReason;
import io.netjar.wire.ArpView;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArpTest {
    private static final int OTHER = IpAddress.of("192.0.2.3").v4();
    private static final long OTHER_MAC = MacAddress.local(0xaaaa).bits();

    private final Bench bench = new Bench();

    @AfterEach
    void nothingIsLost() {
        bench.pass(60_000_000_000L);
        assertThat(bench.network.packets().lent()).isZero();
        assertThat(bench.network.engine().armed()).isZero();
    }

    @Test
    void requestIsBroadcastAndPaddedToTheShortestFrame() {
        send(OTHER);
        byte[] frame = bench.sentFrames.getFirst();
        assertThat(frame).hasSize(EthernetView.MIN_FRAME_BYTES);
        assertThat(new EthernetView(frame, 0).destination()).isEqualTo(MacAddress.BROADCAST_BITS);
        var request = new ArpView(frame, EthernetView.HEADER_BYTES);
        assertThat(request.operation()).isEqualTo(ArpView.REQUEST);
        assertThat(request.senderAddress()).isEqualTo(Bench.HOST);
        assertThat(request.targetAddress()).isEqualTo(OTHER);
    }

    @Test
    void packetsThatWaitLeaveInOrderWhenTheReplyComes() {
        for (int i = 0; i < 3; i++) {
            send(OTHER);
        }
        assertThat(bench.sentFrames).hasSize(1);
        arp(ArpView.REPLY, OTHER, Bench.HOST);
        assertThat(bench.sentFrames).hasSize(4);
        assertThat(new EthernetView(bench.sentFrames.getLast(), 0).destination()).isEqualTo(OTHER_MAC);
    }

    @Test
    void allIsForgottenWhenTheCarrierIsLost() {
        send(OTHER);
        arp(ArpView.REPLY, OTHER, Bench.HOST);
        int third = OTHER + 1;
        send(third);
        bench.eth0.port().carrier(bench.cable, false);
        assertThat(bench.eth0.arp().lookup(IpAddress.v4(OTHER))).isEmpty();
        assertThat(bench.network.drops(DropReason.ARP_CARRIER_LOST)).isEqualTo(1);
        assertThat(bench.network.drops(DropReason.LINK_DOWN)).as("it was never on the link").isZero();
        bench.sentFrames.clear();
        bench.pass(5_000_000_000L);
        assertThat(bench.sentFrames).as("nobody asks on").isEmpty();
        bench.eth0.port().carrier(bench.cable, true);
        send(OTHER);
        byte[] frame = bench.sentFrames.getFirst();
        assertThat(new EthernetView(frame, 0).destination()).isEqualTo(MacAddress.BROADCAST_BITS);
        arp(ArpView.REPLY, OTHER, Bench.HOST);
    }

    @Test
    void oldestPacketIsDroppedWhenTooManyWait() {
        for (int i = 0; i < Arp.MAX_WAITING; i++) {
            send(OTHER);
        }
        assertThat(bench.network.drops(DropReason.ARP_QUEUE_FULL)).isZero();
        send(OTHER);
        assertThat(bench.network.drops(DropReason.ARP_QUEUE_FULL)).isEqualTo(1);
        arp(ArpView.REPLY, OTHER, Bench.HOST);
        assertThat(bench.sentFrames).hasSize(1 + Arp.MAX_WAITING);
    }

    @Test
    void threeRequestsASecondApartAndThenItFails() {
        send(OTHER);
        bench.pass(3 * Arp.RETRY_NANOS - 1);
        assertThat(bench.sentFrames).hasSize(3);
        assertThat(bench.network.drops(DropReason.ARP_FAILED)).isZero();
        bench.pass(1);
        assertThat(bench.network.drops(DropReason.ARP_FAILED)).isEqualTo(1);
        send(OTHER);
        assertThat(bench.sentFrames).as("it asks again").hasSize(4);
    }

    @Test
    void reachesANeighbourThatComesAfterItWasGivenUp() {
        // So many that the host has stopped looking the way up for each.
        for (int i = 0; i < Arp.MAX_WAITING; i++) {
            send(OTHER);
        }
        bench.pass(3 * Arp.RETRY_NANOS);
        arp(ArpView.REQUEST, OTHER, Bench.HOST);
        bench.sentFrames.clear();
        send(OTHER);
        assertThat(bench.sentFrames).hasSize(1);
        assertThat(new EthernetView(bench.sentFrames.getFirst(), 0).destination()).isEqualTo(OTHER_MAC);
    }

    @Test
    void oldEntryIsUsedWhileItIsConfirmedByUnicast() {
        bench.pass(Arp.CONFIRMED_NANOS + 1);
        send(Bench.PEER);
        assertThat(bench.sentFrames).hasSize(2);
        var request = new EthernetView(bench.sentFrames.getFirst(), 0);
        assertThat(request.type()).isEqualTo(EthernetView.TYPE_ARP);
        assertThat(request.destination())
                .isEqualTo(new EthernetView(bench.sentFrames.getLast(), 0).destination());
        bench.pass(3 * Arp.RETRY_NANOS);
        assertThat(bench.eth0.arp().lookup(IpAddress.v4(Bench.PEER))).as("nobody confirmed").isEmpty();
    }

    @Test
    void answersRequestsForItsOwnAddressesOnly() {
        arp(ArpView.REQUEST, OTHER, Bench.HOST);
        assertThat(bench.sentFrames).hasSize(1);
        var reply = new ArpView(bench.sentFrames.getFirst(), EthernetView.HEADER_BYTES);
        assertThat(reply.operation()).isEqualTo(ArpView.REPLY);
        assertThat(reply.senderMac()).isEqualTo(bench.eth0.mac().bits());
        assertThat(reply.targetMac()).isEqualTo(OTHER_MAC);
        arp(ArpView.REQUEST, OTHER, IpAddress.of("192.0.2.77").v4());
        assertThat(bench.sentFrames).hasSize(1);
    }

    @Test
    void learnsFromWhoAsksItButNotFromWhoAsksOthers() {
        arp(ArpView.REQUEST, OTHER, IpAddress.of("192.0.2.77").v4());
        assertThat(bench.eth0.arp().lookup(IpAddress.v4(OTHER))).isEmpty();
        arp(ArpView.REQUEST, OTHER, Bench.HOST);
        assertThat(bench.eth0.arp().lookup(IpAddress.v4(OTHER))).contains(new MacAddress(OTHER_MAC));
    }

    private void send(int destination) {
        bench.ip.send(bench.network.packets().take(20), Bench.PROTOCOL, 0, destination, false);
    }

    private void arp(int operation, int sender, int target) {
        Packet packet = bench.network.packets().take(ArpView.BYTES);
        new ArpView(packet.bytes(), packet.offset()).write(operation, OTHER_MAC, sender, 0, target);
        var ethernet = new EthernetView(packet.bytes(), packet.push(EthernetView.HEADER_BYTES));
        ethernet.destination(bench.eth0.mac().bits());
        ethernet.source(OTHER_MAC);
        ethernet.type(EthernetView.TYPE_ARP);
        bench.eth0.port().receive(packet);
    }
}
