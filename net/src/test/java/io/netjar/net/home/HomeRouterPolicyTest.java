package io.netjar.net.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.nat.FirewallRule;
import io.netjar.net.nat.NatLimits;
import io.netjar.net.nat.NatSettings;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the owner of a home router, or of an office's without NAT, can forbid and limit.
class HomeRouterPolicyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress SERVER = IpAddress.of("203.0.112.1");
    private static final IpAddress PUBLIC = IpAddress.of("203.0.112.9");
    private static final IpAddress LAPTOP = IpAddress.of("192.168.0.10");

    private final Engine engine = new Engine(1);
    private final Network network = new Network(engine);
    private final Host server = new Host(network, "server");
    private final Host laptop = new Host(network, "laptop");
    private final List<String> heard = new ArrayList<>();
    private HomeRouter router = new HomeRouter(network, "unused", HomeRouterSettings.home());

    private void build(boolean translates, NatSettings settings) {
        router = new HomeRouter(network, "router",
                HomeRouterSettings.home().withNat(settings).withTranslates(translates));
        NetworkInterface outside = server.addInterface("eth0");
        outside.addAddress(SERVER, 24);
        server.addRoute(IpPrefix.of("192.168.0.0/24"), PUBLIC);
        new Link(network, "line", router.wan(), outside.port(), LinkSpec.ethernet());
        router.wanAddress(PUBLIC, 24, SERVER, List.of());
        NetworkInterface inside = laptop.addInterface("eth0");
        inside.addAddress(LAPTOP, 24);
        new Link(network, "cable", inside.port(), router.newLanPort(), LinkSpec.ethernet());
        laptop.addDefaultRoute(router.lanAddress());
        for (int port = 1; port < 10; port++) {
            server.udp().bind(port, (socket, _, _, _, length) -> heard
                    .add(socket.local().port() + ": " + length));
        }
    }

    private UdpSocket socket(int port) {
        return laptop.udp().bind(port, new UdpSocket.Receiver() {
            @Override
            public void received(UdpSocket socket, Endpoint from, byte[] data, int offset, int length) {}

            @Override
            public void failed(UdpSocket socket, Endpoint to, int icmpType, int icmpCode) {
                heard.add("failed " + to.port() + ": " + icmpType + "/" + icmpCode);
            }
        });
    }

    private void say(UdpSocket from, int port, int length) {
        from.send(new Endpoint(SERVER, port), new byte[length], 0, length);
        run(1);
    }

    private void run(long seconds) {
        engine.runUntil(engine.now() + seconds * SECOND);
    }

    @AfterEach
    void nothingLeaks() {
        run(60);
        assertThat(network.packets().lent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsBlockedIsRefusedWithAWordAndNothingElseIs(boolean translates) {
        build(translates, NatSettings.homeRouter());
        FirewallRule rule = new FirewallRule(Ipv4View.PROTOCOL_UDP, IpPrefix.DEFAULT_V4,
                IpPrefix.of("203.0.112.0/24"), 2, 3);
        router.nat().refuse(rule);
        router.firewall().refuse(rule);
        UdpSocket socket = socket(4000);
        for (int port = 1; port <= 4; port++) {
            say(socket, port, 10);
        }
        assertThat(heard).containsExactly("1: 10", "failed 2: 3/13", "failed 3: 3/13", "4: 10");
        assertThat(network.drops(DropReason.FIREWALL)).isEqualTo(2);
        UdpSocket own = router.host().udp().bind(0, (_, _, _, _, _) -> {
        });
        say(own, 2, 20);
        assertThat(heard).as("the router itself may").endsWith("2: 20");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHostHasSoManyFlowsAndANewOneOnceAnOldOneIsGone(boolean translates) {
        build(translates, NatSettings.homeRouter()
                .withLimits(NatLimits.homeRouter().withFlowsPerHost(2)));
        UdpSocket socket = socket(4000);
        for (int port = 1; port <= 3; port++) {
            say(socket, port, 10);
        }
        assertThat(heard).containsExactly("1: 10", "2: 10", "failed 3: 3/13");
        assertThat(network.drops(DropReason.NAT_HOST_FULL)).isEqualTo(1);
        run(40);
        say(socket, 3, 10);
        assertThat(heard).endsWith("3: 10");
    }

    @Test
    void datagramsInFragmentsPassUpToTheLimitAndNotAByteLonger() {
        build(true, NatSettings.homeRouter().withLimits(NatLimits.homeRouter().withDatagramBytes(4000)));
        UdpSocket socket = socket(4000);
        say(socket, 1, 4000 - 28);
        say(socket, 2, 4000 - 27);
        assertThat(heard).containsExactly("1: 3972");
        // The last fragment goes beyond the limit and takes those that were there with it.
        assertThat(network.drops(DropReason.REASSEMBLY_TOO_LONG)).isEqualTo(1);
        assertThat(network.drops(DropReason.REASSEMBLY_FAILED)).isEqualTo(2);
    }

    private TcpSocket knock(int port) {
        return server.tcp().connect(new Endpoint(PUBLIC, port), new TcpEvents() {
            @Override
            public void connected(TcpSocket socket) {
                heard.add("connected at " + engine.now() / SECOND);
            }

            @Override
            public void readable(TcpSocket socket) {}

            @Override
            public void writable(TcpSocket socket) {}

            @Override
            public void ended(TcpSocket socket, TcpEnd end) {
                heard.add(end + " at " + engine.now() / SECOND);
            }
        });
    }

    @Test
    void anUnsolicitedSynIsAnsweredSixSecondsLaterIfThatIsWanted() {
        build(true, NatSettings.homeRouter().withAnswersSyns(true));
        var types = new ArrayList<String>();
        server.ip().icmp().listen(datagram -> types.add(engine.now() / SECOND + ": "
                + datagram.bytes()[Ipv4View.payload(datagram.bytes(), datagram.offset())] + "/"
                + datagram.bytes()[Ipv4View.payload(datagram.bytes(), datagram.offset()) + 1]));
        TcpSocket knocking = knock(81);
        run(5);
        assertThat(types).isEmpty();
        run(2);
        assertThat(types).containsExactly("6: 3/3");
        knocking.abort();
        run(20);
        assertThat(network.drops(DropReason.NAT_NO_MAPPING)).isEqualTo(3);
    }
}
