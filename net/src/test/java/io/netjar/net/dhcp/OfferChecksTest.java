package io.netjar.net.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Engine;
import io.netjar.net.home.HomeRouter;
import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpView;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server that pings before it offers, clients that are only messages, and a squatter who has addresses by hand.
class OfferChecksTest {
    private static final long SECOND = DhcpLan.SECOND;
    private static final long MILLISECOND = 1_000_000L;
    private static final Duration LEASE = Duration.ofSeconds(1000);

    private final DhcpLan lan = new DhcpLan();
    private final NetworkInterface squatterAt = lan.plug(new Host(lan.network, "squatter"));
    private final List<String> heard = new ArrayList<>();
    private final UdpSocket socket = lan.client.udp().bind(lan.clientAt, DhcpView.CLIENT_PORT, this::hear);
    private final DhcpServer dhcp = new DhcpServer(lan.server, lan.serverAt,
            DhcpLan.SCOPE.withLease(LEASE).withPingWait(Duration.ofSeconds(1)));

    private static IpAddress address(int last) {
        return IpAddress.of("192.0.2." + last);
    }

    private void hear(UdpSocket from, Endpoint sender, byte[] data, int offset, int length) {
        DhcpMessage message = DhcpMessage.parse(data, offset, length).orElseThrow();
        heard.add(message.type() + " " + message.transaction() + " "
                + (message.yourAddress() & 0xff));
    }

    /// Sends a message of the client with this MAC address, which is its transaction's number, too.
    private void say(DhcpMessage.Type type, int transaction, long mac, IpAddress wanted) {
        DhcpLan.say(socket,
                new DhcpMessage(type, transaction, 0, true, 0, 0, mac, DhcpLan.asking(wanted)));
    }

    private void discover(int mac) {
        say(DhcpMessage.Type.DISCOVER, mac, 0x0200_0000_0000L + mac, IpAddress.ANY_V4);
    }

    @AfterEach
    void nothingIsLeftOver() {
        socket.close();
        dhcp.close();
        lan.run(10 * SECOND);
        assertThat(lan.network.packets().lent()).isZero();
        assertThat(lan.network.engine().armed()).isZero();
    }

    @Test
    void offersANewAddressAfterASecondWithoutAnAnswer() {
        discover(1);
        lan.run(SECOND);
        assertThat(heard).isEmpty();
        lan.run(MILLISECOND);
        assertThat(heard).containsExactly("OFFER 1 100");
        assertThat(dhcp.conflicts()).isEmpty();
    }

    @Test
    void passesOverAddressesThatAnswerAndSetsThemAsideForTheTimeOfALease() {
        squatterAt.addAddress(address(100), 24);
        squatterAt.addAddress(address(101), 24);
        discover(1);
        lan.run(SECOND + 2 * MILLISECOND);
        assertThat(heard).containsExactly("OFFER 1 102");
        assertThat(dhcp.conflicts()).containsExactly(address(100), address(101));
        lan.run(LEASE.toNanos() - SECOND - 4 * MILLISECOND);
        assertThat(dhcp.conflicts()).hasSize(2);
        lan.run(4 * MILLISECOND);
        assertThat(dhcp.conflicts()).isEmpty();
    }

    @Test
    void isSilentWhenEveryAddressAnswers() {
        for (int last = 100; last < 250; last++) {
            squatterAt.addAddress(address(last), 24);
        }
        discover(1);
        lan.run(5 * SECOND);
        assertThat(heard).isEmpty();
        assertThat(dhcp.conflicts()).hasSize(150);
    }

    @Test
    void sendsOnePingHoweverOftenTheClientAsksMeanwhile() {
        squatterAt.addAddress(address(99), 24);
        lan.serverAt.arp().learn(address(100), squatterAt.mac());
        long before = squatterAt.port().receivedFrames();
        discover(1);
        lan.run(100 * MILLISECOND);
        say(DhcpMessage.Type.DISCOVER, 2, 0x0200_0000_0001L, IpAddress.ANY_V4);
        lan.run(SECOND);
        assertThat(heard).containsExactly("OFFER 2 100");
        // Two DISCOVERs and one OFFER by broadcast, and the ping that goes to it by an old ARP entry.
        assertThat(squatterAt.port().receivedFrames() - before).isEqualTo(4);
    }

    @Test
    void doesNotPingAgainWhileTheOfferStands() {
        discover(1);
        lan.run(2 * SECOND);
        discover(1);
        lan.run(MILLISECOND);
        assertThat(heard).containsExactly("OFFER 1 100", "OFFER 1 100");
        lan.run(60 * SECOND);
        discover(1);
        lan.run(SECOND);
        assertThat(heard).hasSize(2);
        lan.run(MILLISECOND);
        assertThat(heard).hasSize(3);
    }

    @Test
    void offersAtOnceWhatTheClientHasALeaseOfOrAReservation() {
        say(DhcpMessage.Type.REQUEST, 1, 0x0200_0000_0001L, address(120));
        dhcp.reserve(new MacAddress(0x0200_0000_0002L), address(9));
        lan.run(MILLISECOND);
        discover(1);
        discover(2);
        lan.run(MILLISECOND);
        assertThat(heard).containsExactly("ACK 1 120", "OFFER 1 120", "OFFER 2 9");
        lan.run(LEASE.toNanos());
        discover(1);
        lan.run(SECOND);
        assertThat(heard).hasSize(3);
        assertThat(dhcp.leases()).isEmpty();
    }

    @Test
    void leavesALeaseAloneWhoseClientAnswersThePing() {
        discover(1);
        lan.run(MILLISECOND);
        say(DhcpMessage.Type.REQUEST, 1, 0x0200_0000_0001L, address(100));
        lan.run(MILLISECOND);
        squatterAt.addAddress(address(100), 24);
        squatterAt.arp().announce(address(100));
        lan.run(2 * SECOND);
        assertThat(dhcp.conflicts()).isEmpty();
        assertThat(dhcp.leases()).hasSize(1);
    }

    @Test
    void pingsAtMost32AddressesAtATimeAndOffersTheOthersUnchecked() {
        for (int mac = 1; mac <= 150; mac++) {
            discover(mac);
            discover(mac);
        }
        lan.run(20 * MILLISECOND);
        assertThat(heard).hasSize(2 * (150 - OfferChecks.MOST)).contains("OFFER 33 132")
                .doesNotContain("OFFER 32 131");
        lan.run(SECOND);
        assertThat(heard).hasSize(2 * (150 - OfferChecks.MOST) + OfferChecks.MOST).contains("OFFER 32 131");
    }

    @Test
    void takesNoTimeUnlessAHomeRouterIsToldTo() {
        var settings = HomeRouterSettings.home();
        assertThat(addressedAfter(settings)).isLessThan(MILLISECOND);
        assertThat(addressedAfter(settings.withDhcpPingWait(Duration.ofSeconds(3))))
                .isBetween(3 * SECOND, 3 * SECOND + MILLISECOND);
    }

    private long addressedAfter(HomeRouterSettings settings) {
        var home = new Network(new Engine(1));
        var router = new HomeRouter(home, "router", settings);
        var pc = new Host(home, "pc");
        NetworkInterface eth0 = pc.addInterface("eth0");
        new Link(home, "cable", eth0.port(), router.newLanPort(), LinkSpec.ethernet());
        var asking = new DhcpClient(pc, eth0);
        asking.start();
        home.engine().runUntil(() -> asking.state() == DhcpState.BOUND, 60 * SECOND);
        return home.engine().now();
    }

    @Test
    void refusesAWaitLongerThanAnOfferStands() {
        assertThatThrownBy(() -> DhcpLan.SCOPE.withPingWait(Duration.ofSeconds(31)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 to 30 s");
    }
}
