package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.net.nat.FirewallRule;
import io.netjar.net.nat.NatBehaviour;
import io.netjar.net.nat.NatLimits;
import io.netjar.net.nat.NatPorts;
import io.netjar.net.nat.NatSettings;
import io.netjar.net.nat.NatTimeouts;
import io.netjar.net.nat.PortAssignment;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words `nat` and `open`.
final class BorderTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
            """;

    private static Border home(String words) {
        return Description
                .parse(HEAD + "homes: { alice: { provider: hanbit, devices: [laptop (wifi), pc], " + words
                        + " } }", "x.yaml")
                .homes().getFirst().border();
    }

    private static String mistakeInHome(String words) {
        return mistake("homes: { alice: { provider: hanbit, devices: [laptop (wifi), pc], " + words + " } }");
    }

    private static String mistake(String text) {
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                () -> Description.parse(HEAD + text, "x.yaml"));
        assertThat(wrong).as("a mistake in " + text).isNotNull();
        assertThat(wrong.mistakes()).hasSize(1);
        return wrong.mistakes().getFirst().message();
    }

    @Test
    void isAHomeRoutersNatWithNothingOpenUnlessSaidOtherwise() {
        assertThat(home("wifi: good"))
                .isEqualTo(new Border(true, NatSettings.homeRouter(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({"port-restricted, ENDPOINT_INDEPENDENT, ADDRESS_AND_PORT_DEPENDENT, false",
            "address-restricted, ENDPOINT_INDEPENDENT, ADDRESS_DEPENDENT, false",
            "full-cone, ENDPOINT_INDEPENDENT, ENDPOINT_INDEPENDENT, false",
            "symmetric, ADDRESS_AND_PORT_DEPENDENT, ADDRESS_AND_PORT_DEPENDENT, false",
            "linux, ADDRESS_AND_PORT_DEPENDENT, ADDRESS_AND_PORT_DEPENDENT, true"})
    void knowsTheUsualKindsOfNat(String kind, NatBehaviour mapping, NatBehaviour filtering,
            boolean overloading) {
        NatSettings nat = home("nat: " + kind).nat();
        assertThat(nat.mapping()).isEqualTo(mapping);
        assertThat(nat.filtering()).isEqualTo(filtering);
        assertThat(nat.ports().overloading()).isEqualTo(overloading);
        assertThat(home("nat: { kind: " + kind + " }").nat()).isEqualTo(nat);
    }

    @Test
    void readsEveryDetail() {
        NatSettings nat = home(
                "nat: { kind: symmetric, filtering: address-dependent, ports: random, port-range:"
                        + " 2000-2999, hairpin: off, ping: off, inbound-refresh: off, syn-answers: on, flows: 100, flows-per-host: 10,"
                        + " reassembly: 8 kB, udp-unanswered: 10 s,"
                        + " udp-idle: 5 min, tcp-opening: 30 s, tcp-idle: 1 h, tcp-closing: 1 min, icmp-idle: 20 s }")
                .nat();
        NatTimeouts times = NatTimeouts.homeRouter().withUdp(Duration.ofSeconds(10), Duration.ofMinutes(5))
                .withIcmp(Duration.ofSeconds(20));
        assertThat(nat).isEqualTo(NatSettings.symmetric().withFiltering(NatBehaviour.ADDRESS_DEPENDENT)
                .withPorts(NatPorts.preserving().withAssignment(PortAssignment.RANDOM).withRange(2000, 2999))
                .withHairpin(false).withAnswersPing(false).withInboundRefreshes(false).withAnswersSyns(true)
                .withLimits(new NatLimits(100, 10, 8000))
                .withTimeouts(times.withTcp(times.tcp().withOpening(Duration.ofSeconds(30))
                        .withEstablished(Duration.ofHours(1)).withClosing(Duration.ofMinutes(1)))));
    }

    @Test
    void readsWhatDhcpDoes() {
        Description world = Description.parse(HEAD + """
                homes:
                  a: { provider: hanbit, devices: [pc], dhcp: { lease: 2 h, ping: 500 ms } }
                  b: { provider: hanbit, devices: [pc], dhcp: { lease: 1 s } }
                  c: { provider: hanbit, devices: [pc] }
                offices:
                  o: { provider: hanbit, devices: [pc], dhcp: { ping: 30 s } }
                """, "x.yaml");
        assertThat(world.homes()).extracting(Home::dhcp).containsExactly(
                new Leasing(Duration.ofHours(2), Duration.ofMillis(500)),
                new Leasing(Duration.ofSeconds(1), Duration.ZERO), Leasing.INSIDE);
        assertThat(world.offices().getFirst().dhcp())
                .isEqualTo(new Leasing(Duration.ofHours(12), Duration.ofSeconds(30)));
    }

    @Test
    void readsWhatAProvidersDhcpDoes() {
        String provider = "{ kind: %s, cities: [seoul], addresses: 192.31.0.0/20, dhcp: { ping: 1 s } }";
        Description world = Description.parse(HEAD + "  citylink: " + provider.formatted("residential")
                + "\nexchanges: { ix: { city: seoul, members: [hanbit, citylink] } }", "x.yaml");
        assertThat(world.provider("hanbit").dhcp())
                .isEqualTo(new Leasing(Duration.ofHours(24), Duration.ZERO));
        assertThat(world.provider("citylink").dhcp())
                .isEqualTo(new Leasing(Duration.ofHours(24), Duration.ofSeconds(1)));
        assertThat(mistake("  namsan: " + provider.formatted("hosting")
                + "\nexchanges: { ix: { city: seoul, members: [hanbit, namsan] } }")).isEqualTo(
                        "provider 'namsan' gives nobody an address by DHCP: its kind is not residential");
    }

    @Test
    void readsWhatIsOpen() {
        assertThat(home("open: { tcp 8080: pc 80, udp 65535: laptop }").open()).containsExactly(
                new Border.OpenPort(6, 8080, "pc", 80), new Border.OpenPort(17, 65_535, "laptop", 65_535));
    }

    @Test
    void readsWhatIsBlocked() {
        IpPrefix all = IpPrefix.DEFAULT_V4;
        assertThat(home("block: [tcp 25, udp 6000-6999 to 198.51.100.0/24, icmp, any to 192.0.2.7, tcp]")
                .block())
                .containsExactly(new FirewallRule(6, all, all, 25, 25),
                        new FirewallRule(17, all, IpPrefix.of("198.51.100.0/24"), 6000, 6999),
                        new FirewallRule(1, all, all, 0, 65_535),
                        new FirewallRule(FirewallRule.ANY, all, IpPrefix.of("192.0.2.7/32"), 0, 65_535),
                        new FirewallRule(6, all, all, 0, 65_535));
        for (String wrong : List.of("tcp 65536", "udp 7-6", "icmp 8", "smtp", "tcp 25 to",
                "any to nowhere")) {
            assertThat(mistakeInHome("block: ['" + wrong + "']")).isNotBlank();
        }
        assertThat(mistakeInHome("block: [smtp]")).startsWith("'smtp' blocks nothing: write a protocol");
    }

    @Test
    void readsAnOfficeWithoutNat() {
        Office office = Description
                .parse(HEAD + "offices: { acme: { provider: hanbit, devices: [desk], nat: off,"
                        + " network: 192.0.32.0/24, open: { tcp 443: server } } }", "x.yaml")
                .offices().getFirst();
        assertThat(office.network()).isEqualTo(IpPrefix.of("192.0.32.0/24"));
        assertThat(office.border().translates()).isFalse();
        assertThat(office.border().open()).containsExactly(new Border.OpenPort(6, 443, "server", 443));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(mistakeInHome("nat: fullcone")).startsWith(
                "'fullcone' is not a kind of NAT; did you mean 'full-cone'? Allowed: port-restricted,");
        assertThat(mistakeInHome("nat: off")).isEqualTo(
                "home 'alice' cannot do without NAT: it has one public address only");
        assertThat(mistakeInHome("nat: { udp-idle: 0 s }"))
                .startsWith("'0 s' is not a timeout from 1 s to 10000 h");
        assertThat(mistakeInHome("nat: { tcp-idle: 10001 h }")).startsWith("'10001 h' is not a timeout");
        assertThat(mistakeInHome("nat: { port-range: 2000-1999 }"))
                .startsWith("'2000-1999' is no range of ports");
        assertThat(mistakeInHome("nat: { port-range: 2000-65536 }")).startsWith("'2000-65536' is no range");
        assertThat(mistakeInHome("nat: { flows: 0 }")).startsWith("'0' is not a number of flows");
        assertThat(mistakeInHome("nat: { flows-per-host: many }")).startsWith("'many' is not a number");
        assertThat(mistakeInHome("nat: { reassembly: 575 B }"))
                .startsWith("'575 B' is no length of a datagram");
        assertThat(mistakeInHome("nat: { hairpin: maybe }"))
                .startsWith("'maybe' is not a switch. Allowed: on, off");
        assertThat(mistakeInHome("nat: { udp: 3 s }")).startsWith("unknown key 'udp' in 'nat'");
        assertThat(mistakeInHome("open: { tcp 80: pcc }")).isEqualTo(
                "no device inside is called 'pcc'; did you mean 'pc'? Allowed: laptop, pc");
        assertThat(mistakeInHome("open: { tcp 65536: pc }")).startsWith("'tcp 65536: pc' opens nothing");
        assertThat(mistakeInHome("open: { icmp 1: pc }")).startsWith("'icmp 1: pc' opens nothing");
        assertThat(mistakeInHome("open: { tcp 80: pc, 'tcp  80': laptop }")).contains("is open already");
    }

    @Test
    void saysWhatIsWrongWithOfficesWithoutNat() {
        String office = "offices: { acme: { provider: hanbit, devices: [desk], nat: off, ";
        assertThat(mistake(office + "rate: 1 Gbit/s } }")).contains("needs 'network'");
        assertThat(mistake(office + "network: 10.0.0.0/16 } }")).contains("has another meaning");
        assertThat(mistake(office + "network: 203.0.112.0/24 } }")).contains("overlaps 203.0.112.0/20");
        assertThat(mistake(office + "network: 192.0.32.0/29 } }")).contains("from /8 to /28, not /29");
        assertThat(mistake(office + "network: 192.0.32.0/24, open: { tcp 80: desk 81 } } }"))
                .isEqualTo("without NAT a port has one number: 80 cannot lead to 81");
        assertThat(mistake("offices: { acme: { provider: hanbit, devices: [desk], nat: { kind: off } } }"))
                .contains("write 'nat: off'");
    }
}
