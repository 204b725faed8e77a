package io.netjar.net.nat;

import io.netjar.net.ip.Ip;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Packet;

/// Puts a NAT in the way of a router's packets: behind the WAN interface in both directions, and behind a LAN
/// interface for those who use the outside address from inside. Or a firewall: behind the WAN interface only.
///
/// Fragments are put together before they get here, in whatever order they come, as Linux does: only the first one has
/// the ports. RFC 4787 REQ-14: "A NAT MUST support receiving in-order and out-of-order fragments, so it MUST have
/// "Received Fragment Out of Order" behavior." What is too long for the next link is cut again behind them.
public final class NatHooks {
    private NatHooks() {}

    /// Lets `nat` translate between `lan` and `wan` of the router whose Internet layer is `ip`.
    public static void attach(Nat44 nat, Ip ip, NetworkInterface wan, NetworkInterface lan) {
        if (nat.answersSyns()) {
            var syns = new UnsolicitedSyns(nat, ip);
            ip.prerouting(wan, (packet, _) -> {
                NatVerdict verdict = nat.inbound(packet);
                boolean isHeld = verdict == NatVerdict.NO_MAPPING && syns.hold(packet);
                return !isHeld && obey(verdict, packet, ip);
            });
        } else {
            ip.prerouting(wan, (packet, at) -> obey(nat.inbound(packet), packet, ip));
        }
        ip.postrouting(wan, (packet, at) -> obey(nat.outbound(packet), packet, ip));
        ip.prerouting(lan, (packet, at) -> obey(nat.hairpin(packet), packet, ip));
    }

    /// Lets `firewall` watch over everything that comes in and goes out by `wan` of the router whose Internet layer is
    /// `ip`.
    public static void attach(Firewall firewall, Ip ip, NetworkInterface wan) {
        ip.prerouting(wan, (packet, at) -> obey(firewall.inbound(packet), packet, ip));
        ip.postrouting(wan, (packet, at) -> obey(firewall.outbound(packet), packet, ip));
    }

    private static boolean obey(NatVerdict verdict, Packet packet, Ip ip) {
        if (verdict == NatVerdict.PASS) {
            return true;
        }
        if (verdict == NatVerdict.TABLE_FULL || verdict == NatVerdict.HOST_FULL
                || verdict == NatVerdict.REFUSED) {
            // RFC 5508 REQ-8: "When a NAT device is unable to establish a NAT Session for a new transport-layer (TCP, UDP,
            // ICMP, etc.) flow due to resource constraints or administrative restrictions, the NAT device SHOULD send an
            // ICMP destination unreachable message, with a code of 13 (Communication administratively prohibited) to
            // the sender, and drop the original packet."
            ip.sendError(packet, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_PROHIBITED);
        }
        ip.drop(packet, verdict.reason());
        return false;
    }
}
