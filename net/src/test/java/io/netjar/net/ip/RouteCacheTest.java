package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.link.Network;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RouteCacheTest {
    private static final IpAddress OWN = IpAddress.of("10.0.0.1");
    private static final IpAddress GATEWAY = IpAddress.of("10.0.0.254");
    private static final int PEER = IpAddress.of("10.0.0.2").v4();
    private static final int FAR = IpAddress.of("192.0.2.1").v4();

    private final Ip ip = new Ip(new Network(new Engine(1)), "host");
    private final NetworkInterface eth = ip.addInterface("eth0");

    @Test
    void knowsWhatAnAddressIsToTheHost() {
        eth.addAddress(OWN, 24);
        assertThat(ip.knownOut(PEER, OWN.v4()).isToHere()).isTrue();
        assertThat(ip.knownOut(OWN.v4(), PEER).isFromHere()).isTrue();
        assertThat(ip.knownOut(OWN.v4(), PEER).isMartian()).isTrue();
        assertThat(ip.knownOut(PEER, FAR).isMartian()).isFalse();
        assertThat(ip.knownOut(PEER, IpAddress.of("10.0.0.255").v4()).isToBroadcast()).isTrue();
        assertThat(ip.knownOut(PEER, FAR).route()).isNull();
    }

    @Test
    void forgetsWhenARouteComesOrGoes() {
        eth.addAddress(OWN, 24);
        assertThat(ip.knownOut(PEER, FAR).route()).isNull();
        ip.routes().add(IpPrefix.DEFAULT_V4, GATEWAY, eth);
        assertThat(ip.knownOut(PEER, FAR).route()).isSameAs(ip.routes().get(IpPrefix.DEFAULT_V4));
        ip.routes().remove(IpPrefix.DEFAULT_V4);
        assertThat(ip.knownOut(PEER, FAR).route()).isNull();
    }

    @Test
    void forgetsWhenAnAddressComesOrGoes() {
        assertThat(ip.knownOut(PEER, OWN.v4()).isToHere()).isFalse();
        eth.addAddress(OWN, 32);
        assertThat(ip.knownOut(PEER, OWN.v4()).isToHere()).isTrue();
        eth.removeAddress(OWN);
        assertThat(ip.knownOut(PEER, OWN.v4()).isToHere()).isFalse();
    }

    @Test
    void answersAsTheTablesDoWhenPairsDriveEachOtherOut() {
        eth.addAddress(OWN, 24);
        ip.routes().add(IpPrefix.of("192.0.2.0/25"), GATEWAY, eth);
        var random = new SplittableRandom(3);
        for (int round = 0; round < 50_000; round++) {
            int source = PEER + random.nextInt(250);
            int destination = FAR + random.nextInt(500);
            RouteCache.Entry known = ip.knownOut(source, destination);
            assertThat(known.destination()).isEqualTo(destination);
            assertThat(known.isMartian()).isEqualTo(ip.isMartian(source, destination));
            assertThat(known.route()).isSameAs(ip.routes().lookup(destination));
        }
    }
}
