package io.netjar.net.nat;

import io.netjar.net.ip.Ip;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.wire.Packet;

/// Puts a NAT in the way of a router's packets: behind the WAN interface in both directions, and behind a LAN
/// interface for those who use the outside address from inside.
public final class NatHooks {
    private NatHooks() {}

    /// Lets `nat` translate between `lan` and `wan` of the router whose Internet layer is `ip`.
    public static void attach(Nat44 nat, Ip ip, NetworkInterface wan, NetworkInterface lan) {
        ip.prerouting(wan, (packet, at) -> obey(nat.inbound(packet), packet, ip));
        ip.postrouting(wan, (packet, at) -> obey(nat.outbound(packet), packet, ip));
        ip.prerouting(lan, (packet, at) -> obey(nat.hairpin(packet), packet, ip));
    }

    private static boolean obey(NatVerdict verdict, Packet packet, Ip ip) {
        if (verdict == NatVerdict.PASS) {
            return true;
        }
        ip.drop(packet, verdict.reason());
        return false;
    }
}
