package io.netjar.net.nat;

import static io.netjar.net.nat.NatPackets.destination;
import static io.netjar.net.nat.NatPackets.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Endpoint;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.TcpView;
import org.junit.jupiter.api.Test;

/// What a NAT does when its table or its ports are used up.
class NatFullTest extends NatBench {
    private static final Endpoint OTHER = at("198.51.100.2", 80);

    private void answered(Endpoint inside, Endpoint remote) {
        arrived(packets.udp(remote, source(sent(packets.udp(inside, remote)))));
    }

    private void refusedAsFull(Endpoint inside, Endpoint remote) {
        assertThat(nat.outbound(keep(packets.udp(inside, remote)))).isEqualTo(NatVerdict.TABLE_FULL);
    }

    @Test
    void takesTheLastFlowThatFitsAndRefusesTheNextUntilOneIsGone() {
        nat = nat(NatSettings.homeRouter().withMaxFlows(2));
        answered(LAPTOP, SERVER);
        engine.runUntil(SECOND);
        answered(PHONE, SERVER);
        refusedAsFull(LAPTOP, OTHER);
        answered(LAPTOP, SERVER);
        engine.runUntil(121 * SECOND);
        sent(packets.udp(LAPTOP, OTHER));
        assertThat(nat.evicted()).isZero();
    }

    @Test
    void forgetsTheUnansweredFlowThatWasSilentLongest() {
        nat = nat(NatSettings.homeRouter().withMaxFlows(3));
        sent(packets.udp(LAPTOP, SERVER));
        engine.runUntil(SECOND);
        sent(packets.udp(PHONE, SERVER));
        engine.runUntil(2 * SECOND);
        sent(packets.udp(LAPTOP, SERVER));
        answered(at("192.168.0.12", 5000), SERVER);
        sent(packets.udp(LAPTOP, OTHER));
        assertThat(nat.evicted()).isEqualTo(1);
        assertThat(nat.flows()).isEqualTo(3);
        assertThat(destination(arrived(packets.udp(SERVER, outside(40_000))))).isEqualTo(LAPTOP);
        arrived(packets.udp(SERVER, outside(5000)));
    }

    @Test
    void prefersAnUnansweredFlowToAClosedConnection() {
        nat = nat(NatSettings.homeRouter().withMaxFlows(2));
        sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN));
        arrived(packets.tcp(SERVER, outside(40_000), TcpView.RST | TcpView.ACK));
        engine.runUntil(SECOND);
        sent(packets.udp(PHONE, SERVER));
        answered(LAPTOP, OTHER);
        arrived(packets.tcp(SERVER, outside(40_000), TcpView.RST | TcpView.ACK));
        assertThat(nat.evicted()).isEqualTo(1);
    }

    @Test
    void forgetsAClosedConnectionWhenAllElseIsInUse() {
        nat = nat(NatSettings.homeRouter().withMaxFlows(1));
        sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN));
        arrived(packets.tcp(SERVER, outside(40_000), TcpView.RST | TcpView.ACK));
        answered(LAPTOP, OTHER);
        assertThat(nat.evicted()).isEqualTo(1);
        assertThat(nat.flows()).isEqualTo(1);
    }

    @Test
    void keepsAnEstablishedConnectionThroughAFlood() {
        nat = nat(NatSettings.homeRouter().withMaxFlows(10));
        sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN));
        arrived(packets.tcp(SERVER, outside(40_000), SYN_ACK));
        sent(packets.tcp(LAPTOP, SERVER, TcpView.ACK));
        for (int port = 1; port <= 1000; port++) {
            sent(packets.udp(PHONE, at("198.51.100.3", port)));
        }
        arrived(packets.tcp(SERVER, outside(40_000), TcpView.ACK));
        assertThat(nat.flows()).isEqualTo(10);
        assertThat(nat.evicted()).isEqualTo(991);
    }

    @Test
    void refusesAFlowWhenAllPortsAreTaken() {
        nat = nat(NatSettings.homeRouter().withPorts(NatPorts.preserving().withRange(5000, 5001)));
        sent(packets.udp(LAPTOP, SERVER));
        for (int host = 20; host < 22; host++) {
            int port = source(sent(packets.udp(at("192.168.0." + host, 40_000), SERVER))).port();
            assertThat(port).isBetween(5000, 5001);
        }
        refusedAsFull(PHONE, SERVER);
    }

    @Test
    void refusesAFlowFromOutsideToo() {
        nat = nat(NatSettings.homeRouter().withMaxFlows(1));
        nat.forward(Ipv4View.PROTOCOL_UDP, 5000, LAPTOP);
        answered(PHONE, SERVER);
        assertThat(nat.inbound(keep(packets.udp(SERVER, outside(5000))))).isEqualTo(NatVerdict.TABLE_FULL);
    }
}
