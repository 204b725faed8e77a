package io.netjar.net.nat;

import io.netjar.engine.Chance;
import io.netjar.wire.Ipv4View;

/// How a NAT finds an outside port: the inside one if nobody has it (RFC 4787 §4.2.1, "port preservation"), else by
/// chance one of the same kind.
final class PortChoice {
    /// No port is left.
    static final int NONE = -1;
    private static final int WELL_KNOWN = 1024;

    private final NatSettings settings;
    private final Chance chance;

    /// Which outside ports nobody has.
    @FunctionalInterface
    interface Free {
        boolean isFree(int protocol, int port);
    }

    PortChoice(NatSettings settings, Chance chance) {
        this.settings = settings;
        this.chance = chance;
    }

    int choose(int protocol, int inside, Free free) {
        if (free.isFree(protocol, inside)) {
            return inside;
        }
        if (protocol == Ipv4View.PROTOCOL_ICMP) {
            return probe(protocol, inside, 0, 0x10000, free);
        }
        // RFC 4787 REQ-3a: "If the host's source port was in the range 0-1023, it is RECOMMENDED the NAT's source port
        // be in the same range." Else it is to be in the range 1024-65535.
        if (inside < WELL_KNOWN) {
            return probe(protocol, inside, 1, WELL_KNOWN - 1, free);
        }
        return probe(protocol, inside, settings.firstPort(), settings.lastPort() - settings.firstPort() + 1,
                free);
    }

    private int probe(int protocol, int inside, int first, int count, Free free) {
        int start = chance.nextInt(count);
        // RFC 4787 REQ-4: "It is RECOMMENDED that a NAT have a 'Port parity preservation' behavior of 'Yes'."
        for (int parity = 0; parity < 2; parity++) {
            for (int i = 0; i < count; i++) {
                int port = first + (start + i) % count;
                if (((port ^ inside) & 1) == parity && free.isFree(protocol, port)) {
                    return port;
                }
            }
        }
        return NONE;
    }
}
