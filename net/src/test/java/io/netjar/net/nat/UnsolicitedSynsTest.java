package io.netjar.net.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Host;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Network;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import org.junit.jupiter.api.Test;

class UnsolicitedSynsTest extends NatBench {
    private final Network network = new Network(engine);
    private final Host router = new Host(network, "router");
    private final UnsolicitedSyns syns = new UnsolicitedSyns(nat, router.ip());

    UnsolicitedSynsTest() {
        var wan = router.addInterface("wan");
        wan.addAddress(OUTSIDE, 24);
        router.ip().routes().add(IpPrefix.DEFAULT_V4, IpAddress.of("203.0.112.1"), wan);
    }

    private Packet syn(int port) {
        return packets.tcp(SERVER, outside(port), TcpView.SYN);
    }

    @Test
    void oneThatNobodyAskedForIsAnsweredAfterSixSeconds() {
        assertThat(syns.hold(syn(40_000))).isTrue();
        engine.runUntil(6 * SECOND - 1);
        assertThat(router.ip().icmp().sentErrors()).isZero();
        engine.runUntil(6 * SECOND);
        assertThat(router.ip().icmp().sentErrors()).isEqualTo(1);
        assertThat(network.drops(DropReason.NAT_NO_MAPPING)).isEqualTo(1);
        engine.runUntil(20 * SECOND);
    }

    @Test
    void oneThatSomebodyInsideOpensToMeanwhileIsDroppedInSilence() {
        assertThat(syns.hold(syn(40_000))).isTrue();
        engine.runUntil(SECOND);
        sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN));
        engine.runUntil(20 * SECOND);
        assertThat(router.ip().icmp().sentErrors()).isZero();
        assertThat(network.drops(DropReason.NAT_NO_MAPPING)).isEqualTo(1);
    }

    @Test
    void othersAreNotHeld() {
        assertThat(syns.hold(keep(packets.tcp(SERVER, outside(40_000), TcpView.ACK)))).isFalse();
        assertThat(syns.hold(keep(packets.udp(SERVER, outside(40_000))))).isFalse();
        sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN));
        assertThat(syns.hold(keep(syn(40_000)))).isFalse();
    }

    @Test
    void aFloodFindsRoomForSixtyFour() {
        for (int port = 1; port <= UnsolicitedSyns.MOST; port++) {
            assertThat(syns.hold(syn(port))).isTrue();
        }
        assertThat(syns.hold(keep(syn(100)))).isFalse();
        engine.runUntil(20 * SECOND);
        assertThat(syns.hold(syn(100))).isTrue();
        engine.runUntil(40 * SECOND);
    }
}
