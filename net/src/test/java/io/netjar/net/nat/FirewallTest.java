package io.netjar.net.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A firewall before a network whose addresses are public: 203.0.113.0/24, its router outside at 203.0.112.2.
class FirewallTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int SYN_ACK = TcpView.SYN | TcpView.ACK;
    private static final IpPrefix NETWORK = IpPrefix.of("203.0.113.0/24");
    private static final Endpoint DESK = NatBench.at("203.0.113.10", 40_000);
    private static final Endpoint WEB = NatBench.at("203.0.113.20", 443);
    private static final Endpoint ROUTER = NatBench.at("203.0.112.2", 7);
    private static final Endpoint SERVER = NatBench.at("198.51.100.1", 80);

    private final Engine engine = new Engine(1);
    private final NatPackets packets = new NatPackets();
    private final List<Packet> made = new ArrayList<>();
    private Firewall firewall = firewall(NatSettings.homeRouter());

    private Firewall firewall(NatSettings settings) {
        var fresh = new Firewall(engine, settings);
        fresh.router(ROUTER.address());
        return fresh;
    }

    private Packet keep(Packet packet) {
        made.add(packet);
        return packet;
    }

    private Packet sent(Packet packet) {
        byte[] before = packet.bytes().clone();
        assertThat(firewall.outbound(keep(packet))).isEqualTo(NatVerdict.PASS);
        assertThat(Arrays.equals(packet.bytes(), before)).as("unchanged").isTrue();
        return packet;
    }

    private void arrives(Packet packet) {
        byte[] before = packet.bytes().clone();
        assertThat(firewall.inbound(keep(packet))).isEqualTo(NatVerdict.PASS);
        assertThat(Arrays.equals(packet.bytes(), before)).as("unchanged").isTrue();
    }

    private void isForbidden(Packet packet) {
        assertThat(firewall.inbound(keep(packet))).isEqualTo(NatVerdict.FORBIDDEN);
    }

    @AfterEach
    void nothingLeaks() {
        made.forEach(Packet::release);
        assertThat(packets.pool().lent()).isZero();
    }

    @Test
    void letsNothingInThatNobodyInsideBegan() {
        isForbidden(packets.udp(SERVER, DESK));
        isForbidden(packets.tcp(SERVER, DESK, TcpView.SYN));
        isForbidden(packets.tcp(SERVER, DESK, TcpView.ACK));
        isForbidden(packets.echo(SERVER, DESK, true));
        isForbidden(packets.echo(SERVER, DESK, false));
        assertThat(firewall.flows()).isZero();
    }

    @Test
    void letsAnswersInUntilTheFlowIsForgotten() {
        sent(packets.udp(DESK, SERVER));
        engine.runUntil(30 * SECOND - 1);
        arrives(packets.udp(SERVER, DESK));
        isForbidden(packets.udp(NatBench.at("198.51.100.1", 81), DESK));
        isForbidden(packets.udp(SERVER, NatBench.at("203.0.113.10", 40_001)));
        engine.runUntil(engine.now() + 120 * SECOND - 1);
        arrives(packets.udp(SERVER, DESK));
        engine.runUntil(engine.now() + 120 * SECOND);
        isForbidden(packets.udp(SERVER, DESK));
    }

    @Test
    void letsTheReplyToAPingIn() {
        sent(packets.echo(DESK, SERVER, true));
        arrives(packets.echo(SERVER, DESK, false));
        isForbidden(packets.echo(SERVER, DESK, true));
    }

    @Test
    void watchesTcpStatesAndWindows() {
        sent(packets.tcp(DESK, SERVER, TcpView.SYN));
        arrives(packets.tcp(SERVER, DESK, SYN_ACK));
        sent(packets.tcp(DESK, SERVER, TcpView.ACK));
        assertThat(firewall.entries()).singleElement().extracting(NatEntry::state)
                .isEqualTo(FlowState.ESTABLISHED);
        Packet forged = keep(packets.tcp(SERVER, DESK, TcpView.RST, 1001 + 65_001, 0));
        assertThat(firewall.inbound(forged)).isEqualTo(NatVerdict.OUT_OF_WINDOW);
    }

    @Test
    void letsErrorsInAboutWhatWasSentOnly() {
        Packet question = sent(packets.udp(DESK, SERVER));
        arrives(packets.error(NatBench.at("198.51.100.254", 0), question, 28));
        Packet other = keep(packets.udp(DESK, NatBench.at("198.51.100.2", 80)));
        isForbidden(packets.error(NatBench.at("198.51.100.254", 0), other, 28));
        Packet broken = keep(packets.error(SERVER, question, 28));
        broken.bytes()[broken.end() - 1] ^= 1;
        assertThat(firewall.inbound(broken)).isEqualTo(NatVerdict.BAD_CHECKSUM);
    }

    @ParameterizedTest
    @CsvSource({"442, false", "443, true", "445, true", "446, false"})
    void opensExactlyThePortsOfARule(int port, boolean open) {
        firewall.open(new FirewallRule(Ipv4View.PROTOCOL_TCP, IpPrefix.of("198.51.100.0/24"),
                new IpPrefix(WEB.address(), 32), 443, 445));
        Endpoint to = new Endpoint(WEB.address(), port);
        NatVerdict verdict = firewall.inbound(keep(packets.tcp(SERVER, to, TcpView.SYN)));
        assertThat(verdict).isEqualTo(open ? NatVerdict.PASS : NatVerdict.FORBIDDEN);
        isForbidden(packets.tcp(NatBench.at("198.51.101.1", 80), to, TcpView.SYN));
        isForbidden(packets.tcp(SERVER, new Endpoint(DESK.address(), port), TcpView.SYN));
        isForbidden(packets.udp(SERVER, to));
    }

    @Test
    void letsTheAnswersOfAnOpenPortOutAndItsConnectionGoOn() {
        firewall.open(FirewallRule.port(Ipv4View.PROTOCOL_TCP, NETWORK, 443));
        isForbidden(packets.tcp(SERVER, WEB, TcpView.ACK));
        arrives(packets.tcp(SERVER, WEB, TcpView.SYN));
        sent(packets.tcp(WEB, SERVER, SYN_ACK));
        arrives(packets.tcp(SERVER, WEB, TcpView.ACK));
        assertThat(firewall.flows()).isEqualTo(1);
    }

    @Test
    void letsPingsInByRuleAndToItsRouter() {
        arrives(packets.echo(SERVER, ROUTER, true));
        sent(packets.echo(ROUTER, SERVER, false));
        firewall.open(FirewallRule.ping(NETWORK));
        arrives(packets.echo(SERVER, DESK, true));
        sent(packets.echo(DESK, SERVER, false));
        firewall = firewall(NatSettings.homeRouter().withAnswersPing(false));
        isForbidden(packets.echo(SERVER, ROUTER, true));
    }

    @Test
    void letsBroadcastsForAnOpenPortInWithoutAFlow() {
        firewall.open(FirewallRule.port(Ipv4View.PROTOCOL_UDP, IpPrefix.DEFAULT_V4, 68));
        arrives(packets.udp(SERVER, new Endpoint(IpAddress.BROADCAST_V4, 68)));
        isForbidden(packets.udp(SERVER, new Endpoint(IpAddress.BROADCAST_V4, 69)));
        assertThat(firewall.flows()).isZero();
    }

    @Test
    void makesRoomForTheFlowAfterTheLastIfOneIsUnanswered() {
        firewall = firewall(NatSettings.homeRouter().withMaxFlows(1));
        sent(packets.udp(DESK, SERVER));
        sent(packets.udp(DESK, NatBench.at("198.51.100.2", 80)));
        assertThat(firewall.evicted()).isEqualTo(1);
        arrives(packets.udp(NatBench.at("198.51.100.2", 80), DESK));
        assertThat(firewall.outbound(keep(packets.udp(DESK, SERVER)))).isEqualTo(NatVerdict.TABLE_FULL);
    }

    @Test
    void leavesNothingArmedWhenTheTableIsEmpty() {
        sent(packets.udp(DESK, SERVER));
        sent(packets.tcp(DESK, SERVER, TcpView.SYN));
        engine.runUntil(3600 * SECOND);
        assertThat(firewall.flows()).isZero();
        assertThat(engine.armed()).isZero();
    }
}
