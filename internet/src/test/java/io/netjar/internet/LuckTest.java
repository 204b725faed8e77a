package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.description.Description;
import io.netjar.net.host.Host;
import io.netjar.net.host.Ping;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Packet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to a home's packets hangs on the seed and on names, and not on what else there is: each thing has luck of
/// its own. What is added here shares no switch with the home: a neighbour's broadcasts would really cross its line.
class LuckTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String HOMES = "homes:\n";
    private static final String BOB = "  bob: { provider: hanbit, city: busan, access: fibre, devices: [desktop] }\n";
    private static final String ALICE = """
              alice:
                provider: hanbit
                city: seoul
                access: { kind: vdsl, loss: 3 % }
                wifi: weak
                devices: [laptop (wifi), phone (wifi)]
            """;
    private static final String WORLD = """
            providers:
              hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
            exchanges:
              seoul-ix: { city: seoul, members: [hanbit, namsan] }
            names:
              root: [namsan/seoul]
              test: [namsan/seoul]
            sites:
              www.shop.test: { in: namsan/seoul, files: ./shop, https: also }
            """ + HOMES + BOB + ALICE;

    @TempDir
    private Path folder = Path.of("");

    /// What comes and goes at alice's laptop, with times: DNS, pings and a page over a line that loses and bad Wi-Fi.
    private List<String> laptopIn(String text, long seed) throws IOException {
        Files.createDirectories(folder.resolve("shop"));
        Files.writeString(folder.resolve("shop/index.html"), "<p>Welcome</p>\n".repeat(4000));
        Internet world = Internet.open(Description.parse(text, "luck.yaml"), folder, seed);
        var diary = new Diary(world);
        world.network().observe(diary);
        world.engine().runUntil(5 * SECOND);
        IpAddress shop = SmallWorld.addressOf(world, "alice/laptop", "www.shop.test");
        new Ping(world.device("alice/laptop").host(), shop, (_, _) -> {
        }).pace(SECOND / 20, SECOND).start(100);
        assertThat(Get.page(world, "alice/laptop", shop, "www.shop.test").answer()).contains("Welcome");
        world.engine().runUntil(30 * SECOND);
        return diary.entries;
    }

    @ParameterizedTest
    @ValueSource(strings = {
            HOMES + "  zoe: { provider: hanbit, city: busan, access: fibre, devices: [pc] }\n" + BOB,
            HOMES + "  zoe: { provider: hanbit, city: busan, access: { kind: lte, loss: 10 % }, devices: [pad (wifi)] }\n"
                    + BOB,
            HOMES + "  bob: { provider: hanbit, city: busan, access: fibre, wifi: weak, devices: [desktop, pad (wifi)] }\n",
            """
                    offices:
                      acme: { provider: hanbit, city: busan, network: 10.1.0.0/16, devices: [9 × desk] }
                    """ + HOMES + BOB})
    void aThingMoreDoesNotChangeTheLuckOfTheOthers(String others) throws IOException {
        List<String> before = laptopIn(WORLD, 5);
        assertThat(before).hasSizeGreaterThan(200).anyMatch(entry -> entry.contains("lost"));
        assertThat(laptopIn(WORLD.replace(HOMES + BOB, others), 5)).isEqualTo(before);
    }

    @Test
    void aThingMoreDoesNotChangeTheMacAddressesOfTheOthers() throws IOException {
        Files.createDirectories(folder.resolve("shop"));
        Map<String, String> before = macs(WORLD);
        String more = WORLD.replace("exchanges:\n",
                "exchanges:\n  busan-ix: { city: busan, members: [hanbit] }\n")
                .replace(HOMES, """
                        offices:
                          acme: { provider: hanbit, city: seoul, network: 10.1.0.0/16, devices: [desk] }
                        homes:
                          zoe: { provider: hanbit, city: seoul, devices: [pc] }
                        """);
        assertThat(macs(more)).hasSizeGreaterThan(before.size()).containsAllEntriesOf(before);
        assertThat(new TreeSet<>(before.values())).as("each has its own").hasSameSizeAs(before.keySet());
    }

    /// The MAC addresses of all interfaces by their names.
    private Map<String, String> macs(String text) throws IOException {
        Internet world = Internet.open(Description.parse(text, "luck.yaml"), folder, 5);
        var macs = new TreeMap<String, String>();
        var hosts = new ArrayList<Host>(world.routers());
        hosts.addAll(world.servers());
        world.devices().forEach(device -> hosts.add(device.host()));
        world.premises().forEach(premises -> hosts.add(premises.router().host()));
        hosts.forEach(host -> host.ip().interfaces()
                .forEach(at -> macs.put(at.port().name(), at.mac().toString())));
        return macs;
    }

    @Test
    void anotherSeedIsAnotherLuck() throws IOException {
        assertThat(laptopIn(WORLD, 6)).isNotEqualTo(laptopIn(WORLD, 5));
    }

    /// Writes down the IPv4 packets at the laptop's port that a lease did not bring.
    private static final class Diary implements Observer {
        private final Internet world;
        private final List<String> entries = new ArrayList<>();

        Diary(Internet world) {
            this.world = world;
        }

        private void note(Port port, Packet frame, String what) {
            byte[] bytes = frame.bytes();
            int at = frame.offset();
            if (!port.name().equals("alice/laptop:wlan0") || world.engine().now() < 5 * SECOND
                    || EthernetView.type(bytes, at) == EthernetView.TYPE_ARP) {
                return;
            }
            entries.add(world.engine().now() + " " + what + " "
                    + HexFormat.of().formatHex(bytes, at, at + frame.length()));
        }

        @Override
        public void sent(Port port, Packet frame) {
            note(port, frame, "sent");
        }

        @Override
        public void received(Port port, Packet frame) {
            note(port, frame, "received");
        }

        @Override
        public void dropped(Port port, Packet packet, DropReason reason) {
            if (reason == DropReason.LOST_ON_LINK && port.name().startsWith("alice/")) {
                entries.add(world.engine().now() + " lost");
            }
        }
    }
}
