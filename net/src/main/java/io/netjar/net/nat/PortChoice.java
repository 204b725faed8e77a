package io.netjar.net.nat;

import io.netjar.engine.Chance;
import io.netjar.wire.Ipv4View;

/// How a NAT finds an outside port: the inside one if nobody has it (RFC 4787 §4.2.1, "port preservation"), else by
/// chance or in order one of the same kind.
final class PortChoice {
    /// No port is left.
    static final int NONE = -1;
    private static final int WELL_KNOWN = 1024;

    private final NatPorts settings;
    private final Chance chance;
    private int nextInOrder;

    /// Which outside ports can be given for a flow.
    @FunctionalInterface
    interface Free {
        boolean isFree(Flow.Key flow, int port);
    }

    PortChoice(NatPorts settings, Chance chance) {
        this.settings = settings;
        this.chance = chance;
        this.nextInOrder = settings.first();
    }

    /// The outside port for a flow, or [#NONE].
    ///
    /// @param wished the port beside that of the inside port's neighbour, or [#NONE] if that has none
    int choose(Flow.Key flow, int wished, Free free) {
        int inside = flow.insidePort();
        if (settings.assignment() == PortAssignment.PRESERVING) {
            if (free.isFree(flow, inside)) {
                return inside;
            }
            if (wished != NONE && free.isFree(flow, wished)) {
                return wished;
            }
        }
        if (flow.protocol() == Ipv4View.PROTOCOL_ICMP) {
            return probe(flow, 0, 0x10000, free);
        }
        // RFC 4787 REQ-3a: "If the host's source port was in the range 0-1023, it is RECOMMENDED the NAT's source port
        // be in the same range. If the host's source port was in the range 1024-65535, it is RECOMMENDED that the NAT's
        // source port be in that range."
        if (inside < WELL_KNOWN) {
            return probe(flow, 1, WELL_KNOWN - 1, free);
        }
        return probe(flow, settings.first(), settings.last() - settings.first() + 1, free);
    }

    private int probe(Flow.Key flow, int first, int count, Free free) {
        boolean isInOrder = settings.assignment() == PortAssignment.SEQUENTIAL;
        int start = isInOrder ? Math.floorMod(nextInOrder - first, count) : chance.nextInt(count);
        // RFC 4787 REQ-4: "It is RECOMMENDED that a NAT have a "Port parity preservation" behavior of "Yes"." RFC 7857 §9
        // lets a NAT do without it, as those that count do.
        int parityMask = isInOrder ? 0 : 1;
        for (int i = 0; i < count; i++) {
            int port = first + (start + i) % count;
            if (((port ^ flow.insidePort()) & parityMask) == 0 && free.isFree(flow, port)) {
                nextInOrder = port + 1;
                return port;
            }
        }
        return isInOrder ? NONE : probeOtherParity(flow, first, count, start, free);
    }

    private static int probeOtherParity(Flow.Key flow, int first, int count, int start, Free free) {
        for (int i = 0; i < count; i++) {
            int port = first + (start + i) % count;
            if (((port ^ flow.insidePort()) & 1) == 1 && free.isFree(flow, port)) {
                return port;
            }
        }
        return NONE;
    }
}
