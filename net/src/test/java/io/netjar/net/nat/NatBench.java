package io.netjar.net.nat;

import static io.netjar.net.nat.NatPackets.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// A NAT between a home and a server, with ways to send packets through it.
abstract class NatBench {
    static final long SECOND = 1_000_000_000L;
    static final IpAddress OUTSIDE = IpAddress.of("203.0.112.7");
    static final Endpoint LAPTOP = at("192.168.0.10", 40_000);
    static final Endpoint PHONE = at("192.168.0.11", 40_000);
    static final Endpoint SERVER = at("198.51.100.1", 80);
    static final int SYN_ACK = TcpView.SYN | TcpView.ACK;

    final Engine engine = new Engine(1);
    final NatPackets packets = new NatPackets();
    final List<Packet> made = new ArrayList<>();
    Nat44 nat = nat(NatSettings.homeRouter());

    static Endpoint at(String address, int port) {
        return new Endpoint(IpAddress.of(address), port);
    }

    static Endpoint outside(int port) {
        return new Endpoint(OUTSIDE, port);
    }

    Nat44 nat(NatSettings settings) {
        var fresh = new Nat44(engine, "alice/router", settings);
        fresh.outside(OUTSIDE);
        return fresh;
    }

    Packet keep(Packet packet) {
        made.add(packet);
        return packet;
    }

    Packet sent(Packet packet) {
        assertThat(nat.outbound(keep(packet))).isEqualTo(NatVerdict.PASS);
        assertSound(packet);
        return packet;
    }

    Packet arrived(Packet packet) {
        assertThat(nat.inbound(keep(packet))).isEqualTo(NatVerdict.PASS);
        assertSound(packet);
        return packet;
    }

    void refused(Packet packet) {
        assertThat(nat.inbound(keep(packet))).isEqualTo(NatVerdict.NO_MAPPING);
    }

    @AfterEach
    void nothingLeaks() {
        made.forEach(Packet::release);
        assertThat(packets.pool().lent()).isZero();
    }
}
