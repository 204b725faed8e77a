package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.assembly.Premises;
import io.netjar.internet.description.Description;
import io.netjar.net.host.Host;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.net.link.DropReason;
import io.netjar.net.nat.NatEntry;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `nat` and `open` of a description do to packets.
final class BorderExpansionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String WORLD = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
            exchanges: { ix: { city: seoul, members: [hanbit, namsan] } }
            homes:
              alice: { provider: hanbit, devices: [laptop, pc], nat: symmetric, open: { udp 5000: pc 4000 } }
              bob: { provider: hanbit, devices: [pc], block: [udp 99 to 192.0.32.0/24] }
            offices:
              acme: { provider: namsan, devices: [desk], nat: off, network: 192.0.32.0/24, block: [udp 98], open: { udp 53: server, udp 6000: desk } }
            """;

    @TempDir
    Path folder;

    private final List<String> heard = new ArrayList<>();

    private Internet open() throws IOException {
        Internet world = Internet.open(Description.parse(WORLD, "x.yaml"), folder, 1);
        assertThat(world.settle()).isTrue();
        return world;
    }

    private UdpSocket listen(Internet world, String name, int port) {
        Host host = world.host(name).orElseThrow();
        return host.udp().bind(port, (socket, from, data, offset, length) -> heard
                .add(name + " heard " + new String(data, offset, length, StandardCharsets.US_ASCII)));
    }

    private static void say(Internet world, UdpSocket socket, IpAddress to, int port) {
        byte[] text = {'h', 'i'};
        socket.send(new Endpoint(to, port), text, 0, text.length);
        world.engine().runUntil(world.engine().now() + SECOND);
    }

    private static Premises premises(Internet world, String name) {
        return world.premises().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void leadsAnOpenPortToItsDeviceAndNoOther() throws IOException {
        Internet world = open();
        listen(world, "alice/pc", 4000);
        UdpSocket bob = listen(world, "bob/pc", 7000);
        IpAddress alice = premises(world, "alice").router().nat().outside();
        say(world, bob, alice, 5000);
        say(world, bob, alice, 4000);
        assertThat(heard).containsExactly("alice/pc heard hi");
        assertThat(world.network().drops(DropReason.NAT_NO_MAPPING)).isEqualTo(1);
    }

    @Test
    void givesEachDestinationAnotherPortInAHomeWithSymmetricNat() throws IOException {
        Internet world = open();
        for (String home : List.of("alice", "bob")) {
            UdpSocket socket = listen(world, home + "/pc", 7001);
            say(world, socket, IpAddress.of("192.0.32.2"), 53);
            say(world, socket, IpAddress.of("192.0.32.2"), 54);
        }
        assertThat(outsidePorts(world, "alice")).hasSize(2).doesNotHaveDuplicates();
        assertThat(outsidePorts(world, "bob")).containsExactly(7001, 7001);
    }

    private static List<Integer> outsidePorts(Internet world, String home) {
        return premises(world, home).router().nat().entries().stream()
                .filter(entry -> entry.inside().port() == 7001).map(NatEntry::outside).map(Endpoint::port)
                .toList();
    }

    @Test
    void refusesWhatAHomeAndAnOfficeBlock() throws IOException {
        Internet world = open();
        UdpSocket bob = listen(world, "bob/pc", 7003);
        UdpSocket desk = listen(world, "acme/desk", 7004);
        long before = world.network().drops(DropReason.FIREWALL);
        say(world, bob, IpAddress.of("192.0.32.3"), 99);
        say(world, desk, IpAddress.of("203.0.112.1"), 98);
        assertThat(world.network().drops(DropReason.FIREWALL)).isEqualTo(before + 2);
        say(world, bob, IpAddress.of("192.0.33.3"), 99);
        say(world, desk, IpAddress.of("203.0.112.1"), 99);
        assertThat(world.network().drops(DropReason.FIREWALL)).isEqualTo(before + 2);
    }

    @Test
    void guardsAnOfficeWithoutNatByAFirewall() throws IOException {
        Internet world = open();
        Premises acme = premises(world, "acme");
        IpAddress desk = acme.stations().getFirst().at().address();
        UdpSocket open = listen(world, "acme/desk", 6000);
        listen(world, "acme/desk", 6001);
        UdpSocket bob = listen(world, "bob/pc", 7002);
        assertThat(desk).isEqualTo(IpAddress.of("192.0.32.3"));
        long before = world.network().drops(DropReason.FIREWALL);
        say(world, bob, desk, 6000);
        say(world, bob, desk, 6001);
        assertThat(heard).containsExactly("acme/desk heard hi");
        assertThat(world.network().drops(DropReason.FIREWALL)).isEqualTo(before + 1);
        say(world, open, premises(world, "bob").router().nat().outside(), 7002);
        assertThat(heard).containsExactly("acme/desk heard hi", "bob/pc heard hi");
        assertThat(acme.router().firewall().entries()).anySatisfy(
                entry -> assertThat(entry.inside()).isEqualTo(new Endpoint(desk, 6000)));
        assertThat(acme.router().nat().flows()).isZero();
    }

    @Test
    void theProviderWithdrawsAnOfficesPrefixWhileItsLineIsDead() throws IOException {
        Internet world = open();
        assertThat(ping(world)).as("the office's firewall drops it").isInstanceOf(PingResult.Silence.class);
        world.link("acme/line").up(false);
        world.engine().runUntil(world.engine().now() + 2 * SECOND);
        long before = world.network().drops(DropReason.LINK_DOWN);
        assertThat(ping(world)).isInstanceOfSatisfying(PingResult.Failure.class, failure -> {
            assertThat(failure.icmpType()).isEqualTo(IcmpView.DESTINATION_UNREACHABLE);
            assertThat(failure.icmpCode()).isEqualTo(IcmpView.CODE_NET_UNREACHABLE);
            assertThat(world.nameOf(failure.from()).orElseThrow()).startsWith("hanbit/seoul/");
        });
        assertThat(world.network().drops(DropReason.LINK_DOWN)).isEqualTo(before);
        world.link("acme/line").up(true);
        world.engine().runUntil(world.engine().now() + 2 * SECOND);
        long refused = world.network().drops(DropReason.FIREWALL);
        assertThat(ping(world)).isInstanceOf(PingResult.Silence.class);
        assertThat(world.network().drops(DropReason.FIREWALL)).isEqualTo(refused + 1);
    }

    /// What becomes of one ping from bob's computer to the office's server.
    private static PingResult ping(Internet world) {
        List<PingResult> results = new ArrayList<>();
        new Ping(world.host("bob/pc").orElseThrow(), IpAddress.of("192.0.32.2"),
                (_, result) -> results.add(result)).start(1);
        world.engine().runUntil(world.engine().now() + 11 * SECOND);
        return results.getFirst();
    }
}
