package io.netjar.net.nat;

import io.netjar.engine.Timer;
import io.netjar.net.ip.Ip;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Packet;
import java.util.ArrayDeque;

/// TCP connections that somebody outside begins and that nobody inside has asked for yet. RFC 5382 REQ-4: "A NAT MUST NOT
/// respond to an unsolicited inbound SYN packet for at least 6 seconds after the packet is received." So two hosts behind
/// two NATs can open to each other at the same time.
final class UnsolicitedSyns {
    private static final long PATIENCE_NANOS = 6_000_000_000L;
    /// A flood may not fill the memory; more are dropped without an answer.
    static final int MOST = 64;

    private final Nat44 nat;
    private final Ip ip;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final Timer timer;

    private record Held(Packet packet, long until) {}

    UnsolicitedSyns(Nat44 nat, Ip ip) {
        this.nat = nat;
        this.ip = ip;
        this.timer = new Timer(ip.engine(), this::due);
    }

    /// Takes over a SYN, to answer it later. Returns false, and leaves it to the caller, if it is none or there is no room.
    boolean hold(Packet packet) {
        if (held.size() == MOST || !nat.isUnsolicitedSyn(packet)) {
            return false;
        }
        held.add(new Held(packet, ip.engine().now() + PATIENCE_NANOS));
        if (held.size() == 1) {
            timer.armIn(PATIENCE_NANOS);
        }
        return true;
    }

    private void due(long now) {
        Held first = held.peekFirst();
        while (first != null && first.until() <= now) {
            end(held.removeFirst().packet());
            first = held.peekFirst();
        }
        if (first != null) {
            timer.armAt(first.until());
        }
    }

    private void end(Packet syn) {
        // RFC 5382 REQ-4: "If during this interval the NAT receives and translates an outbound SYN for the connection the
        // NAT MUST silently drop the original unsolicited inbound SYN packet. Otherwise, the NAT SHOULD send an ICMP Port
        // Unreachable error (Type 3, Code 3) for the original SYN".
        if (nat.isUnsolicitedSyn(syn)) {
            ip.sendError(syn, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_PORT_UNREACHABLE);
        }
        ip.drop(syn, NatVerdict.NO_MAPPING.reason());
    }
}
