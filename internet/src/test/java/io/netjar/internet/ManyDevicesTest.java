package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.description.Description;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Homes and offices full of devices, and devices with addresses of their own.
final class ManyDevicesTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
            """;

    private static Internet open(String more) throws IOException {
        Internet world = Internet.open(Description.parse(HEAD + more, "x.yaml"), Path.of(""), 1);
        assertThat(world.settle()).isTrue();
        return world;
    }

    private static Set<IpAddress> addresses(Internet world) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        world.devices().forEach(device -> addresses.add(device.address()));
        return addresses;
    }

    @Test
    void aHomeHasRoomForAllThatItsNetworkHasAddressesFor() throws IOException {
        Internet world = open("""
                homes: { h: { provider: hanbit, devices: [252 × pc], open: { tcp 80: pc-120 } } }
                """);

        assertThat(addresses(world)).hasSize(252).allSatisfy(address -> assertThat(address.toString())
                .startsWith("192.168.0.").isNotEqualTo("192.168.0.1"));
        assertThat(world.network().packets().lent()).isZero();
    }

    @Test
    void twoHundredShareAWifi() throws IOException {
        assertThat(addresses(open("homes: { h: { provider: hanbit, devices: [200 × laptop (wifi)] } }\n")))
                .hasSize(200);
    }

    @Test
    void anOfficeHasRoomForMore() throws IOException {
        assertThat(addresses(open("offices: { o: { provider: hanbit, devices: [600 × desk] } }\n")))
                .hasSize(600);
    }

    @Test
    void devicesHaveTheAddressesThatAreSaidOfThem() throws IOException {
        Internet world = open("""
                homes:
                  h:
                    provider: hanbit
                    network: 172.16.4.0/22
                    devices: [3 × pc, pc-2: { address: 172.16.5.77, mac: 02:4e:00:00:00:07 }]
                    open: { tcp 80: pc-2, tcp 81: pc-1 }
                """);

        assertThat(world.device("h/pc-2").address()).isEqualTo(IpAddress.of("172.16.5.77"));
        assertThat(world.device("h/pc-2").host().ip().interfaces().getFirst().mac())
                .hasToString("02:4e:00:00:00:07");
        assertThat(world.device("h/pc-1").address()).isEqualTo(IpAddress.of("172.16.4.3"));
        assertThat(world.host("h/router").orElseThrow().ip().interfaces().getLast().address())
                .isEqualTo(IpAddress.of("172.16.4.1"));
    }
}
