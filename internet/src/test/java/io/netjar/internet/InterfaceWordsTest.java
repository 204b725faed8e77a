package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.dns.LookupResult;
import io.netjar.internet.builder.InternetBuilder;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.ProviderKind;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

/// What `interfaces` and `homes-per-edge` of a description make of the Internet.
final class InterfaceWordsTest {
    private static final String WORLD = """
            providers:
              hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
            exchanges: { ix: { city: seoul, members: [hanbit, namsan] } }
            homes:
              alice: { provider: hanbit, devices: [pc], open: { tcp 80: pc } }
              bob: { provider: hanbit, devices: [pc] }
            sites:
              www.shop.test: { in: namsan/seoul, programs: { /: about } }
            offices:
              acme: { provider: namsan, devices: [desk], sites: { intranet.acme.test: { websocket: { /echo: echo } } } }
            """;

    private static Internet open(String more) throws IOException {
        return Internet.open(Description.parse(WORLD + more, "x.yaml"), Path.of(""), 1);
    }

    private static NetworkInterface at(Internet world, String name) {
        String[] parts = name.split(":", -1);
        return world.host(parts[0]).orElseThrow().ip().interfaces().stream()
                .filter(each -> each.name().equals(parts[1])).findFirst().orElseThrow();
    }

    /// The addresses of all interfaces that have one, and their MAC addresses.
    private static Map<String, String> all(Internet world) {
        List<Host> hosts = new ArrayList<>(world.routers());
        hosts.addAll(world.servers());
        world.premises().forEach(inside -> {
            hosts.add(inside.router().host());
            inside.server().ifPresent(hosts::add);
            inside.stations().forEach(station -> hosts.add(station.host()));
        });
        Map<String, String> all = new LinkedHashMap<>();
        hosts.forEach(host -> host.ip().interfaces()
                .forEach(each -> all.put(each.toString(), each.addresses() + " " + each.mac())));
        return all;
    }

    /// What is otherwise than without `more`.
    private static Map<String, String> changed(String more) throws IOException {
        Internet usual = open("");
        Internet world = open(more);
        assertThat(usual.settle()).isTrue();
        assertThat(world.settle()).isTrue();
        Map<String, String> changed = all(world);
        changed.entrySet().removeAll(all(usual).entrySet());
        changed.replaceAll((_, text) -> text.substring(1, text.indexOf(']')));
        return changed;
    }

    private static String nameOf(Internet world, String device, String address) {
        List<Optional<Name>> names = new ArrayList<>();
        world.device(device).stub().nameOf(IpAddress.of(address), names::add);
        SmallWorld.runUntil(world, () -> !names.isEmpty());
        return names.getFirst().map(name -> name.toString(true)).orElse("");
    }

    private static String addressOf(Internet world, String device, String name) {
        List<LookupResult> results = new ArrayList<>();
        world.device(device).stub().lookup(name, results::add);
        SmallWorld.runUntil(world, () -> !results.isEmpty());
        return results.getFirst() instanceof LookupResult.Addresses found
                ? found.addresses().getFirst().toString()
                : String.valueOf(results.getFirst());
    }

    @Test
    void haveTheAddressesThatAreSaidAndNothingElseMoves() throws IOException {
        assertThat(changed("""
                interfaces:
                  hanbit/seoul/core:edge: { address: 203.0.112.1 }
                  namsan/seoul/www.shop.test:eth0: { address: 198.51.98.80 }
                  hanbit/seoul/core:ix/port: { address: 198.18.0.77 }
                  alice/router:wan: { address: 203.0.120.77 }
                  bob/router:lan: { address: 192.168.0.254 }
                """)).containsExactlyInAnyOrderEntriesOf(Map.of(
                // a line has two addresses: its other end takes the one that is left
                "hanbit/seoul/core:edge", "203.0.112.1/30", "hanbit/seoul/edge:core", "203.0.112.2/30",
                "namsan/seoul/www.shop.test:eth0", "198.51.98.80/23",
                "hanbit/seoul/core:ix/port", "198.18.0.77/24",
                "alice/router:wan", "203.0.120.77/25",
                "bob/router:wan", "203.0.120.2/25",
                "bob/router:lan", "192.168.0.254/24"));
    }

    @Test
    void takeTheirNetworkWithThemAndWhoeverWasThereMakesRoom() throws IOException {
        assertThat(changed("""
                interfaces:
                  hanbit/seoul/edge:core: { address: 203.0.112.10 }
                  hanbit/seoul/resolver:eth0: { address: 203.0.113.53 }
                  acme/router:wan: { address: 198.51.111.5 }
                """)).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("hanbit/seoul/edge:core", "203.0.112.10/30"),
                Map.entry("hanbit/seoul/core:edge", "203.0.112.9/30"),
                Map.entry("hanbit/seoul/core:hanbit/busan", "203.0.112.13/30"),
                Map.entry("hanbit/busan/core:hanbit/seoul", "203.0.112.14/30"),
                Map.entry("hanbit/seoul/edge:servers", "203.0.113.1/24"),
                Map.entry("hanbit/seoul/resolver:eth0", "203.0.113.53/24"),
                Map.entry("hanbit/seoul/a.root-servers.net:eth0", "203.0.113.2/24"),
                Map.entry("hanbit/seoul/a.nic.test:eth0", "203.0.113.4/24"),
                Map.entry("hanbit/seoul/ns1.hanbit.test:eth0", "203.0.113.5/24"),
                Map.entry("hanbit/seoul/ns1.ix.test:eth0", "203.0.113.6/24"),
                Map.entry("hanbit/seoul/a.in-addr-servers.arpa:eth0", "203.0.113.7/24"),
                Map.entry("acme/router:wan", "198.51.111.5/30"),
                Map.entry("namsan/seoul/edge:acme/line", "198.51.111.6/30")));
    }

    @Test
    void giveAServerThatIsInTheWayTheAddressThatWasLeft() throws IOException {
        Internet usual = open("");
        String resolver = at(usual, "hanbit/seoul/resolver:eth0").address().toString();
        String root = at(usual, "hanbit/seoul/a.root-servers.net:eth0").address().toString();

        assertThat(changed(
                "interfaces: { hanbit/seoul/a.root-servers.net:eth0: { address: " + resolver + " } }\n"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("hanbit/seoul/a.root-servers.net:eth0", resolver + "/24",
                                "hanbit/seoul/resolver:eth0", root + "/24"));
    }

    @Test
    void areFoundByNamesRoutesAndShow() throws IOException {
        Internet world = open("""
                interfaces:
                  namsan/seoul/www.shop.test:eth0: { address: 198.51.100.80 }
                  hanbit/seoul/edge:access: { address: 203.0.121.126 }
                  hanbit/seoul/resolver:eth0: { address: 203.0.114.53 }
                  hanbit/seoul/a.root-servers.net:eth0: { address: 203.0.114.100 }
                  alice/router:wan: { address: 203.0.121.1 }
                  acme/router:wan: { address: 198.51.110.5 }
                  acme/router:lan: { address: 10.0.1.1 }
                  acme/server:eth0: { address: 10.0.1.2 }
                """);
        assertThat(world.settle()).isTrue();

        assertThat(addressOf(world, "alice/pc", "www.shop.test")).isEqualTo("198.51.100.80");
        assertThat(nameOf(world, "acme/desk", "198.51.100.80")).isEqualTo("www.shop.test");
        assertThat(nameOf(world, "acme/desk", "203.0.121.126")).isEqualTo("access.edge.seoul.hanbit.test");
        assertThat(nameOf(world, "acme/desk", "203.0.121.1")).isEqualTo("203-0-121-1.homes.hanbit.test");
        assertThat(nameOf(world, "alice/pc", "198.51.110.5")).isEqualTo("acme.offices.namsan.test");
        assertThat(addressOf(world, "acme/desk", "intranet.acme.test")).isEqualTo("10.0.1.2");
        assertThat(at(world, "acme/desk:eth0").address()).as("goes around router and server")
                .isEqualTo(IpAddress.of("10.0.1.0"));
        assertThat(world.nameOf(IpAddress.of("203.0.121.1"))).contains("alice/router");
        assertThat(Get.page(world, "bob/pc", IpAddress.of("198.51.100.80"), "www.shop.test").answer())
                .startsWith("HTTP/1.1 301");
        assertThat(world.listings().toString()).contains("hanbit/seoul/resolver, 203.0.114.53",
                "alice, 203.0.121.1, 192.168.0.0/24");
    }

    @Test
    void haveTheMacAddressesThatAreSaid() throws IOException {
        Internet world = open("""
                interfaces:
                  hanbit/seoul/core:edge: { mac: "02:4e:00:00:00:01" }
                  alice/router:wan: { mac: "02:4e:00:00:00:02", address: 203.0.120.9 }
                  acme/server:eth0: { mac: "02:4e:00:00:00:03" }
                """);
        assertThat(world.settle()).isTrue();

        assertThat(at(world, "hanbit/seoul/core:edge").mac()).isEqualTo(MacAddress.of("02:4e:00:00:00:01"));
        assertThat(at(world, "acme/server:eth0").mac()).isEqualTo(MacAddress.of("02:4e:00:00:00:03"));
        assertThat(at(world, "alice/router:wan").mac()).isEqualTo(MacAddress.of("02:4e:00:00:00:02"));
        assertThat(at(world, "alice/router:wan").address()).isEqualTo(IpAddress.of("203.0.120.9"));
    }

    @Test
    void aDevicesMacAddressIsNobodyElsesByChance() throws IOException {
        MacAddress usual = at(open(""), "hanbit/seoul/core:edge").mac();
        Internet world = open("  small: { provider: namsan, devices: [pc: { mac: '" + usual + "' }] }\n");

        assertThat(at(world, "small/pc:eth0").mac()).isEqualTo(usual);
        assertThat(at(world, "hanbit/seoul/core:edge").mac()).isNotEqualTo(usual);
    }

    @Test
    void aRouterElsewhereInItsNetworkIsInNobodysWay() throws IOException {
        Internet world = open("interfaces: { alice/router:lan: { address: 192.168.0.3 } }\n");
        assertThat(world.settle()).isTrue();

        assertThat(at(world, "alice/pc:eth0").address()).as("an open port leads to the next one")
                .isEqualTo(IpAddress.of("192.168.0.4"));
        assertThat(addressOf(world, "alice/pc", "www.shop.test")).startsWith("198.51.");
    }

    /// Of a /28 devices have the addresses from the third on.
    @Test
    void aRouterAmongTheDevicesLeavesAnAddressForEachOfThem() throws IOException {
        Internet world = open("""
                  small: { provider: namsan, network: 192.168.9.0/28, devices: [10 × pc] }
                interfaces:
                  small/router:lan: { address: 192.168.9.9 }
                  small/server:eth0: { address: 192.168.9.12 }
                """);

        assertThat(world.settle()).isTrue();
    }

    @Test
    void everyEdgeRouterServesSoManyHomes() throws IOException {
        Internet world = Internet.open(InternetBuilder.create()
                .provider("p", p -> p.kind(ProviderKind.RESIDENTIAL).cities("seoul")
                        .addresses("203.0.112.0/20").homesPerEdge(2))
                .homes(5, "home", h -> h.provider("p").devices("pc"))
                .interfaces("p/seoul/edge3:access", at -> at.address("203.0.127.1").mac("02:4e:00:00:00:01"))
                .build(), Path.of(""), 1);
        assertThat(world.settle()).isTrue();

        assertThat(world.links()).containsKeys("p/seoul/edge3 to p/seoul/core")
                .doesNotContainKey("p/seoul/edge4 to p/seoul/core");
        assertThat(world.premises()).extracting(home -> home.router().wanInterface().address().toString())
                .containsExactly("203.0.120.2", "203.0.120.3", "203.0.120.10", "203.0.120.11", "203.0.127.2");
        assertThat(at(world, "p/seoul/edge3:access").mac()).isEqualTo(MacAddress.of("02:4e:00:00:00:01"));
        assertThat(at(world, "p/seoul/edge3:access").addresses()).hasToString("[203.0.127.1/29]");
    }
}
