package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Mistake;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What descriptions say about cables inside homes, offices and providers' rooms.
final class CablesInsideTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
            homes:
              alice: { provider: hanbit, devices: [pc, tv (wifi)] }
            sites:
              www.shop.test: { in: hanbit/seoul, websocket: { /: echo } }
            """;

    private static Internet open(String more) throws IOException {
        return Internet.open(Description.parse(HEAD + more, "x.yaml"), Path.of(""), 1);
    }

    private static List<String> mistakes(String more) {
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                () -> Description.parse(HEAD + more, "x.yaml"));
        assertThat(wrong).isNotNull();
        return wrong.mistakes().stream().map(Mistake::toString).toList();
    }

    @Test
    void haveTheWordsOfLinesInEitherOrderOfTheirEnds() throws IOException {
        Internet world = open("""
                links:
                  alice/switch to alice/pc: { rate: 10 Mbit/s, back: { delay: 3 ms } }
                  alice/router to alice/modem: { loss: 1 % }
                  hanbit/seoul/edge to hanbit/seoul/core: { delay: 7 ms, mtu: 1400 }
                  hanbit/seoul/www.shop.test to hanbit/seoul/servers: { rate: 1 Gbit/s }
                """);

        Link pc = world.link("alice/pc to alice/switch");
        assertThat(pc.bToA()).isEqualTo(LinkSpec.ethernet().withBitsPerSecond(10_000_000));
        assertThat(pc.aToB())
                .isEqualTo(LinkSpec.ethernet().withBitsPerSecond(10_000_000).withDelay(Duration.ofMillis(3)));
        assertThat(world.link("alice/router to alice/modem").aToB().loss()).isEqualTo(0.01);
        assertThat(world.link("hanbit/seoul/edge to hanbit/seoul/core").bToA().delay())
                .isEqualTo(Duration.ofMillis(7));
        assertThat(world.host("hanbit/seoul/core").orElseThrow().ip().interfaces().getFirst().mtu())
                .isEqualTo(1400);
        assertThat(world.link("hanbit/seoul/www.shop.test to hanbit/seoul/servers").aToB().bitsPerSecond())
                .isEqualTo(1_000_000_000);
        assertThat(world.settle()).isTrue();
    }

    @Test
    void areToldIfTheyAreNotThere() {
        assertThat(mistakes("links: { alice/tv to alice/switch: { loss: 1 % } }\n")).containsExactly(
                "x.yaml:7:10: there is no cable 'alice/tv to alice/switch'; did you mean 'alice/pc to alice/switch'?"
                        + " Cables there: alice/router to alice/modem, alice/modem to alice/router, alice/pc to"
                        + " alice/switch, alice/switch to alice/pc");
        assertThat(mistakes("links: { alice/line: { loss: 1 % } }\n")).containsExactly(
                "x.yaml:7:10: the line of a home or an office is said there: under 'access', or 'rate' and 'line'");
    }

    @Test
    void setTheMtuOfTheHostAtThemAndOfTheRouterAtTheirSwitch() throws IOException {
        Internet world = open("""
                links:
                  alice/pc to alice/switch: { mtu: 1400, back: { mtu: 1300 } }
                  alice/router to alice/modem: { mtu: 1480 }
                  hanbit/seoul/edge/access to hanbit/seoul/edge: { mtu: 1470 }
                  hanbit/seoul/servers to hanbit/seoul/www.shop.test: { mtu: 1200 }
                """);

        assertThat(world.link("alice/pc to alice/switch").aToB().mtu()).isEqualTo(1400);
        assertThat(mtu(world, "alice/pc:eth0")).isEqualTo(1400);
        assertThat(mtu(world, "alice/router:lan")).isEqualTo(1300);
        assertThat(mtu(world, "alice/router:wan")).isEqualTo(1480);
        assertThat(mtu(world, "alice/tv:wlan0")).isEqualTo(1500);
        assertThat(mtu(world, "hanbit/seoul/edge:access")).isEqualTo(1470);
        assertThat(mtu(world, "hanbit/seoul/www.shop.test:eth0")).isEqualTo(1200);
        assertThat(mtu(world, "hanbit/seoul/edge:servers")).isEqualTo(1200);
        assertThat(mtu(world, "hanbit/seoul/resolver:eth0")).isEqualTo(1500);
        assertThat(world.settle()).isTrue();
    }

    @Test
    void setThemWhileTheInternetRunsToo() throws IOException {
        Internet world = open("""
                events:
                  - at 1 s: mtu alice/pc to alice/switch to 1300 for 5 s
                  - at 1 s: mtu hanbit/seoul/www.shop.test to hanbit/seoul/servers to 1200 for 5 s
                """);
        assertThat(world.settle()).isTrue();
        List<String> ends = List.of("alice/pc:eth0", "alice/router:lan", "hanbit/seoul/www.shop.test:eth0",
                "hanbit/seoul/edge:servers");
        world.engine().runUntil(world.engine().now() + 2_000_000_000L);
        assertThat(ends.stream().map(end -> mtu(world, end))).containsExactly(1300, 1300, 1200, 1200);
        world.engine().runUntil(world.engine().now() + 6_000_000_000L);
        assertThat(ends.stream().map(end -> mtu(world, end))).containsOnly(1500);
    }

    /// Larger packets than an Ethernet's too, once every cable at a switch has them and nobody is in the Wi-Fi.
    @Test
    void carryLargePacketsWhereAllOfASwitchDo() throws IOException {
        Internet world = open("""
                offices: { bob: { provider: hanbit, devices: [pc] } }
                links:
                  alice/pc to alice/switch: { mtu: 9000 }
                  bob/pc to bob/switch: { mtu: 9000 }
                  bob/server to bob/switch: { mtu: 4000 }
                """);

        assertThat(mtu(world, "alice/router:lan")).as("as the television is on Wi-Fi").isEqualTo(1500);
        assertThat(mtu(world, "bob/router:lan")).isEqualTo(4000);
        assertThat(mtu(world, "bob/pc:eth0")).isEqualTo(9000);
    }

    private static int mtu(Internet world, String at) {
        String[] names = at.split(":", -1);
        return world.host(names[0]).orElseThrow().ip().interfaces().stream()
                .filter(each -> each.name().equals(names[1])).findFirst().orElseThrow().mtu();
    }
}
