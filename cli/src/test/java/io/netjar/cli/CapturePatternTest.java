package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.internet.Internet;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.web.client.HttpClient;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Packet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns against what happens when alice fetches the shop's page in the small world.
class CapturePatternTest {
    private static final String OPTION = "--capture";

    private static final List<String> PROTOCOLS = List.of("tcp", "udp", "dns", "dhcp", "http", "arp");
    private static final List<String> PATTERNS = List.of("alice/laptop", "node:alice/laptop", "ALICE/l*p",
            "alice/*",
            "!alice/* !hanbit/*", "link:alice/line", "link:hanbit/seoul/edge-to-hanbit/seoul/core",
            "link:hanbit/seoul/core-to-hanbit/seoul/edge", "alice/laptop name:www.shop.test",
            "alice/laptop name:*.shop.test proto:dns", "alice/laptop name:exchange.test");
    private static final Map<String, List<Seen>> KEPT = new LinkedHashMap<>();

    /// A frame that was kept.
    ///
    /// @param ends the addresses that it is from and to
    private record Seen(String port, int protocol, List<Integer> ends) {}

    private static Internet world() throws IOException {
        return Internet.open(Path.of("../samples/small-world.yaml"), 1);
    }

    /// One visit is watched by all patterns.
    @BeforeAll
    static void visit() throws IOException, Failure {
        Internet internet = world();
        for (String text : PATTERNS) {
            watch(internet, text);
        }
        for (String protocol : PROTOCOLS) {
            watch(internet, "alice/laptop proto:" + protocol);
            watch(internet, "alice/laptop !proto:" + protocol);
        }
        internet.settle();
        var client = internet.httpClient(internet.device("alice/laptop"), HttpClient.Settings.DEFAULT);
        List<Object> ended = new ArrayList<>();
        client.get(URI.create("http://www.shop.test/"), ended::add);
        internet.engine().runUntil(() -> !ended.isEmpty(), 100_000_000_000L);
    }

    private static void watch(Internet internet, String text) throws Failure {
        CapturePattern pattern = CapturePattern.parse(OPTION, text, internet);
        List<Seen> seen = new ArrayList<>();
        KEPT.put(text, seen);
        internet.network().observe(new Observer() {
            @Override
            public void sent(Port port, Packet frame) {
                if (pattern.isAt(port) && pattern.holds(frame, false)) {
                    var packet = new CapturedPacket(frame, false);
                    seen.add(new Seen(port.name(), packet.protocol(),
                            List.of(packet.source(), packet.destination())));
                }
            }

            @Override
            public void received(Port port, Packet frame) {}

            @Override
            public void dropped(Port port, Packet packet, DropReason reason) {}
        });
    }

    private static List<Seen> kept(String text) {
        return Objects.requireNonNull(KEPT.get(text), text);
    }

    private static Set<String> ports(String text) {
        Set<String> ports = new TreeSet<>();
        kept(text).forEach(each -> ports.add(each.port()));
        return ports;
    }

    @Test
    void keepsThePortsOfANode() {
        assertThat(ports("alice/laptop")).containsExactly("alice/laptop:wlan0")
                .isEqualTo(ports("node:alice/laptop"));
        assertThat(ports("ALICE/l*p")).containsExactly("alice/laptop:wlan0");
        assertThat(ports("alice/*")).contains("alice/laptop:wlan0", "alice/modem:line").allMatch(
                port -> port.startsWith("alice/"));
        assertThat(ports("!alice/* !hanbit/*")).isNotEmpty()
                .noneMatch(port -> port.startsWith("alice/") || port
                        .startsWith("hanbit/"));
    }

    @Test
    void keepsBothEndsOfALine() {
        assertThat(ports("link:alice/line")).hasSize(2).contains("alice/modem:line");
        assertThat(ports("link:hanbit/seoul/edge-to-hanbit/seoul/core"))
                .isEqualTo(ports("link:hanbit/seoul/core-to-hanbit/seoul/edge"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"tcp, 6", "udp, 17", "dns, 17", "dhcp, 17", "http, 6", "arp, -1"})
    void keepsAProtocol(String name, int protocol) {
        assertThat(kept("alice/laptop proto:" + name)).isNotEmpty()
                .allMatch(each -> each.protocol() == protocol);
        assertThat(kept("alice/laptop !proto:" + name)).isNotEmpty();
    }

    @Test
    void keepsWhatIsFromToOrAboutAName() throws IOException {
        Internet internet = world();
        IpAddress shop = internet.addressOf(internet.sites().getFirst()).orElseThrow();
        List<Seen> kept = kept("alice/laptop name:www.shop.test");
        assertThat(kept.stream().filter(each -> each.protocol() == 6)).isNotEmpty().allMatch(
                each -> each.ends().contains(shop.v4()));
        assertThat(kept.stream().filter(each -> each.protocol() == 17)).as("the question for it").hasSize(1);
        assertThat(kept("alice/laptop name:*.shop.test proto:dns")).hasSize(1);
        assertThat(kept("alice/laptop name:exchange.test")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''| a pattern is like",
            "alice/tablet| there is no device, router or server",
            "link:alice/lien| did you mean 'alice/line'?", "proto:dsn| did you mean 'dns'?",
            "port:53| there is no kind of term 'port'", "name:| name: stands before a name"})
    void saysWhatIsWrong(String text, String words) throws IOException {
        Internet internet = world();
        Failure failure = Objects.requireNonNull(
                catchThrowableOfType(Failure.class, () -> CapturePattern.parse(OPTION, text, internet)));
        assertThat(failure.text()).startsWith(OPTION + ": ").contains(words);
        assertThat(failure.exitCode()).isEqualTo(2);
    }
}
