package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Many of a kind, and what is different for one of them.
final class RepetitionTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
            exchanges: { ix: { city: seoul, members: [hanbit, namsan] } }
            """;

    private static Description parse(String more) {
        return Description.parse(HEAD + more, "x.yaml");
    }

    private static List<String> mistakes(String more) {
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class, () -> parse(more));
        assertThat(wrong).isNotNull();
        return wrong.mistakes().stream().map(Mistake::toString).toList();
    }

    @Test
    void oneHomeOfManyIsDifferentAndKeepsItsPlace() {
        List<Home> homes = parse("""
                homes:
                  home-2: { access: vdsl, city: busan, tcp: { sack: off } }
                  4 × home: { provider: hanbit, access: cable, devices: [pc], tcp: { ecn: on } }
                """).homes();

        assertThat(homes).extracting(Home::name).containsExactly("home-1", "home-2", "home-3", "home-4");
        assertThat(homes.get(1).access()).isEqualTo(AccessKind.VDSL.usual());
        assertThat(homes.get(1).place().city()).isEqualTo("busan");
        assertThat(homes.get(1).devices()).isEqualTo(homes.getFirst().devices());
        assertThat(homes.get(1).tcp().usual().sack()).isFalse();
        assertThat(homes.get(1).tcp().usual().ecn()).isEqualTo(homes.getFirst().tcp().usual().ecn());
        assertThat(homes.get(2)).isEqualTo(homes.getFirst().named("home-3"));
    }

    @Test
    void officesAndSitesComeInNumbers() {
        Description world = parse("""
                offices:
                  3 × branch: { provider: namsan, devices: [pc] }
                  branch-3: { network: 10.3.0.0/16 }
                sites:
                  2 × www.shop.test: { in: namsan/seoul, files: shop }
                  www-2.shop.test: { https: off }
                """);

        assertThat(world.offices()).extracting(Office::name).containsExactly("branch-1", "branch-2",
                "branch-3");
        assertThat(world.offices().getLast().network()).isEqualTo(IpPrefix.of("10.3.0.0/16"));
        assertThat(world.sites()).extracting(WebSite::name).containsExactly("www-1.shop.test",
                "www-2.shop.test");
        assertThat(world.sites().getLast().tls().https()).isEqualTo(SiteTls.Https.OFF);
        assertThat(world.sites().getFirst().tls()).isEqualTo(SiteTls.USUAL);
    }

    @Test
    void devicesHaveAddressesOfTheirOwn() {
        Home home = parse("""
                homes:
                  h:
                    provider: hanbit
                    network: 192.168.7.0/24
                    devices:
                      - nas: { address: 192.168.7.9, mac: "02:4e:00:00:00:07" }
                      - 200 × laptop (wifi)
                      - laptop-7: { wifi: far, address: 192.168.7.77 }
                      - laptop-8: { wifi: off }
                """).homes().getFirst();

        assertThat(home.devices()).hasSize(201);
        DeviceEntry nas = home.devices().getFirst();
        assertThat(nas.name()).isEqualTo("nas");
        assertThat(nas.address()).contains(IpAddress.of("192.168.7.9"));
        assertThat(nas.mac()).contains(MacAddress.of("02:4e:00:00:00:07"));
        assertThat(home.devices().get(7)).satisfies(seventh -> {
            assertThat(seventh.name()).isEqualTo("laptop-7");
            assertThat(seventh.wireless()).isTrue();
            assertThat(seventh.signal()).isPresent();
            assertThat(seventh.address()).contains(IpAddress.of("192.168.7.77"));
        });
        assertThat(home.devices().get(8).wireless()).isFalse();
    }

    @Test
    void saysWhatCannotBeOfADevice() {
        assertThat(mistakes("homes: { h: { provider: hanbit, devices: [a: { address: 10.0.0.9 },"
                + " b: { address: 192.168.0.9, mac: 03:00:00:00:00:01 }, c: { address: 192.168.0.9, wlan: on },"
                + " 2 × d: { address: 192.168.0.8 }, e: { mac: 1 }] } }\n")).containsExactly(
                        "x.yaml:5:57: 'a' cannot have 10.0.0.9: devices of home 'h' have addresses from 192.168.0.2"
                                + " to 192.168.0.254",
                        "x.yaml:5:101: '03:00:00:00:00:01' is no address of one device: its first octet must be even",
                        "x.yaml:5:136: 'b' and 'c' cannot both have 192.168.0.9",
                        "x.yaml:5:149: unknown key 'wlan' in device 'c'. Allowed: wifi, address, mac",
                        "x.yaml:5:161: '2 × d' cannot share an address: say it of one of them, as in 'd-1: { address:"
                                + " 192.168.0.9 }'",
                        "x.yaml:5:204: '1' is no MAC address: six octets in hexadecimal digits, as in"
                                + " '02:4e:00:00:00:07'");
    }

    @Test
    void saysHowManyFit() {
        assertThat(mistakes("homes: { h: { provider: hanbit, devices: [253 × pc] } }\n")).containsExactly(
                "x.yaml:5:42: home 'h' has 253 devices; at most 252 are possible; a larger 'network' has more");
        assertThat(
                mistakes("offices: { o: { provider: namsan, network: 10.0.0.0/28, devices: [13 × pc] } }\n"))
                .containsExactly("x.yaml:5:66: office 'o' has 13 devices; at most 12 are possible; a larger"
                        + " 'network' has more");
    }
}
