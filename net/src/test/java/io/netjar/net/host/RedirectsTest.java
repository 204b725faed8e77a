package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Capture;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Switch;
import io.netjar.net.router.Router;
import io.netjar.testkit.Tshark;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A host whose default router sends what is for bob to another router on the same switch.
class RedirectsTest {
    private static final IpAddress BOB = IpAddress.of("198.51.100.2");
    private static final IpPrefix JUST_BOB = new IpPrefix(BOB, 32);

    private final Network network = new Network(new Engine(1));
    private final Switch bridge = new Switch(network, "switch");
    private final Host alice = new Host(network, "alice");
    private final Router first = new Router(network, "first");
    private final Router second = new Router(network, "second");
    private final Host bob = new Host(network, "bob");
    private final NetworkInterface eth0 = alice.addInterface("eth0");
    private final NetworkInterface atFirst = first.addInterface("lan", IpAddress.of("192.0.2.1"), 24);
    private final NetworkInterface atSecond = second.addInterface("lan", IpAddress.of("192.0.2.2"), 24);
    private final Link cable;

    RedirectsTest() {
        eth0.addAddress(IpAddress.of("192.0.2.10"), 24);
        cable = new Link(network, "alice", eth0.port(), bridge.newPort(), LinkSpec.ethernet());
        new Link(network, "first", atFirst.port(), bridge.newPort(), LinkSpec.ethernet());
        new Link(network, "second", atSecond.port(), bridge.newPort(), LinkSpec.ethernet());
        NetworkInterface away = second.addInterface("wan", IpAddress.of("198.51.100.1"), 24);
        NetworkInterface home = bob.addInterface("eth0");
        home.addAddress(BOB, 24);
        new Link(network, "bob", away.port(), home.port(), LinkSpec.ethernet());
        alice.addDefaultRoute(IpAddress.of("192.0.2.1"));
        bob.addDefaultRoute(IpAddress.of("198.51.100.1"));
        first.addRoute(IpPrefix.of("198.51.100.0/24"), IpAddress.of("192.0.2.2"));
    }

    @AfterEach
    void nothingIsLost() {
        pass(Duration.ofMinutes(10));
        assertThat(network.packets().lent()).isZero();
        assertThat(network.engine().armed()).isZero();
    }

    private void pass(Duration time) {
        network.engine().runUntil(network.engine().now() + time.toNanos());
    }

    private int ping(int count) {
        List<PingResult> results = new ArrayList<>();
        new Ping(alice, BOB, (_, result) -> results.add(result)).pace(1_000_000, 1_000_000_000L).start(count);
        pass(Duration.ofSeconds(2));
        return (int) results.stream().filter(PingResult.Reply.class::isInstance).count();
    }

    private String route() {
        var route = alice.ip().routes().get(JUST_BOB);
        return route == null ? "none" : route.gateway().toString();
    }

    @Test
    void aHostGoesToTheNearerRouterFromTheSecondPacketOn() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (Capture _ = Capture.of(network, bytes)) {
            assertThat(ping(5)).isEqualTo(5);
        }
        assertThat(route()).isEqualTo("192.0.2.2");
        assertThat(first.ip().icmp().sentErrors()).isEqualTo(1);
        // ARP for alice and for the second router, the first echo request passed on, and the redirect.
        assertThat(atFirst.port().sentFrames()).isEqualTo(4);
        if (Tshark.isInstalled()) {
            assertThat(Tshark.complaints(bytes.toByteArray())).isEmpty();
        }
    }

    @Test
    void whatARedirectIsAboutGoesOnToTheRightRouter() {
        NetworkInterface home = bob.ip().interfaces().getFirst();
        for (int i = 10; i < 42; i++) {
            IpAddress one = IpAddress.of("198.51.100." + i);
            home.addAddress(one, 24);
            List<PingResult> results = new ArrayList<>();
            new Ping(alice, one, (_, result) -> results.add(result)).start(1);
            pass(Duration.ofMinutes(1));
            assertThat(results).as("ping of %s", one).hasOnlyElementsOfType(PingResult.Reply.class)
                    .hasSize(1);
            assertThat(first.ip().icmp().sentErrors()).isEqualTo(i - 9);
        }
    }

    @Test
    void theWayIsForgottenAfterFiveMinutes() {
        ping(1);
        pass(Duration.ofMinutes(5).minusSeconds(3));
        assertThat(route()).isEqualTo("192.0.2.2");
        pass(Duration.ofSeconds(2));
        assertThat(route()).isEqualTo("none");
    }

    @Test
    void aRouteSetByHandComesBack() {
        alice.addRoute(JUST_BOB, IpAddress.of("192.0.2.1"));
        ping(1);
        assertThat(route()).isEqualTo("192.0.2.2");
        pass(Duration.ofMinutes(6));
        assertThat(route()).isEqualTo("192.0.2.1");
    }

    @Test
    void theWayIsForgottenWithTheCarrierAndWithTheAddress() {
        ping(1);
        cable.up(false);
        assertThat(route()).isEqualTo("none");
        cable.up(true);
        ping(1);
        assertThat(route()).isEqualTo("192.0.2.2");
        eth0.removeAddress(IpAddress.of("192.0.2.10"));
        assertThat(route()).isEqualTo("none");
    }

    @Test
    void switchesTurnItOff() {
        alice.ip().obeysRedirects(false);
        assertThat(ping(1)).isEqualTo(1);
        assertThat(route()).isEqualTo("none");
        assertThat(first.ip().icmp().sentErrors()).isEqualTo(1);
        first.ip().sendsRedirects(false);
        ping(1);
        assertThat(first.ip().icmp().sentErrors()).isEqualTo(1);
    }

    @Test
    void theRouterTellsWhoeverDoesNotHeedAfterTwiceTheTimeAgainAndNineTimesInAll() {
        alice.ip().obeysRedirects(false);
        // At 0, past 40 ms, and past 80 ms more.
        assertThat(ping(41)).isEqualTo(41);
        assertThat(first.ip().icmp().sentErrors()).isEqualTo(1);
        pass(Duration.ofSeconds(30));
        assertThat(ping(122)).isEqualTo(122);
        assertThat(first.ip().icmp().sentErrors()).isEqualTo(1 + 2);
        pass(Duration.ofSeconds(30));
        assertThat(ping(50_000)).isEqualTo(2000);
        pass(Duration.ofSeconds(75));
        assertThat(first.ip().icmp().sentErrors()).isEqualTo(1 + 2 + 9);
        ping(1);
        assertThat(first.ip().icmp().sentErrors()).isEqualTo(1 + 2 + 9 + 1);
    }

    @Test
    void redirectsLeaveErrorsTheirRate() {
        alice.ip().obeysRedirects(false);
        alice.ip().routes().add(IpPrefix.of("203.0.113.0/24"), IpAddress.of("192.0.2.1"), eth0);
        ping(500);
        long redirects = first.ip().icmp().sentErrors();
        List<PingResult> refused = new ArrayList<>();
        new Ping(alice, IpAddress.of("203.0.113.1"), (_, result) -> refused.add(result))
                .pace(1, 1_000_000_000L).start(6);
        pass(Duration.ofSeconds(2));
        assertThat(redirects).isEqualTo(4);
        assertThat(refused).hasSize(6).allMatch(PingResult.Failure.class::isInstance);
    }

    @Test
    void aHostThatForwardsDoesNotObey() {
        alice.ip().forwarding(true);
        ping(2);
        assertThat(route()).isEqualTo("none");
    }

    @Test
    void senderOfAnotherSubnetIsToldNothing() {
        var guest = IpAddress.of("203.0.113.7");
        eth0.addAddress(guest, 32);
        first.ip().routes().add(new IpPrefix(guest, 32), atFirst);
        alice.udp().bind(new Endpoint(guest, 9), (_, _, _, _, _) -> {
        }).send(new Endpoint(BOB, 9), new byte[1], 0, 1);
        pass(Duration.ofSeconds(1));
        assertThat(first.ip().icmp().sentErrors()).isZero();
    }

    @Test
    void onlyTheFirstHopIsBelievedAndOnlyAboutNeighbours() {
        ping(1);
        cable.up(false);
        cable.up(true);
        forge(second, IpAddress.of("192.0.2.7"));
        assertThat(route()).as("not from the first hop").isEqualTo("none");
        forge(first, IpAddress.of("198.51.100.1"));
        assertThat(route()).as("no neighbour").isEqualTo("none");
        forge(first, IpAddress.of("192.0.2.10"));
        assertThat(route()).as("alice herself").isEqualTo("none");
        forge(first, IpAddress.of("192.0.2.7"));
        assertThat(route()).isEqualTo("192.0.2.7");
    }

    /// Lets `liar` send alice a redirect about bob to `gateway`.
    private void forge(Host liar, IpAddress gateway) {
        int quote = Ipv4View.HEADER_BYTES + 8;
        var packet = network.packets().take(IcmpView.HEADER_BYTES + quote);
        var message = new IcmpView(packet.bytes(), packet.offset());
        message.type(IcmpView.REDIRECT);
        message.code(IcmpView.CODE_REDIRECT_HOST);
        message.rest(gateway.v4());
        int about = packet.offset() + IcmpView.HEADER_BYTES;
        Ipv4View.write(packet.bytes(), about, quote, 1, 64, Ipv4View.PROTOCOL_ICMP, eth0.address().v4(),
                BOB.v4());
        for (int i = about + Ipv4View.HEADER_BYTES; i < packet.end(); i++) {
            packet.bytes()[i] = 0;
        }
        message.updateChecksum(packet.length());
        liar.ip().send(packet, Ipv4View.PROTOCOL_ICMP, 0, eth0.address().v4(), false);
        pass(Duration.ofSeconds(1));
    }
}
