package io.netjar.net.nat;

import io.netjar.engine.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A NAT's memory: flows and the mappings they share. A flow that was silent for its timeout is gone, at that very
/// nanosecond; a mapping goes with its last flow.
final class NatTable {
    private final NatSettings settings;
    private final PortChoice ports;
    private final FlowIndex<Flow> byInside = new FlowIndex<>();
    private final FlowIndex<Flow> byOutside = new FlowIndex<>();
    private final FlowIndex<Mapping> mappingsByInside = new FlowIndex<>();
    private final FlowIndex<Mapping> mappingsByOutside = new FlowIndex<>();
    /// For address-dependent filtering: whom a mapping has flows with.
    private final FlowIndex<Pinhole> pinholes = new FlowIndex<>();
    /// The ports of the router's own services, which nobody inside gets.
    private final FlowIndex<Boolean> services = new FlowIndex<>();
    private final FlowAges ages;
    private final HostShares shares;
    private final PortChoice.Free free = this::isFree;
    private long evicted;

    private static final class Pinhole {
        int flows;
    }

    NatTable(Engine engine, String name, NatSettings settings) {
        this.settings = settings;
        this.ports = new PortChoice(settings.ports(), engine.chance(name + "/nat"));
        this.shares = new HostShares(settings.limits());
        this.ages = new FlowAges(engine, settings.timeouts(), this::forget);
    }

    int flows() {
        return byInside.size();
    }

    /// All flows, by state.
    List<Flow> list() {
        ages.expire();
        return ages.list();
    }

    /// How many flows went before their time to make room.
    long evicted() {
        return evicted;
    }

    int mappings() {
        return settings.ports().overloading() ? mappingsByInside.size() : mappingsByOutside.size();
    }

    /// The living flow between an inside end and a remote one.
    @Nullable
    Flow fromInside(int protocol, int inside, int insidePort, int remote, int remotePort) {
        return alive(byInside.get(FlowIndex.addresses(inside, remote),
                FlowIndex.ports(protocol, insidePort, remotePort)));
    }

    /// The living flow between an outside port and a remote end.
    @Nullable
    Flow fromOutside(int protocol, int outsidePort, int remote, int remotePort) {
        return alive(byOutside.get(FlowIndex.addresses(0, remote),
                FlowIndex.ports(protocol, outsidePort, remotePort)));
    }

    private @Nullable Flow alive(@Nullable Flow flow) {
        return flow != null && ages.isAlive(flow) ? flow : null;
    }

    /// A new flow that an inside host begins; null if there is no room or no port.
    @Nullable
    Flow openFromInside(Flow.Key key) {
        ages.expire();
        if (!hasRoom()) {
            return null;
        }
        Mapping mapping = mappingFor(key);
        return mapping == null ? null : open(key, mapping);
    }

    /// A new flow that somebody outside begins, let in by the filter; null if there is no room.
    @Nullable
    Flow openFromOutside(Mapping mapping, int remote, int remotePort) {
        if (!hasRoom()) {
            return null;
        }
        return open(
                new Flow.Key(mapping.protocol, mapping.insideAddress, mapping.insidePort, remote, remotePort),
                mapping);
    }

    /// Whether an inside host may have no more flows.
    boolean isFullFor(int inside) {
        ages.expire();
        return shares.isFull(inside);
    }

    /// Makes room in a full table, if there is a flow that can go.
    private boolean hasRoom() {
        if (flows() < settings.limits().flows()) {
            return true;
        }
        boolean isFreed = ages.evict();
        evicted += isFreed ? 1 : 0;
        return isFreed;
    }

    /// The mapping at an outside port.
    @Nullable
    Mapping mappingAt(int protocol, int outsidePort) {
        return mappingsByOutside.get(0, FlowIndex.ports(protocol, outsidePort, 0));
    }

    /// Whether the filter lets `remote` begin a flow to the mapping. RFC 4787 §5.
    boolean admits(Mapping mapping, int remote) {
        if (mapping.permanent) {
            return true;
        }
        ages.expire();
        return switch (settings.filtering()) {
            case ENDPOINT_INDEPENDENT -> mapping.flows > 0;
            case ADDRESS_DEPENDENT -> pinhole(mapping, remote) != null;
            case ADDRESS_AND_PORT_DEPENDENT -> false;
        };
    }

    /// A packet of the flow went by.
    void heard(Flow flow, boolean outbound) {
        FlowState state = flow.stateAfter(outbound);
        // RFC 4787 REQ-6: "The NAT mapping Refresh Direction MUST have a "NAT Outbound refresh behavior" of "True"."
        if (outbound || settings.inboundRefreshes() || state != flow.state) {
            ages.heard(flow, state);
        }
    }

    void forward(Mapping mapping) {
        Mapping old = mappingAt(mapping.protocol, mapping.outsidePort);
        if (old != null && old.permanent) {
            throw new IllegalArgumentException(
                    "outside port " + mapping.outsidePort + " is forwarded already");
        }
        forgetFlows();
        insert(mapping);
    }

    void openService(int protocol, int port) {
        services.put(0, FlowIndex.ports(protocol, port, 0), Boolean.TRUE);
    }

    boolean isService(int protocol, int port) {
        return services.get(0, FlowIndex.ports(protocol, port, 0)) != null;
    }

    /// Forgets every flow; forwards stay.
    void forgetFlows() {
        ages.forgetAll();
    }

    private @Nullable Mapping mappingFor(Flow.Key key) {
        Mapping forward = mappingsByInside.get(FlowIndex.addresses(key.insideAddress(), 0),
                FlowIndex.ports(key.protocol(), key.insidePort(), 0));
        if (forward != null) {
            return forward;
        }
        NatBehaviour behaviour = settings.mapping();
        Mapping known = mappingsByInside.get(
                FlowIndex.addresses(key.insideAddress(), behaviour.address(key.remoteAddress())),
                FlowIndex.ports(key.protocol(), key.insidePort(), behaviour.port(key.remotePort())));
        if (known != null) {
            return known;
        }
        int port = ports.choose(key, besideNeighbour(key), free);
        return port == PortChoice.NONE ? null : new Mapping(key, behaviour, port);
    }

    /// RTP and RTCP come in pairs, an even port and the next one; RFC 4787 §4.2.3 calls it port contiguity if they are
    /// neighbours outside, too. Only mappings for all destinations can be found by the inside port alone.
    private int besideNeighbour(Flow.Key key) {
        if (settings.mapping() != NatBehaviour.ENDPOINT_INDEPENDENT) {
            return PortChoice.NONE;
        }
        Mapping neighbour = mappingsByInside.get(FlowIndex.addresses(key.insideAddress(), 0),
                FlowIndex.ports(key.protocol(), key.insidePort() ^ 1, 0));
        if (neighbour == null || ((neighbour.outsidePort ^ neighbour.insidePort) & 1) != 0) {
            return PortChoice.NONE;
        }
        return neighbour.outsidePort ^ 1;
    }

    private boolean isFree(Flow.Key flow, int port) {
        if (mappingAt(flow.protocol(), port) != null || isService(flow.protocol(), port)) {
            return false;
        }
        // RFC 4787 REQ-3: "A NAT MUST NOT have a "Port assignment" behavior of "Port overloading"", which is this: a
        // port is taken only towards the places it is in use with.
        return !settings.ports().overloading() || byOutside.get(FlowIndex.addresses(0, flow.remoteAddress()),
                FlowIndex.ports(flow.protocol(), port, flow.remotePort())) == null;
    }

    private Flow open(Flow.Key key, Mapping mapping) {
        if (mapping.flows == 0) {
            insert(mapping);
        }
        mapping.flows++;
        var flow = new Flow(key, mapping);
        byInside.put(insideAddresses(key), insidePorts(key), flow);
        byOutside.put(FlowIndex.addresses(0, key.remoteAddress()), outsidePorts(flow), flow);
        if (settings.filtering() == NatBehaviour.ADDRESS_DEPENDENT) {
            Pinhole pinhole = pinhole(mapping, key.remoteAddress());
            pinhole = pinhole == null ? new Pinhole() : pinhole;
            pinhole.flows++;
            pinholes.put(FlowIndex.addresses(0, key.remoteAddress()), outsidePort(mapping), pinhole);
        }
        ages.add(flow);
        shares.add(key.insideAddress());
        return flow;
    }

    private void insert(Mapping mapping) {
        mappingsByInside.put(FlowIndex.addresses(mapping.insideAddress, mapping.remoteAddress),
                FlowIndex.ports(mapping.protocol, mapping.insidePort, mapping.remotePort), mapping);
        if (isExclusive(mapping)) {
            mappingsByOutside.put(0, outsidePort(mapping), mapping);
        }
    }

    /// Whether nobody else may have the mapping's outside port.
    private boolean isExclusive(Mapping mapping) {
        return mapping.permanent || !settings.ports().overloading();
    }

    private void forget(Flow flow) {
        Mapping mapping = flow.mapping;
        byInside.remove(insideAddresses(flow.key), insidePorts(flow.key));
        byOutside.remove(FlowIndex.addresses(0, flow.key.remoteAddress()), outsidePorts(flow));
        Pinhole pinhole = pinhole(mapping, flow.key.remoteAddress());
        if (pinhole != null && --pinhole.flows == 0) {
            pinholes.remove(FlowIndex.addresses(0, flow.key.remoteAddress()), outsidePort(mapping));
        }
        shares.remove(flow.key.insideAddress());
        mapping.flows--;
        if (mapping.flows == 0 && !mapping.permanent) {
            mappingsByInside.remove(FlowIndex.addresses(mapping.insideAddress, mapping.remoteAddress),
                    FlowIndex.ports(mapping.protocol, mapping.insidePort, mapping.remotePort));
            if (isExclusive(mapping)) {
                mappingsByOutside.remove(0, outsidePort(mapping));
            }
        }
    }

    private @Nullable Pinhole pinhole(Mapping mapping, int remote) {
        return pinholes.get(FlowIndex.addresses(0, remote), outsidePort(mapping));
    }

    private static long insideAddresses(Flow.Key key) {
        return FlowIndex.addresses(key.insideAddress(), key.remoteAddress());
    }

    private static long insidePorts(Flow.Key key) {
        return FlowIndex.ports(key.protocol(), key.insidePort(), key.remotePort());
    }

    private static long outsidePorts(Flow flow) {
        return FlowIndex.ports(flow.mapping.protocol, flow.mapping.outsidePort, flow.key.remotePort());
    }

    private static long outsidePort(Mapping mapping) {
        return FlowIndex.ports(mapping.protocol, mapping.outsidePort, 0);
    }
}
