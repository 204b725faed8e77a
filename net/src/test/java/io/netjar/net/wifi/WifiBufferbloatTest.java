package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.host.SharedRoad;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.Switch;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A bulk transfer over a slow Wi-Fi, and the pings that share it.
class WifiBufferbloatTest {
    private static final IpAddress LAPTOP = IpAddress.of("192.0.2.1");
    private static final IpAddress SERVER = IpAddress.of("192.0.2.2");

    private final Network network = new Network(new Engine(1));
    private final Host laptop = new Host(network, "laptop");
    private final Host server = new Host(network, "server");
    private final SharedRoad road = new SharedRoad(network);

    /// A transfer through a slow radio, 20 ms from end to end and back besides: the station's radio, or the access point's.
    private void share(boolean up, QueueDiscipline queue) {
        NetworkInterface inside = laptop.addInterface("wlan0");
        NetworkInterface outside = server.addInterface("eth0");
        var bridge = new Switch(network, "home");
        var cell = new WifiCell(network, "wifi", WifiSpec.far().withQueue(queue));
        cell.accessPoint(bridge.newPort());
        cell.join(inside.port());
        new Link(network, "cable", outside.port(), bridge.newPort(),
                LinkSpec.ethernet().withDelay(Duration.ofMillis(10)));
        inside.addAddress(LAPTOP, 24);
        outside.addAddress(SERVER, 24);
        if (up) {
            road.share(laptop, server, SERVER);
        } else {
            road.share(server, laptop, LAPTOP);
        }
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPingWaitsForAllThatIsInADeepQueue(boolean up) {
        share(up, WifiSpec.far().queue());
        assertThat(road.times()).hasSize(10).allMatch(time -> time.toMillis() >= 200);
        assertThat(road.megabitsPerSecond()).isGreaterThan(3.2);
        assertThat(network.drops(DropReason.QUEUE_FULL)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fqCodelLetsThePingPassAndTheTransferKeepsItsRate(boolean up) {
        share(up, FqCoDel.usual());
        // Two goes of the other flow's, at 5.5 ms each, and the ping's own tries, of which there are many now and then.
        assertThat(road.times()).hasSize(10).allMatch(time -> time.toMillis() < 80);
        assertThat(median(road.times())).isLessThan(Duration.ofMillis(45));
        assertThat(road.megabitsPerSecond()).isGreaterThan(3.1);
        assertThat(network.drops(DropReason.CODEL)).isBetween(20L, 100L);
        assertThat(network.drops(DropReason.QUEUE_FULL)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void codelKeepsTheWaitShortForAll(boolean up) {
        share(up, CoDel.usual());
        assertThat(road.times()).hasSize(10).allMatch(time -> time.toMillis() < 100)
                .anyMatch(time -> time.toMillis() > 50);
        assertThat(median(road.times())).isLessThan(Duration.ofMillis(65));
        assertThat(road.megabitsPerSecond()).isGreaterThan(3.1);
        assertThat(network.drops(DropReason.CODEL)).isBetween(20L, 100L);
    }
}
