package io.netjar.cli;

import io.netjar.wire.IcmpView;

/// ICMP errors in the words of iputils' ping.
final class IcmpText {
    private IcmpText() {}

    static String of(int type, int code) {
        return switch (type) {
            case IcmpView.DESTINATION_UNREACHABLE -> unreachable(code);
            case IcmpView.TIME_EXCEEDED ->
                code == IcmpView.CODE_TTL_EXCEEDED
                        ? "Time to live exceeded"
                        : "Frag reassembly time exceeded";
            case IcmpView.PARAMETER_PROBLEM -> "Parameter problem";
            default -> "ICMP type " + type + " code " + code;
        };
    }

    private static String unreachable(int code) {
        return switch (code) {
            case IcmpView.CODE_NET_UNREACHABLE -> "Destination Net Unreachable";
            case IcmpView.CODE_HOST_UNREACHABLE -> "Destination Host Unreachable";
            case IcmpView.CODE_PROTOCOL_UNREACHABLE -> "Destination Protocol Unreachable";
            case IcmpView.CODE_PORT_UNREACHABLE -> "Destination Port Unreachable";
            case IcmpView.CODE_FRAGMENTATION_NEEDED -> "Frag needed and DF set";
            case IcmpView.CODE_PROHIBITED -> "Packet filtered";
            default -> "Dest Unreachable, Bad Code: " + code;
        };
    }
}
