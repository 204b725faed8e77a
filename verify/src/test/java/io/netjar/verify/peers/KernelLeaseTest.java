package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.Namespace;
import io.netjar.engine.Engine;
import io.netjar.gateway.tun.TunDoor;
import io.netjar.gateway.tun.TunException;
import io.netjar.gateway.tun.TunPlan;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.dhcp.DhcpScope;
import io.netjar.net.dhcp.DhcpServer;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A kernel in the place of a host whose lease changes.
class KernelLeaseTest {
    private static final IpAddress SERVER = IpAddress.of("192.0.2.1");
    private static final DhcpScope SCOPE = DhcpScope.of(IpPrefix.of("192.0.2.0/24"), SERVER);

    private final Network network = new Network(new Engine(1));
    private final Host server = new Host(network, "server");
    private final NetworkInterface serverAt = server.addInterface("eth0");
    private final Host laptop = new Host(network, "laptop");
    private final NetworkInterface laptopAt = laptop.addInterface("eth0");
    private final DhcpClient client = new DhcpClient(laptop, laptopAt);
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    KernelLeaseTest() {
        serverAt.addAddress(SERVER, 24);
        new Link(network, "cable", serverAt.port(), laptopAt.port(), LinkSpec.ethernet());
    }

    private void run(long seconds) {
        network.engine().runUntil(network.engine().now() + seconds * 1_000_000_000L);
    }

    private String next() throws InterruptedException {
        return String.valueOf(news.poll(30, TimeUnit.SECONDS));
    }

    private static List<String> told(Namespace namespace) throws IOException {
        return List.of(
                namespace.run("sh", "-c", "ip -o -4 address show dev netjar0 | grep -o 'inet [^ ]*' || true")
                        .strip(),
                namespace.run("sh", "-c", "ip route show default | grep -o 'via [^ ]*' || true").strip(),
                namespace.run("cat", "/etc/resolv.conf").strip());
    }

    @Test
    void theKernelHasWhatTheLeaseSays() throws IOException, InterruptedException, TunException {
        Kernel.need();
        Path left;
        var dhcp = new DhcpServer(server, serverAt, SCOPE);
        client.start();
        run(1);
        try (Namespace namespace = Namespace.make();
                TunDoor door = TunDoor.open(laptop, laptopAt,
                        TunPlan.inNamespace("netjar0", namespace.name()))) {
            door.follow(client, news::add);
            assertThat(told(namespace)).containsExactly("inet 192.0.2.100/24", "via 192.0.2.1",
                    "nameserver 192.0.2.1");
            dhcp.close();
            dhcp = new DhcpServer(server, serverAt, SCOPE.withRouters(List.of(IpAddress.of("192.0.2.2")))
                    .withNameservers(List.of(IpAddress.of("192.0.2.3"), IpAddress.of("192.0.2.4"))));
            client.reboot();
            run(1);
            assertThat(next()).isEqualTo("laptop: the kernel has 192.0.2.100/24 via 192.0.2.2 now");
            assertThat(told(namespace)).containsExactly("inet 192.0.2.100/24", "via 192.0.2.2",
                    "nameserver 192.0.2.3\nnameserver 192.0.2.4");
            dhcp.reserve(laptopAt.mac(), IpAddress.of("192.0.2.50"));
            client.reboot();
            run(10);
            assertThat(next()).isEqualTo("laptop: the kernel has no address now");
            assertThat(next()).isEqualTo("laptop: the kernel has 192.0.2.50/24 via 192.0.2.2 now");
            assertThat(told(namespace)).containsExactly("inet 192.0.2.50/24", "via 192.0.2.2",
                    "nameserver 192.0.2.3\nnameserver 192.0.2.4");
            dhcp.close();
            client.start();
            run(1);
            assertThat(next()).isEqualTo("laptop: the kernel has no address now");
            assertThat(told(namespace)).containsExactly("", "", "");
            left = Path.of("/etc/netns", namespace.name());
        }
        assertThat(left).doesNotExist();
        assertThat(news).isEmpty();
        assertThat(network.packets().lent()).isZero();
    }
}
