package io.netjar.net.nat;

import static io.netjar.net.nat.NatPackets.destination;
import static io.netjar.net.nat.NatPackets.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.wire.Endpoint;
import io.netjar.wire.Ipv4View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which outside port a flow gets. RFC 4787 §4.2.
class NatPortsTest extends NatBench {
    private static final Endpoint OTHER = at("198.51.100.2", 80);

    private int port(String inside, int insidePort, Endpoint remote) {
        return source(sent(packets.udp(at(inside, insidePort), remote))).port();
    }

    @ParameterizedTest
    @CsvSource({"1023, 1, 1023", "1024, 1024, 65535"})
    void keepsTheRangeOfTheInsidePort(int inside, int lowest, int highest) {
        port("192.168.0.10", inside, SERVER);
        for (int host = 20; host < 60; host++) {
            assertThat(port("192.168.0." + host, inside, SERVER)).isBetween(lowest, highest);
        }
    }

    @Test
    void keepsPairsOfPortsTogether() {
        port("192.168.0.10", 5000, SERVER);
        port("192.168.0.10", 5001, SERVER);
        int even = port("192.168.0.11", 5000, SERVER);
        assertThat(even).isEven().isNotEqualTo(5000);
        assertThat(port("192.168.0.11", 5001, SERVER)).isEqualTo(even + 1);
    }

    @Test
    void countsWhenToldTo() {
        nat = nat(NatSettings.symmetric()
                .withPorts(NatPorts.preserving().withAssignment(PortAssignment.SEQUENTIAL).withRange(2000,
                        2003)));
        var ports = new ArrayList<Integer>();
        for (int remote = 1; remote <= 4; remote++) {
            ports.add(port("192.168.0.10", 40_000, at("198.51.100.1", remote)));
        }
        assertThat(ports).containsExactly(2000, 2001, 2002, 2003);
        assertThat(nat.outbound(keep(packets.udp(LAPTOP, OTHER)))).isEqualTo(NatVerdict.TABLE_FULL);
        engine.runUntil(30 * SECOND);
        assertThat(port("192.168.0.10", 40_000, OTHER)).isEqualTo(2000);
    }

    @Test
    void doesNotPreserveWhenToldToChooseByChance() {
        nat = nat(NatSettings.homeRouter()
                .withPorts(NatPorts.preserving().withAssignment(PortAssignment.RANDOM)));
        var ports = new ArrayList<Integer>();
        for (int inside = 40_000; inside < 40_020; inside++) {
            ports.add(port("192.168.0.10", inside, SERVER));
        }
        List<Integer> inOrder = ports.stream().sorted().toList();
        assertThat(ports).doesNotHaveDuplicates().isNotEqualTo(inOrder).doesNotContain(40_000);
    }

    @Test
    void sharesOnePortAmongHostsThatTalkToDifferentPlacesIfOverloading() {
        nat = nat(NatSettings.linux());
        assertThat(port("192.168.0.10", 40_000, SERVER)).isEqualTo(40_000);
        assertThat(port("192.168.0.11", 40_000, OTHER)).isEqualTo(40_000);
        assertThat(port("192.168.0.11", 40_000, SERVER)).isNotEqualTo(40_000);
        assertThat(destination(arrived(packets.udp(SERVER, outside(40_000))))).isEqualTo(LAPTOP);
        assertThat(destination(arrived(packets.udp(OTHER, outside(40_000))))).isEqualTo(PHONE);
        refused(packets.udp(at("198.51.100.3", 80), outside(40_000)));
        engine.runUntil(engine.now() + 120 * SECOND);
        assertThat(nat.mappings()).isZero();
    }

    @Test
    void keepsForwardedPortsForThemselvesAlsoIfOverloading() {
        nat = nat(NatSettings.linux());
        nat.forward(Ipv4View.PROTOCOL_UDP, 40_000, at("192.168.0.20", 80));
        assertThat(port("192.168.0.10", 40_000, SERVER)).isNotEqualTo(40_000);
        assertThat(destination(arrived(packets.udp(OTHER, outside(40_000)))))
                .isEqualTo(at("192.168.0.20", 80));
    }

    @Test
    void refusesOverloadingWhereAPortMustFindItsOwner() {
        assertThatThrownBy(
                () -> NatSettings.fullCone().withPorts(NatPorts.preserving().withOverloading(true)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("several inside hosts");
    }

    @Test
    void staysOpenFromInsideOnlyWhereInboundPacketsDoNotRefresh() {
        nat = nat(NatSettings.homeRouter().withInboundRefreshes(false));
        sent(packets.udp(LAPTOP, SERVER));
        arrived(packets.udp(SERVER, outside(40_000)));
        engine.runUntil(120 * SECOND - 1);
        arrived(packets.udp(SERVER, outside(40_000)));
        engine.runUntil(120 * SECOND);
        refused(packets.udp(SERVER, outside(40_000)));
        sent(packets.udp(LAPTOP, SERVER));
        arrived(packets.udp(SERVER, outside(40_000)));
        engine.runUntil(200 * SECOND);
        sent(packets.udp(LAPTOP, SERVER));
        engine.runUntil(320 * SECOND - 1);
        arrived(packets.udp(SERVER, outside(40_000)));
    }
}
