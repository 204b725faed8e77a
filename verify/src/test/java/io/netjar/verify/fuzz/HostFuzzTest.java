package io.netjar.verify.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.engine.Engine;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.dhcp.DhcpScope;
import io.netjar.net.dhcp.DhcpServer;
import io.netjar.net.home.HomeRouter;
import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Network;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hosts and home routers whose neighbours are the fuzzer's: whatever comes, and whenever, nothing throws, nothing stays
/// behind, and what is sent in answer stays in proportion.
class HostFuzzTest {
    private static final long HOURS = 3 * 3_600_000_000_000L;
    private static final long DAYS = 3 * 24 * 3_600_000_000_000L;
    private static final int HOST = 0x0a00_0001;
    private static final int[] PLACES = {HOST, 0x0a00_0002, 0x0a00_0003, 0xc633_6401, -1, 0x0a00_00ff, 0,
            0x7f00_0001, 0xe000_0001};
    private static final int[] PORTS = {7, 67, 68, 53, 9};
    /// What one frame or one act may make a device send at most: a window's worth, each segment several times.
    private static final long MOST_ANSWERS = 1500;
    private static final int USUAL = 300;

    @FuzzTest
    void listeningHost(byte[] bytes) {
        var network = new Network(new Engine(1));
        var host = new Host(network, "host");
        NetworkInterface eth0 = host.addInterface("eth0");
        eth0.addAddress(IpAddress.v4(HOST), 24);
        host.addDefaultRoute(IpAddress.of("10.0.0.254"));
        var forge = new Forge(network.packets());
        var outside = new Outside(eth0.port(), forge);
        for (int i = 0; i < 3; i++) {
            outside.mayDial(PLACES[1 + i], 5000 + i, i == 2 ? 81 : 80);
        }
        var sockets = new Sockets(host);
        var input = new FuzzInput(bytes);
        var speech = new Speech(input, forge, eth0.port(), outside, PLACES, PORTS);
        int acts = 1;
        for (; !input.isEmpty(); acts++) {
            if (input.u8() < 40) {
                sockets.act(input, PLACES);
            } else {
                speech.next();
            }
        }
        sockets.stop();
        network.engine().runUntil(network.engine().now() + HOURS);
        assertNothingIsLeft(network);
        assertThat(host.tcp().connections()).isZero();
        assertThat(host.tcp().bufferBytes()).isZero();
        assertThat(sockets.areAllEnded()).isTrue();
        assertThat(outside.frames).isLessThan(MOST_ANSWERS * acts);
    }

    @FuzzTest
    void homeRouter(byte[] bytes) {
        var network = new Network(new Engine(1));
        var router = new HomeRouter(network, "home", HomeRouterSettings.home());
        router.wanAddress(IpAddress.of("203.0.112.9"), 24, IpAddress.of("203.0.112.1"), List.of());
        router.nat().forward(Ipv4View.PROTOCOL_TCP, 80, Endpoint.v4(IpAddress.of("192.168.0.2").v4(), 80));
        var forge = new Forge(network.packets());
        var wan = new Outside(router.wan(), forge);
        var lan = new Outside(router.newLanPort(), forge);
        int inside = IpAddress.of("192.168.0.2").v4();
        int server = IpAddress.of("198.51.100.1").v4();
        int[] wanPlaces = {router.wanInterface().address().v4(), server, 0xcb00_7001, inside, -1, 0};
        int[] lanPlaces = {server, inside, router.lanAddress().v4(), wanPlaces[0], 0xc0a8_0003, -1, 0};
        wan.mayDial(server, 443, 32_768);
        wan.mayDial(server, 5000, 80);
        lan.mayDial(inside, 32_768, 443);
        lan.mayDial(inside, 80, 5000);
        var input = new FuzzInput(bytes);
        var fromWan = new Speech(input, forge, router.wan(), wan, wanPlaces, PORTS);
        var fromLan = new Speech(input, forge, router.lanInterface().port(), lan, lanPlaces, PORTS);
        int acts = 1;
        for (; !input.isEmpty(); acts++) {
            (input.u8() < 128 ? fromWan : fromLan).next();
        }
        network.engine().runUntil(network.engine().now() + DAYS);
        assertNothingIsLeft(network);
        assertThat(router.nat().flows()).isZero();
        assertThat(wan.frames + lan.frames).isLessThan(20L * acts);
    }

    @FuzzTest
    void dhcp(byte[] bytes) {
        var network = new Network(new Engine(1));
        var server = new Host(network, "server");
        NetworkInterface serving = server.addInterface("eth0");
        serving.addAddress(IpAddress.v4(HOST), 24);
        var leases = new DhcpServer(server, serving,
                DhcpScope.of(serving.addresses().getFirst().prefix(), IpAddress.v4(HOST)));
        var client = new Host(network, "client");
        NetworkInterface asking = client.addInterface("eth0");
        var forge = new Forge(network.packets());
        var atServer = new Outside(serving.port(), forge);
        var atClient = new Outside(asking.port(), forge);
        var lease = new DhcpClient(client, asking);
        lease.start();
        var input = new FuzzInput(bytes);
        while (!input.isEmpty()) {
            int choice = input.u8();
            byte[] message = DhcpForge.message(input, atClient.lastPacket);
            if (choice < 128) {
                atServer.send(forge.udp(serving.mac().bits(), input.pick(PLACES), -1, 68, 67, message));
            } else {
                Packet frame = forge.udp(MacAddress.BROADCAST_BITS, HOST, -1, 67, 68, message);
                atClient.send(frame);
            }
            network.engine().runUntil(network.engine().now() + (1_000_000L << input.below(30)));
            assertThat(leases.leases().size()).isLessThan(255);
        }
        lease.stop();
        network.engine().runUntil(network.engine().now() + DAYS);
        assertNothingIsLeft(network);
    }

    @Test
    void randomInputsLeaveNothingBehind() {
        Seeds.run("verify", HostFuzzTest.class, USUAL, seed -> {
            listeningHost(RandomBytes.of(seed, 400));
            homeRouter(RandomBytes.of(seed, 400));
            dhcp(RandomBytes.of(seed, 700));
        });
    }

    private static void assertNothingIsLeft(Network network) {
        assertThat(network.engine().armed()).as("timers").isZero();
        assertThat(network.packets().lent()).as("packets").isZero();
        assertThat(network.engine().fired()).as("events").isLessThan(1_000_000);
    }
}
