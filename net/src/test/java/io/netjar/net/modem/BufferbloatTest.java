package io.netjar.net.modem;

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
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A bulk upload over a home's line, and the pings that share it: the modem's deep buffer and its cure.
class BufferbloatTest {
    private static final IpAddress HOME = IpAddress.of("192.0.2.1");
    private static final IpAddress SERVER = IpAddress.of("192.0.2.2");

    private final Network network = new Network(new Engine(1));
    private final Host home = new Host(network, "home");
    private final Host server = new Host(network, "server");
    private final Modem modem = new Modem(network, "modem");
    private final SharedRoad road = new SharedRoad(network);

    /// Pings for ten seconds while an upload that began ten seconds before goes on. Returns the line.
    private Link share(UnaryOperator<AccessLine> change) {
        NetworkInterface inside = home.addInterface("eth0");
        NetworkInterface outside = server.addInterface("eth0");
        new Link(network, "cable", inside.port(), modem.lan(), LinkSpec.ethernet());
        Link line = change.apply(AccessLine.vdsl()).connect(network, "line", modem.line(), outside.port());
        inside.addAddress(HOME, 24);
        outside.addAddress(SERVER, 24);
        road.share(home, server, SERVER);
        return line;
    }

    /// 8 ms each way and the time of the frames' bits.
    private static final Duration ALONE = Duration.ofNanos(16_119_372);
    /// A full frame at 10 Mbit/s.
    private static final Duration ONE_FRAME = Duration.ofNanos(1_230_400);

    @Test
    void aPingBehindAnUploadWaitsForTheDeepBuffer() {
        share(line -> line);
        // RFC 9438 §4.6: after a loss CUBIC goes on with seven tenths of its window, so three tenths of the wait go at most.
        assertThat(road.times()).hasSize(10).allMatch(time -> time.toMillis() > 150 && time.toMillis() < 250);
        assertThat(road.megabitsPerSecond()).isGreaterThan(9.3);
    }

    @Test
    void fqCodelLetsThePingPassAndTheUploadKeepsItsRate() {
        Link line = share(access -> access.withModemQueue(FqCoDel.usual()));
        assertThat(road.times()).hasSize(10)
                .allMatch(time -> time.compareTo(ALONE.plus(ONE_FRAME)) < 0);
        assertThat(road.megabitsPerSecond()).isGreaterThan(9.3);
        assertThat(line.statistics(modem.line()).dropped()).containsOnlyKeys(DropReason.CODEL);
    }

    @Test
    void codelKeepsTheWaitAroundItsTarget() {
        Link line = share(access -> access.withModemQueue(CoDel.usual()));
        assertThat(road.times()).hasSize(10).allMatch(time -> time.minus(ALONE).toMillis() < 15)
                .anyMatch(time -> time.minus(ALONE).toMillis() >= 4);
        assertThat(road.megabitsPerSecond()).isGreaterThan(9.3);
        assertThat(line.statistics(modem.line()).dropped()).containsOnlyKeys(DropReason.CODEL);
        assertThat(line.statistics(modem.line()).droppedFrames()).isLessThan(200);
    }
}
