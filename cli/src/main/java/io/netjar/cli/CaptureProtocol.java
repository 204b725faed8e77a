package io.netjar.cli;

import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// The protocols that a capture can be narrowed to. Those above TCP and UDP are known by their usual ports, as a capture
/// filter knows them: a later fragment of a datagram has no port, and goes by its IP protocol alone.
enum CaptureProtocol {
    ARP, IP, ICMP, TCP, UDP, DNS, DHCP, HTTP, TLS;

    /// @param option where it was typed, for the message
    static Predicate<CapturedPacket> named(String option, String name) throws Failure {
        List<String> names = Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        int at = names.indexOf(name.toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw Failure.usage(option + ": " + Failure.unknownText("protocol", name, names));
        }
        return values()[at]::isOf;
    }

    private boolean isOf(CapturedPacket packet) {
        return switch (this) {
            case ARP -> packet.etherType() == EthernetView.TYPE_ARP;
            case IP -> packet.isIp();
            case ICMP -> packet.protocol() == Ipv4View.PROTOCOL_ICMP;
            case TCP -> packet.protocol() == Ipv4View.PROTOCOL_TCP;
            case UDP -> packet.protocol() == Ipv4View.PROTOCOL_UDP;
            case DNS -> packet.hasPort(53);
            case DHCP -> packet.hasPort(67) || packet.hasPort(68);
            case HTTP -> packet.hasPort(80);
            case TLS -> packet.hasPort(443);
        };
    }
}
