package io.netjar.net.nat;

/// How a NAT behaves.
///
/// @param mapping when flows share an outside port
/// @param filtering who may send to an outside port
/// @param ports which outside ports are given, and how they are found
/// @param hairpin whether inside hosts reach each other by the outside address (RFC 4787 REQ-9 demands it)
/// @param answersPing whether an echo request from outside reaches the router itself
/// @param inboundRefreshes whether a packet from outside starts a flow's time anew, as RFC 4787 REQ-6a allows; one from
///     inside always does
/// @param answersSyns whether a TCP connection that somebody outside begins and that nobody inside wants is answered with
///     "port unreachable" after six seconds (RFC 5382 REQ-4), or without a word (REQ-4a, what home routers do)
/// @param limits how much it has room for
public record NatSettings(NatBehaviour mapping, NatBehaviour filtering, NatPorts ports, boolean hairpin,
        boolean answersPing, boolean inboundRefreshes, boolean answersSyns, NatLimits limits,
        NatTimeouts timeouts) {
    public NatSettings {
        if (ports.overloading() && (mapping != NatBehaviour.ADDRESS_AND_PORT_DEPENDENT
                || filtering != NatBehaviour.ADDRESS_AND_PORT_DEPENDENT)) {
            throw new IllegalArgumentException(
                    "only a NAT that looks at address and port of the other end, for mapping and for filtering,"
                            + " can give one outside port to several inside hosts");
        }
    }

    /// A home router: mapping endpoint-independent (RFC 4787 REQ-1: "A NAT MUST have an "Endpoint-Independent Mapping"
    /// behavior"), filtering address-and-port-dependent (as stateful firewalls do), 16,384 flows (OpenWrt's
    /// `nf_conntrack_max` on machines of its size), ports from 1024 (RFC 4787 REQ-3a keeps well-known ports apart).
    /// "Port-restricted cone" in the words of RFC 3489.
    public static NatSettings homeRouter() {
        return new NatSettings(NatBehaviour.ENDPOINT_INDEPENDENT, NatBehaviour.ADDRESS_AND_PORT_DEPENDENT,
                NatPorts.preserving(), true, true, true, false, NatLimits.homeRouter(),
                NatTimeouts.homeRouter());
    }

    /// A NAT that lets everybody in by a port that is in use ("full cone" in the words of RFC 3489).
    public static NatSettings fullCone() {
        return homeRouter().withFiltering(NatBehaviour.ENDPOINT_INDEPENDENT);
    }

    /// A NAT that lets those in whose address was sent to ("address-restricted cone").
    public static NatSettings addressRestricted() {
        return homeRouter().withFiltering(NatBehaviour.ADDRESS_DEPENDENT);
    }

    /// A NAT that gives each destination another outside port, so that hole punching fails.
    public static NatSettings symmetric() {
        return homeRouter().withMapping(NatBehaviour.ADDRESS_AND_PORT_DEPENDENT);
    }

    /// What Linux's masquerading does: the inside port stays as long as no other flow to the same destination has it, so
    /// that several inside hosts may share it (RFC 4787 REQ-3 forbids that), and its timeouts.
    public static NatSettings linux() {
        return new NatSettings(NatBehaviour.ADDRESS_AND_PORT_DEPENDENT,
                NatBehaviour.ADDRESS_AND_PORT_DEPENDENT,
                NatPorts.preserving().withOverloading(true), true, true, true, false, NatLimits.homeRouter(),
                NatTimeouts.linux());
    }

    public NatSettings withMapping(NatBehaviour behaviour) {
        return new NatSettings(behaviour, filtering, ports, hairpin, answersPing, inboundRefreshes,
                answersSyns, limits, timeouts);
    }

    public NatSettings withFiltering(NatBehaviour behaviour) {
        return new NatSettings(mapping, behaviour, ports, hairpin, answersPing, inboundRefreshes, answersSyns,
                limits, timeouts);
    }

    public NatSettings withPorts(NatPorts given) {
        return new NatSettings(mapping, filtering, given, hairpin, answersPing, inboundRefreshes, answersSyns,
                limits, timeouts);
    }

    public NatSettings withHairpin(boolean on) {
        return new NatSettings(mapping, filtering, ports, on, answersPing, inboundRefreshes, answersSyns,
                limits, timeouts);
    }

    public NatSettings withAnswersPing(boolean on) {
        return new NatSettings(mapping, filtering, ports, hairpin, on, inboundRefreshes, answersSyns, limits,
                timeouts);
    }

    public NatSettings withInboundRefreshes(boolean on) {
        return new NatSettings(mapping, filtering, ports, hairpin, answersPing, on, answersSyns, limits,
                timeouts);
    }

    public NatSettings withAnswersSyns(boolean on) {
        return new NatSettings(mapping, filtering, ports, hairpin, answersPing, inboundRefreshes, on, limits,
                timeouts);
    }

    public NatSettings withLimits(NatLimits room) {
        return new NatSettings(mapping, filtering, ports, hairpin, answersPing, inboundRefreshes, answersSyns,
                room, timeouts);
    }

    public NatSettings withMaxFlows(int flows) {
        return withLimits(limits.withFlows(flows));
    }

    public NatSettings withTimeouts(NatTimeouts idle) {
        return new NatSettings(mapping, filtering, ports, hairpin, answersPing, inboundRefreshes, answersSyns,
                limits, idle);
    }
}
