package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.net.host.Road;
import io.netjar.net.link.DropReason;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A stack outside has alice's place: what it gets is kept here, what it sends is put in by hand.
class TapTest {
    private static final int ALICE = Road.left(0).v4();

    private final Road road = new Road(2);
    private final List<byte[]> received = new ArrayList<>();
    private boolean takes = true;
    private final Tap tap = road.alice.ip().tap(road.alice.ip().interfaces().getFirst(), this::receive);

    private boolean receive(Packet packet) {
        byte[] copy = new byte[packet.length()];
        System.arraycopy(packet.bytes(), packet.offset(), copy, 0, copy.length);
        received.add(copy);
        return takes;
    }

    @AfterEach
    void nothingIsLost() {
        road.run(Duration.ofMinutes(1));
        assertThat(road.network.packets().lent()).isZero();
    }

    /// An echo request of the stack outside with `length` bytes after the ICMP header.
    private Packet echo(int source, int destination, int length, boolean mayBeCut) {
        Packet packet = road.network.packets().take(Ipv4View.HEADER_BYTES + IcmpView.HEADER_BYTES + length);
        Ipv4View.write(packet.bytes(), packet.offset(), packet.length(), 77, 33, Ipv4View.PROTOCOL_ICMP,
                source,
                destination);
        if (!mayBeCut) {
            var header = new Ipv4View(packet.bytes(), packet.offset());
            header.fragment(true, false, 0);
            header.updateChecksum();
        }
        int message = packet.offset() + Ipv4View.HEADER_BYTES;
        IcmpView.type(packet.bytes(), message, IcmpView.ECHO_REQUEST);
        packet.bytes()[message + 1] = 0;
        IcmpView.updateChecksum(packet.bytes(), message, IcmpView.HEADER_BYTES + length);
        return packet;
    }

    private Ipv4View header(int index) {
        return new Ipv4View(received.get(index), 0);
    }

    private IcmpView icmp(int index) {
        return new IcmpView(received.get(index), Ipv4View.HEADER_BYTES);
    }

    private void pass() {
        road.run(Duration.ofSeconds(1));
    }

    @Nested
    class WhatIsForTheHost {
        @Test
        void goesToTheStackOutsideAndNotToTheHostsOwn() {
            road.alice.udp().bind(9,
                    (_, _, _, _, _) -> assertThat(received).as("alice's own socket").isNull());
            road.bob.udp().bind(1000, (_, _, _, _, _) -> {
            }).send(new Endpoint(IpAddress.v4(ALICE), 9), new byte[4], 0, 4);
            pass();
            assertThat(received).hasSize(1);
            assertThat(header(0).source()).isEqualTo(road.bobsAddress().v4());
            assertThat(header(0).protocol()).isEqualTo(Ipv4View.PROTOCOL_UDP);
            assertThat(header(0).ttl()).isEqualTo(62);
        }

        @Test
        void comesInTheFragmentsInWhichItCame() {
            road.bob.udp().bind(1000, (_, _, _, _, _) -> {
            }).send(new Endpoint(IpAddress.v4(ALICE), 9), new byte[2000], 0, 2000);
            pass();
            assertThat(received).hasSize(2).allSatisfy(packet -> assertThat(packet.length).isLessThan(1501));
        }

        @Test
        void staysTheHostsIfItIsDhcp() {
            int[] own = {0};
            road.alice.udp().bind(68, (_, _, _, _, length) -> own[0] += length);
            road.bob.udp().bind(67, (_, _, _, _, _) -> {
            }).send(new Endpoint(IpAddress.v4(ALICE), 68), new byte[300], 0, 300);
            pass();
            assertThat(own[0]).isEqualTo(300);
            assertThat(received).isEmpty();
        }

        @Test
        void isDroppedWithAReasonIfTheStackOutsideWillNotHaveIt() {
            takes = false;
            road.bob.udp().bind(1000, (_, _, _, _, _) -> {
            }).send(new Endpoint(IpAddress.v4(ALICE), 9), new byte[4], 0, 4);
            pass();
            assertThat(road.network.drops(DropReason.TAP_REFUSED)).isEqualTo(1);
        }

        @Test
        void isTheHostsAgainAfterUntapping() {
            road.alice.ip().untap();
            int[] own = {0};
            road.alice.udp().bind(9, (_, _, _, _, length) -> own[0] += length);
            road.bob.udp().bind(1000, (_, _, _, _, _) -> {
            }).send(new Endpoint(IpAddress.v4(ALICE), 9), new byte[4], 0, 4);
            pass();
            assertThat(own[0]).isEqualTo(4);
            assertThat(received).isEmpty();
        }
    }

    @Nested
    class WhatTheStackOutsideSends {
        @Test
        void leavesAsTheHostsOwnWithTheTtlItHas() {
            tap.send(echo(ALICE, road.bobsAddress().v4(), 56, true));
            pass();
            assertThat(received).hasSize(1);
            assertThat(icmp(0).type()).isEqualTo(IcmpView.ECHO_REPLY);
        }

        @Test
        void expiresWhereItsTtlSays() {
            Packet probe = echo(ALICE, road.bobsAddress().v4(), 56, true);
            var header = new Ipv4View(probe.bytes(), probe.offset());
            header.ttl(1);
            header.updateChecksum();
            tap.send(probe);
            pass();
            assertThat(icmp(0).type()).isEqualTo(IcmpView.TIME_EXCEEDED);
            assertThat(header(0).source()).isEqualTo(Road.right(0).v4());
        }

        @Test
        void isCutIfItIsTooLongAndMayBe() {
            tap.send(echo(ALICE, road.bobsAddress().v4(), 3000, true));
            pass();
            assertThat(received).hasSize(3).allSatisfy(packet -> assertThat(packet.length).isLessThan(1501));
        }

        @Test
        void isRefusedFromTheHostsOwnAddressIfItIsTooLongAndMayNotBeCut() {
            tap.send(echo(ALICE, road.bobsAddress().v4(), 3000, false));
            pass();
            assertThat(received).hasSize(1);
            assertThat(icmp(0).type()).isEqualTo(IcmpView.DESTINATION_UNREACHABLE);
            assertThat(icmp(0).code()).isEqualTo(IcmpView.CODE_FRAGMENTATION_NEEDED);
            assertThat(icmp(0).nextHopMtu()).isEqualTo(1500);
            assertThat(header(0).source()).isEqualTo(ALICE);
        }

        @Test
        void goesNowhereFromAnotherAddress() {
            tap.send(echo(road.bobsAddress().v4(), Road.right(0).v4(), 56, true));
            tap.send(echo(0, Road.right(0).v4(), 56, true));
            tap.send(echo(ALICE, IpAddress.of("127.0.0.1").v4(), 56, true));
            pass();
            assertThat(road.network.drops(DropReason.BAD_SOURCE)).isEqualTo(3);
            assertThat(received).isEmpty();
        }

        @Test
        void goesNowhereIfItIsNoIpv4Packet() {
            Packet six = road.network.packets().take(48);
            six.bytes()[six.offset()] = 0x60;
            tap.send(six);
            Packet torn = echo(ALICE, road.bobsAddress().v4(), 56, true);
            torn.length(30);
            tap.send(torn);
            tap.send(road.network.packets().take(0));
            pass();
            assertThat(road.network.drops(DropReason.UNKNOWN_PROTOCOL)).isEqualTo(1);
            assertThat(road.network.drops(DropReason.MALFORMED)).isEqualTo(2);
        }
    }

    @Test
    void aHostHasOneStackOutsideAtATime() {
        assertThatThrownBy(() -> road.alice.ip().tap(road.alice.ip().interfaces().getFirst(), _ -> true))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("alice");
    }
}
