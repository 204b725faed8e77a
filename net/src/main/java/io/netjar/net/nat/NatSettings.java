package io.netjar.net.nat;

/// How a NAT behaves.
///
/// @param mapping when flows share an outside port
/// @param filtering who may send to an outside port
/// @param hairpin whether inside hosts reach each other by the outside address (RFC 4787 REQ-9 demands it)
/// @param answersPing whether an echo request from outside reaches the router itself
/// @param maxFlows how many flows are kept; more are dropped with NAT_TABLE_FULL
/// @param firstPort the lowest outside port given when the inside port is taken, at least 1
/// @param lastPort the highest such port, at most 65,535
public record NatSettings(NatBehaviour mapping, NatBehaviour filtering, boolean hairpin, boolean answersPing,
        int maxFlows, int firstPort, int lastPort, NatTimeouts timeouts) {
    public NatSettings {
        if (firstPort < 1 || lastPort > 65_535 || firstPort > lastPort) {
            throw new IllegalArgumentException("no range of ports: " + firstPort + " to " + lastPort);
        }
        if (maxFlows < 1) {
            throw new IllegalArgumentException("a NAT without flows is a wall: " + maxFlows);
        }
    }

    /// A home router: mapping endpoint-independent (RFC 4787 REQ-1: "A NAT MUST have an 'Endpoint-Independent Mapping'
    /// behavior"), filtering address-and-port-dependent (as stateful firewalls do), 16,384 flows (OpenWrt's
    /// `nf_conntrack_max` on machines of its size), ports from 1024 (RFC 4787 REQ-3a keeps well-known ports apart).
    public static NatSettings homeRouter() {
        return new NatSettings(NatBehaviour.ENDPOINT_INDEPENDENT, NatBehaviour.ADDRESS_AND_PORT_DEPENDENT,
                true, true,
                16_384, 1024, 65_535, NatTimeouts.homeRouter());
    }

    /// A NAT that gives each destination another outside port, so that hole punching fails.
    public static NatSettings symmetric() {
        return homeRouter().withMapping(NatBehaviour.ADDRESS_AND_PORT_DEPENDENT);
    }

    public NatSettings withMapping(NatBehaviour behaviour) {
        return new NatSettings(behaviour, filtering, hairpin, answersPing, maxFlows, firstPort, lastPort,
                timeouts);
    }

    public NatSettings withFiltering(NatBehaviour behaviour) {
        return new NatSettings(mapping, behaviour, hairpin, answersPing, maxFlows, firstPort, lastPort,
                timeouts);
    }

    public NatSettings withHairpin(boolean on) {
        return new NatSettings(mapping, filtering, on, answersPing, maxFlows, firstPort, lastPort, timeouts);
    }

    public NatSettings withAnswersPing(boolean on) {
        return new NatSettings(mapping, filtering, hairpin, on, maxFlows, firstPort, lastPort, timeouts);
    }

    public NatSettings withMaxFlows(int flows) {
        return new NatSettings(mapping, filtering, hairpin, answersPing, flows, firstPort, lastPort,
                timeouts);
    }

    public NatSettings withPorts(int first, int last) {
        return new NatSettings(mapping, filtering, hairpin, answersPing, maxFlows, first, last, timeouts);
    }

    public NatSettings withTimeouts(NatTimeouts idle) {
        return new NatSettings(mapping, filtering, hairpin, answersPing, maxFlows, firstPort, lastPort, idle);
    }
}
