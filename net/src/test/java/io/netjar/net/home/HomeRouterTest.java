package io.netjar.net.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netjar.engine.Engine;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.dhcp.DhcpScope;
import io.netjar.net.dhcp.DhcpServer;
import io.netjar.net.dhcp.DhcpState;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Capture;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.udp.UdpSocket;
import io.netjar.testkit.Tshark;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A home with two devices, its provider's edge router, and a server beyond it:
///
///     laptop ─┐
///             ├─ home router ─ edge ─ server
///     phone  ─┘
class HomeRouterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress SERVER = IpAddress.of("198.51.100.1");
    private static final IpAddress EDGE = IpAddress.of("203.0.112.1");
    private static final IpAddress PUBLIC = IpAddress.of("203.0.112.100");

    /// Everything in one run, so that two runs can be compared.
    private static final class Street {
        final Engine engine;
        final Network network;
        final Host edge;
        final Host server;
        final DhcpServer provider;
        final HomeRouter router;
        final Link line;
        final List<Host> devices = new ArrayList<>();
        final List<DhcpClient> clients = new ArrayList<>();
        final List<String> heard = new ArrayList<>();

        Street(long seed, HomeRouterSettings settings) {
            engine = new Engine(seed);
            network = new Network(engine);
            edge = new Host(network, "edge");
            edge.ip().forwarding(true);
            NetworkInterface down = edge.addInterface("down");
            down.addAddress(EDGE, 24);
            NetworkInterface up = edge.addInterface("up");
            up.addAddress(IpAddress.of("198.51.100.254"), 24);
            server = new Host(network, "server");
            NetworkInterface eth0 = server.addInterface("eth0");
            eth0.addAddress(SERVER, 24);
            server.addDefaultRoute(IpAddress.of("198.51.100.254"));
            router = new HomeRouter(network, "alice/router", settings);
            LinkSpec wire = LinkSpec.ethernet().withDelay(Duration.ofMillis(5));
            line = new Link(network, "line", router.wan(), down.port(), wire);
            new Link(network, "backbone", up.port(), eth0.port(), wire);
            provider = new DhcpServer(edge, down, DhcpScope.of(IpPrefix.of("203.0.112.0/24"), EDGE)
                    .withNameservers(List.of(SERVER)).withLease(Duration.ofHours(1)));
        }

        Host device(String name) {
            var host = new Host(network, name);
            NetworkInterface eth0 = host.addInterface("eth0");
            new Link(network, name + " cable", eth0.port(), router.newLanPort(), LinkSpec.ethernet());
            var client = new DhcpClient(host, eth0);
            devices.add(host);
            clients.add(client);
            return host;
        }

        void up() {
            router.wanByDhcp();
            clients.forEach(DhcpClient::start);
            run(5);
        }

        void run(long seconds) {
            engine.runUntil(engine.now() + seconds * SECOND);
        }

        UdpSocket listen(Host at, int port) {
            return at.udp().bind(port, (socket, from, data, offset, length) -> heard
                    .add(at.name() + " heard " + new String(data, offset, length,
                            StandardCharsets.US_ASCII) + " from " + from));
        }

        void say(UdpSocket socket, Endpoint to, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            socket.send(to, bytes, 0, bytes.length);
            run(1);
        }
    }

    private final Street street = new Street(1, HomeRouterSettings.home());
    private final Host laptop = street.device("alice/laptop");
    private final Host phone = street.device("alice/phone");

    @BeforeEach
    void plugIn() {
        street.up();
    }

    @AfterEach
    void nothingLeaks() {
        street.run(10);
        assertThat(street.network.packets().lent()).isZero();
    }

    private DhcpClient client(int index) {
        return street.clients.get(index);
    }

    @Nested
    class Dhcp {
        @Test
        void givesEveryDeviceAddressRouterAndNameServer() {
            assertThat(laptop.ip().interfaces().getFirst().address())
                    .isEqualTo(IpAddress.of("192.168.0.100"));
            assertThat(phone.ip().interfaces().getFirst().address()).isEqualTo(IpAddress.of("192.168.0.101"));
            assertThat(laptop.nameservers()).containsExactly(IpAddress.of("192.168.0.1"));
            assertThat(laptop.ip().routes().get(IpPrefix.DEFAULT_V4)).isNotNull();
            assertThat(street.router.dhcp().leases()).extracting(lease -> lease.hostName()).containsExactly(
                    "laptop",
                    "phone");
        }

        @Test
        void givesTheRouterItsPublicAddressFromTheProvider() {
            assertThat(street.router.wanInterface().address()).isEqualTo(PUBLIC);
            assertThat(street.router.nat().outside()).isEqualTo(PUBLIC);
            assertThat(street.router.host().nameservers()).containsExactly(SERVER);
        }

        @Test
        void renewsAtHalfTheLeaseByUnicast() {
            street.engine.runUntil(street.router.wanClient().binding().orElseThrow().renewAt() - 1);
            long expires = street.provider.leases().getFirst().expiresAt();
            street.run(1);
            // The client counts from when it asked, the server from when it was asked: two ways of 5 ms and some bits.
            assertThat(street.provider.leases().getFirst().expiresAt()).isCloseTo(expires + 1800 * SECOND,
                    within(SECOND / 50));
            assertThat(street.router.wanClient().state()).isEqualTo(DhcpState.BOUND);
        }

        @Test
        void keepsTheFlowsWhenItRenews() {
            street.say(street.listen(laptop, 40500), new Endpoint(SERVER, 9), "hello");
            street.engine.runUntil(street.router.wanClient().binding().orElseThrow().renewAt() - 20 * SECOND);
            street.say(street.listen(laptop, 40501), new Endpoint(SERVER, 9), "hello");
            street.run(20);
            assertThat(street.router.nat().flows()).isEqualTo(1);
        }

        @Test
        void rebindsByBroadcastWhenTheServerIsSilentAndLosesTheAddressWhenAllAre() {
            var binding = street.router.wanClient().binding().orElseThrow();
            street.provider.close();
            street.engine.runUntil(binding.rebindAt() - 1);
            assertThat(street.router.wanClient().state()).isEqualTo(DhcpState.RENEWING);
            street.engine.runUntil(binding.rebindAt());
            assertThat(street.router.wanClient().state()).isEqualTo(DhcpState.REBINDING);
            street.engine.runUntil(binding.expiresAt() - 1);
            assertThat(street.router.nat().outside()).isEqualTo(PUBLIC);
            street.engine.runUntil(binding.expiresAt());
            assertThat(street.router.nat().outside()).isEqualTo(IpAddress.ANY_V4);
            assertThat(street.router.wanInterface().addresses()).isEmpty();
            assertThat(street.router.host().nameservers()).isEmpty();
            assertThat(street.router.host().ip().routes().get(IpPrefix.DEFAULT_V4)).isNull();
            assertThat(street.router.wanClient().state()).isEqualTo(DhcpState.SELECTING);
        }

        @Test
        void asksAtOnceWhetherItMayKeepItsAddressWhenTheCableIsPluggedInAgain() {
            street.line.up(false);
            street.run(5);
            assertThat(street.router.wanClient().state()).isEqualTo(DhcpState.BOUND);
            street.line.up(true);
            assertThat(street.router.wanClient().state()).isEqualTo(DhcpState.REBOOTING);
            assertThat(street.router.nat().outside()).isEqualTo(PUBLIC);
            street.run(1);
            assertThat(street.router.wanClient().state()).isEqualTo(DhcpState.BOUND);
            assertThat(street.router.wanClient().binding().orElseThrow().expiresAt())
                    .isGreaterThan(street.engine.now() + 3_598_000_000_000L);
        }

        @Test
        void getsTheSameAddressAgainWhenTheLineComesBack() {
            street.line.up(false);
            street.run(4000);
            assertThat(street.router.wanClient().binding()).isEmpty();
            street.line.up(true);
            street.run(70);
            assertThat(street.router.nat().outside()).isEqualTo(PUBLIC);
        }

        @Test
        void takesBackAReleasedAddress() {
            client(0).stop();
            street.run(1);
            assertThat(street.router.dhcp().leases()).extracting(lease -> lease.hostName())
                    .containsExactly("phone");
            assertThat(laptop.ip().interfaces().getFirst().addresses()).isEmpty();
        }

        @Test
        void reservesAnAddressForADevice() {
            MacAddress mac = phone.ip().interfaces().getFirst().mac();
            street.router.dhcp().reserve(mac, IpAddress.of("192.168.0.7"));
            client(1).start();
            street.run(5);
            assertThat(phone.ip().interfaces().getFirst().address()).isEqualTo(IpAddress.of("192.168.0.7"));
        }
    }

    @Nested
    class Translation {
        @Test
        void showsTheServerThePublicAddressAndBringsTheAnswerBack() {
            UdpSocket service = street.listen(street.server, 47777);
            UdpSocket socket = street.listen(laptop, 40500);
            street.say(socket, new Endpoint(SERVER, 47777), "ping");
            street.say(service, new Endpoint(PUBLIC, 40500), "pong");
            assertThat(street.heard).containsExactly("server heard ping from 203.0.112.100:40500",
                    "alice/laptop heard pong from 198.51.100.1:47777");
        }

        @Test
        void dropsWhatNobodyAskedForAndSaysWhy() {
            street.say(street.listen(street.server, 47777), new Endpoint(PUBLIC, 40500), "hello");
            assertThat(street.network.drops(DropReason.NAT_NO_MAPPING)).isEqualTo(1);
            assertThat(street.heard).isEmpty();
        }

        @Test
        void tellsALaptopOfAClosedPortBeyondTheNat() {
            var failures = new ArrayList<String>();
            UdpSocket socket = laptop.udp().bind(40500, new UdpSocket.Receiver() {
                @Override
                public void received(UdpSocket at, Endpoint from, byte[] data, int offset, int length) {}

                @Override
                public void failed(UdpSocket at, Endpoint to, int type, int code) {
                    failures.add(to + " " + type + "/" + code);
                }
            });
            street.say(socket, new Endpoint(SERVER, 9), "x");
            assertThat(failures).containsExactly("198.51.100.1:9 3/3");
        }

        @Test
        void letsTheRouterItselfTalkAndTheProviderPingIt() {
            street.listen(street.server, 47777);
            street.say(street.listen(street.router.host(), 0), new Endpoint(SERVER, 47777), "mine");
            assertThat(street.heard).singleElement().asString()
                    .startsWith("server heard mine from 203.0.112.100:");
        }

        @Test
        void answersDevicesThatTalkToTheRouter() {
            UdpSocket service = street.listen(street.router.host(), 53);
            street.say(street.listen(laptop, 40500), new Endpoint(street.router.lanAddress(), 53), "query");
            street.say(service, new Endpoint(IpAddress.of("192.168.0.100"), 40500), "answer");
            assertThat(street.heard).containsExactly("alice/router heard query from 192.168.0.100:40500",
                    "alice/laptop heard answer from 192.168.0.1:53");
        }

        @Test
        void hairpinsAForwardedPort() {
            street.router.nat().forward(Ipv4View.PROTOCOL_UDP, 8080,
                    new Endpoint(IpAddress.of("192.168.0.101"), 80));
            UdpSocket service = street.listen(phone, 80);
            street.say(street.listen(laptop, 40500), new Endpoint(PUBLIC, 8080), "hello");
            street.say(service, new Endpoint(PUBLIC, 40500), "welcome");
            street.say(street.listen(street.server, 47777), new Endpoint(PUBLIC, 8080), "hi");
            assertThat(street.heard).containsExactly("alice/phone heard hello from 203.0.112.100:40500",
                    "alice/laptop heard welcome from 203.0.112.100:8080",
                    "alice/phone heard hi from 198.51.100.1:47777");
        }

        @Test
        void refusesPrivateDestinationsWithAnError() {
            var failures = new ArrayList<String>();
            UdpSocket socket = laptop.udp().bind(40500, new UdpSocket.Receiver() {
                @Override
                public void received(UdpSocket at, Endpoint from, byte[] data, int offset, int length) {}

                @Override
                public void failed(UdpSocket at, Endpoint to, int type, int code) {
                    failures.add(to.address() + " " + type + "/" + code);
                }
            });
            street.say(socket, new Endpoint(IpAddress.of("10.1.2.3"), 9), "x");
            assertThat(failures).containsExactly("10.1.2.3 3/" + IcmpView.CODE_NET_UNREACHABLE);
            assertThat(street.network.drops(DropReason.NO_ROUTE)).isEqualTo(1);
        }

        @Test
        void dropsWithItsReasonAndSaysProhibitedWhenTheTableIsFull() {
            var small = new Street(1, HomeRouterSettings.home()
                    .withNat(HomeRouterSettings.home().nat().withMaxFlows(1)));
            Host pc = small.device("alice/pc");
            small.up();
            UdpSocket service = small.listen(small.server, 47777);
            UdpSocket socket = small.listen(pc, 40500);
            small.say(socket, new Endpoint(SERVER, 47777), "one");
            small.say(service, new Endpoint(PUBLIC, 40500), "answer");
            var errors = new ArrayList<String>();
            pc.ip().icmp().listen(datagram -> {
                var error = new IcmpView(datagram.bytes(), datagram.offset() + 20);
                errors.add(error.type() + "/" + error.code());
            });
            small.say(socket, new Endpoint(SERVER, 47778), "two");
            assertThat(small.network.drops(DropReason.NAT_TABLE_FULL)).isEqualTo(1);
            assertThat(errors).containsExactly("3/13");
            small.run(10);
            assertThat(small.network.packets().lent()).isZero();
        }
    }

    @Nested
    class Tcp {
        private final List<String> log = new ArrayList<>();

        private TcpEvents events(String who) {
            return new TcpEvents() {
                @Override
                public void connected(TcpSocket socket) {
                    log.add(who + " connected");
                    socket.write(new byte[]{'G', 'E', 'T'}, 0, 3);
                }

                @Override
                public void readable(TcpSocket socket) {
                    byte[] bytes = new byte[64];
                    int count = socket.read(bytes, 0, bytes.length);
                    if (count > 0) {
                        log.add(who + " read " + new String(bytes, 0, count, StandardCharsets.US_ASCII));
                    } else if (count < 0) {
                        socket.close();
                    }
                }

                @Override
                public void writable(TcpSocket socket) {}

                @Override
                public void ended(TcpSocket socket, TcpEnd end) {
                    log.add(who + " " + end);
                }
            };
        }

        private TcpSocket connect() {
            street.server.tcp().listen(new Endpoint(IpAddress.ANY_V4, 80), 5, socket -> {
                log.add("server accepted " + socket.remote().address());
                socket.events(events("server"));
            });
            TcpSocket socket = laptop.tcp().connect(new Endpoint(SERVER, 80), events("laptop"));
            street.run(1);
            return socket;
        }

        @Test
        void connectsThroughTheNatWithThePublicAddressAndCloses() {
            TcpSocket socket = connect();
            socket.close();
            street.run(5);
            assertThat(log).containsExactly("laptop connected", "server accepted 203.0.112.100",
                    "server read GET",
                    "laptop CLOSED", "server CLOSED");
        }

        @Test
        void isTakenUpAgainFromInsideAfterItsFlowWasForgotten() {
            TcpSocket socket = connect();
            street.run(7440 + 10);
            assertThat(street.router.nat().flows()).isZero();
            socket.write(new byte[]{'m', 'o', 'r', 'e'}, 0, 4);
            street.run(5);
            assertThat(log).endsWith("server read more");
            socket.abort();
        }
    }

    @Test
    void servesAnOfficeInAnotherPrefixWithAStaticAddress() {
        var office = new Street(1, HomeRouterSettings.office(IpPrefix.of("10.10.0.0/16")));
        Host desk = office.device("acme/desk");
        office.router.wanAddress(IpAddress.of("203.0.112.9"), 24, EDGE, List.of(SERVER));
        office.clients.forEach(DhcpClient::start);
        office.run(5);
        assertThat(desk.ip().interfaces().getFirst().address()).isEqualTo(IpAddress.of("10.10.1.0"));
        office.listen(office.server, 47777);
        office.say(office.listen(desk, 40500), new Endpoint(SERVER, 47777), "ping");
        assertThat(office.heard).containsExactly("server heard ping from 203.0.112.9:40500");
    }

    private static byte[] recording(long seed) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var recorded = new Street(seed, HomeRouterSettings.home());
        try (Capture _ = Capture.of(recorded.network, bytes)) {
            Host one = recorded.device("alice/laptop");
            Host two = recorded.device("alice/phone");
            recorded.up();
            UdpSocket service = recorded.listen(recorded.server, 47777);
            recorded.say(recorded.listen(one, 40500), new Endpoint(SERVER, 47777), "one");
            recorded.say(recorded.listen(two, 40500), new Endpoint(SERVER, 47777), "two");
            recorded.say(service, new Endpoint(PUBLIC, 40500), "back");
            recorded.say(recorded.listen(one, 40600), new Endpoint(SERVER, 9), "closed");
            recorded.run(2000);
            recorded.clients.getFirst().reboot();
            recorded.run(2);
            recorded.clients.forEach(DhcpClient::stop);
            recorded.run(1);
        }
        return bytes.toByteArray();
    }

    @Test
    void putsNothingOnTheWireThatWiresharkFindsOdd() throws IOException {
        assumeTrue(Tshark.isInstalled());
        byte[] capture = recording(7);
        assertThat(Tshark.complaints(capture)).isEmpty();
        assertThat(Tshark.fields(capture, "dhcp.option.dhcp")).contains("1", "2", "3", "5", "7");
    }

    @Test
    void doesTheSameForTheSameSeedByteForByte() throws IOException {
        byte[] first = recording(7);
        assertThat(recording(7)).isEqualTo(first);
        assertThat(recording(8)).isNotEqualTo(first);
    }
}
