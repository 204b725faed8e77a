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
import io.netjar.net.link.Switch;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpOptions;
import io.netjar.wire.DhcpView;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.MacAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server that pings before it offers, clients that are only messages, and a squatter who has addresses by hand.
class OfferChecksTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final IpAddress SERVER = IpAddress.of("192.0.2.1");
    private static final Duration LEASE = Duration.ofSeconds(1000);

    private final Network network = new Network(new Engine(1));
    private final Switch bridge = new Switch(network, "switch");
    private final Host server = new Host(network, "server");
    private final NetworkInterface serverAt = plug(server);
    private final Host client = new Host(network, "client");
    private final NetworkInterface clientAt = plug(client);
    private final NetworkInterface squatterAt = plug(new Host(network, "squatter"));
    private final List<String> heard = new ArrayList<>();
    private final UdpSocket socket = client.udp().bind(clientAt, DhcpView.CLIENT_PORT, this::hear);
    private final DhcpServer dhcp;

    OfferChecksTest() {
        serverAt.addAddress(SERVER, 24);
        dhcp = new DhcpServer(server, serverAt, DhcpScope.of(IpPrefix.of("192.0.2.0/24"), SERVER)
                .withLease(LEASE).withPingWait(Duration.ofSeconds(1)));
    }

    private NetworkInterface plug(Host host) {
        NetworkInterface eth0 = host.addInterface("eth0");
        new Link(network, host.name() + " cable", eth0.port(), bridge.newPort(), LinkSpec.ethernet());
        return eth0;
    }

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
        byte[] bytes = new DhcpMessage(type, transaction, 0, true, 0, 0, mac,
                DhcpOptions.NONE.with(DhcpOptions.REQUESTED_ADDRESS, wanted.v4())).encoded();
        socket.send(new Endpoint(IpAddress.BROADCAST_V4, DhcpView.SERVER_PORT), bytes, 0, bytes.length);
    }

    private void discover(int mac) {
        say(DhcpMessage.Type.DISCOVER, mac, 0x0200_0000_0000L + mac, IpAddress.ANY_V4);
    }

    private void run(long nanos) {
        network.engine().runUntil(network.engine().now() + nanos);
    }

    @AfterEach
    void nothingIsLeftOver() {
        socket.close();
        dhcp.close();
        run(10 * SECOND);
        assertThat(network.packets().lent()).isZero();
        assertThat(network.engine().armed()).isZero();
    }

    @Test
    void offersANewAddressAfterASecondWithoutAnAnswer() {
        discover(1);
        run(SECOND);
        assertThat(heard).isEmpty();
        run(MILLISECOND);
        assertThat(heard).containsExactly("OFFER 1 100");
        assertThat(dhcp.conflicts()).isEmpty();
    }

    @Test
    void passesOverAddressesThatAnswerAndSetsThemAsideForTheTimeOfALease() {
        squatterAt.addAddress(address(100), 24);
        squatterAt.addAddress(address(101), 24);
        discover(1);
        run(SECOND + 2 * MILLISECOND);
        assertThat(heard).containsExactly("OFFER 1 102");
        assertThat(dhcp.conflicts()).containsExactly(address(100), address(101));
        run(LEASE.toNanos() - SECOND - 4 * MILLISECOND);
        assertThat(dhcp.conflicts()).hasSize(2);
        run(4 * MILLISECOND);
        assertThat(dhcp.conflicts()).isEmpty();
    }

    @Test
    void isSilentWhenEveryAddressAnswers() {
        for (int last = 100; last < 250; last++) {
            squatterAt.addAddress(address(last), 24);
        }
        discover(1);
        run(5 * SECOND);
        assertThat(heard).isEmpty();
        assertThat(dhcp.conflicts()).hasSize(150);
    }

    @Test
    void sendsOnePingHoweverOftenTheClientAsksMeanwhile() {
        squatterAt.addAddress(address(99), 24);
        serverAt.arp().learn(address(100), squatterAt.mac());
        long before = squatterAt.port().receivedFrames();
        discover(1);
        run(100 * MILLISECOND);
        say(DhcpMessage.Type.DISCOVER, 2, 0x0200_0000_0001L, IpAddress.ANY_V4);
        run(SECOND);
        assertThat(heard).containsExactly("OFFER 2 100");
        // Two DISCOVERs and one OFFER by broadcast, and the ping that goes to it by an old ARP entry.
        assertThat(squatterAt.port().receivedFrames() - before).isEqualTo(4);
    }

    @Test
    void doesNotPingAgainWhileTheOfferStands() {
        discover(1);
        run(2 * SECOND);
        discover(1);
        run(MILLISECOND);
        assertThat(heard).containsExactly("OFFER 1 100", "OFFER 1 100");
        run(60 * SECOND);
        discover(1);
        run(SECOND);
        assertThat(heard).hasSize(2);
        run(MILLISECOND);
        assertThat(heard).hasSize(3);
    }

    @Test
    void offersAtOnceWhatTheClientHasALeaseOfOrAReservation() {
        say(DhcpMessage.Type.REQUEST, 1, 0x0200_0000_0001L, address(120));
        dhcp.reserve(new MacAddress(0x0200_0000_0002L), address(9));
        run(MILLISECOND);
        discover(1);
        discover(2);
        run(MILLISECOND);
        assertThat(heard).containsExactly("ACK 1 120", "OFFER 1 120", "OFFER 2 9");
        run(LEASE.toNanos());
        discover(1);
        run(SECOND);
        assertThat(heard).hasSize(3);
        assertThat(dhcp.leases()).isEmpty();
    }

    @Test
    void leavesALeaseAloneWhoseClientAnswersThePing() {
        discover(1);
        run(MILLISECOND);
        say(DhcpMessage.Type.REQUEST, 1, 0x0200_0000_0001L, address(100));
        run(MILLISECOND);
        squatterAt.addAddress(address(100), 24);
        squatterAt.arp().announce(address(100));
        run(2 * SECOND);
        assertThat(dhcp.conflicts()).isEmpty();
        assertThat(dhcp.leases()).hasSize(1);
    }

    @Test
    void pingsAtMost32AddressesAtATimeAndOffersTheOthersUnchecked() {
        for (int mac = 1; mac <= 150; mac++) {
            discover(mac);
            discover(mac);
        }
        run(20 * MILLISECOND);
        assertThat(heard).hasSize(2 * (150 - OfferChecks.MOST)).contains("OFFER 33 132")
                .doesNotContain("OFFER 32 131");
        run(SECOND);
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
        DhcpScope scope = DhcpScope.of(IpPrefix.of("192.0.2.0/24"), SERVER);
        assertThatThrownBy(() -> scope.withPingWait(Duration.ofSeconds(31)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 to 30 s");
    }
}
