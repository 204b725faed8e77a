package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.Namespace;
import io.netjar.verify.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `netjar run --tun alice/laptop=… --netns …`: this machine's kernel is on the sample Internet as alice's laptop.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelCommandTest {
    private Namespace namespace;
    private Netjar netjar;

    @SuppressWarnings("NullAway.Init")
    KernelCommandTest() {}

    @BeforeAll
    void start() throws IOException {
        Kernel.need();
        Tool.need("ping", "traceroute", "curl", "dig");
        namespace = Namespace.make();
        netjar = Netjar.run("--tun", "alice/laptop=netjar0", "--netns", namespace.name());
    }

    @AfterAll
    void stop() throws IOException {
        if (namespace == null) {
            return;
        }
        netjar.close();
        assertThat(namespace.run("ip", "-o", "link")).as("interfaces that are left")
                .doesNotContain("netjar0");
        assertThat(Path.of("/etc/netns", namespace.name())).doesNotExist();
        namespace.close();
    }

    @Test
    void tellsThePlaceAndActsAsAnotherDevice() {
        assertThat(String.join("\n", netjar.welcome())).containsPattern(
                "TUN +netjar0 +alice/laptop is this kernel's, with 192\\.168\\.0\\.[0-9]+/24 in network namespace "
                        + namespace.name())
                .containsPattern("acting as +alice/phone");
    }

    @Test
    void hasAddressMtuAndDefaultRoute() throws IOException {
        assertThat(namespace.run("ip", "-o", "address", "show", "dev", "netjar0")).containsPattern(
                "inet 192\\.168\\.0\\.[0-9]+/24");
        assertThat(namespace.run("ip", "-o", "link", "show", "dev", "netjar0")).contains("mtu 1500", ",UP,");
        assertThat(namespace.run("ip", "route")).contains("default via 192.168.0.1 dev netjar0");
    }

    @Test
    void pingsByName() throws IOException {
        assertThat(namespace.run("ping", "-c", "5", "-i", "0.05", "-W", "5", "www.shop.test")).contains(
                "5 packets transmitted, 5 received, 0% packet loss");
    }

    @Test
    void isToldWhoDoesNotAnswer() throws IOException {
        assertThat(namespace.run("sh", "-c", "ping -c 1 -W 5 192.168.0.77 || true")).containsPattern(
                "From 192\\.168\\.0\\.[0-9]+ icmp_seq=1 Destination Host Unreachable");
    }

    @Test
    void tracesTheSameRoadAsTheCommand() throws IOException {
        String own = Netjar.command("traceroute", "alice/laptop", "www.shop.test").succeeded();
        String kernels = namespace.run("traceroute", "-n", "-q", "1", "-w", "5", "www.shop.test");
        assertThat(kernels.lines().skip(1).map(line -> line.replaceAll("^ *[0-9]+ +([0-9.]+) .*", "$1")))
                .containsExactlyElementsOf(
                        own.lines().skip(1).map(line -> line.replaceAll(".*\\(([0-9.]+)\\).*", "$1"))
                                .toList());
    }

    @Test
    void resolvesNamesAtTheHomeRouter() throws IOException {
        assertThat(namespace.run("dig", "www.shop.test")).contains("status: NOERROR",
                "SERVER: 192.168.0.1#53");
        assertThat(namespace.run("dig", "+tcp", "exchange.test")).contains("status: NOERROR");
    }

    @Test
    void fetchesThePage() throws IOException {
        assertThat(namespace.run("curl", "-sS", "--max-time", "20", "--cacert", netjar.root(),
                "https://www.shop.test/"))
                .isEqualTo(Files.readString(Checkout.root().resolve("samples/shop/index.html")));
    }

    @Test
    void doesNotReachTheRealNetwork() throws IOException {
        assertThat(namespace.run("sh", "-c", "ping -c 1 -W 1 192.0.2.1 || true")).contains("0 received");
    }
}
