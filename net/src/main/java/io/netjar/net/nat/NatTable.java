package io.netjar.net.nat;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A NAT's memory: flows and the mappings they share. A flow that was silent for its timeout is gone, at that very
/// nanosecond; a mapping goes with its last flow.
final class NatTable {
    private final Engine engine;
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
    private final IdleList[] idle = new IdleList[Flow.Idle.values().length];
    private final Timer expiry;
    private final PortChoice.Free free = this::isFree;

    private static final class Pinhole {
        int flows;
    }

    NatTable(Engine engine, String name, NatSettings settings) {
        this.engine = engine;
        this.settings = settings;
        this.ports = new PortChoice(settings, engine.chance(name + "/nat"));
        this.expiry = new Timer(engine, this::expire);
        for (Flow.Idle kind : Flow.Idle.values()) {
            idle[kind.ordinal()] = new IdleList(timeout(kind).toNanos());
        }
    }

    private Duration timeout(Flow.Idle kind) {
        NatTimeouts timeouts = settings.timeouts();
        return switch (kind) {
            case UDP_UNREPLIED -> timeouts.udpUnreplied();
            case UDP_REPLIED -> timeouts.udpReplied();
            case TCP_TRANSITORY -> timeouts.tcpTransitory();
            case TCP_ESTABLISHED -> timeouts.tcpEstablished();
            case ICMP -> timeouts.icmp();
        };
    }

    int flows() {
        return byInside.size();
    }

    int mappings() {
        return mappingsByOutside.size();
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
        if (flow != null && flow.deadline <= engine.now()) {
            // It is due at this very instant and its timer has not fired yet.
            forget(flow);
            return null;
        }
        return flow;
    }

    /// A new flow that an inside host begins; null if there is no room or no port.
    @Nullable
    Flow openFromInside(Flow.Key key, Flow.Idle kind) {
        expire(engine.now());
        if (flows() >= settings.maxFlows()) {
            return null;
        }
        Mapping mapping = mappingFor(key);
        return mapping == null ? null : open(key, mapping, kind);
    }

    /// A new flow that somebody outside begins, let in by the filter; null if there is no room.
    @Nullable
    Flow openFromOutside(Mapping mapping, int remote, int remotePort, Flow.Idle kind) {
        if (flows() >= settings.maxFlows()) {
            return null;
        }
        return open(
                new Flow.Key(mapping.protocol, mapping.insideAddress, mapping.insidePort, remote, remotePort),
                mapping, kind);
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
        expire(engine.now());
        return switch (settings.filtering()) {
            case ENDPOINT_INDEPENDENT -> mapping.flows > 0;
            case ADDRESS_DEPENDENT -> pinhole(mapping, remote) != null;
            case ADDRESS_AND_PORT_DEPENDENT -> false;
        };
    }

    /// A packet of the flow went by: its time starts anew.
    void heard(Flow flow, Flow.Idle kind) {
        idle[flow.idle.ordinal()].remove(flow);
        boolean isOther = flow.idle != kind;
        flow.idle = kind;
        idle[kind.ordinal()].add(flow, engine.now());
        if (isOther) {
            watch(flow);
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
        for (IdleList list : idle) {
            for (Flow flow = list.oldest(); flow != null; flow = list.oldest()) {
                forget(flow);
            }
        }
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
        int port = ports.choose(key.protocol(), key.insidePort(), free);
        return port == PortChoice.NONE ? null : new Mapping(key, behaviour, port);
    }

    private boolean isFree(int protocol, int port) {
        return mappingAt(protocol, port) == null && !isService(protocol, port);
    }

    private Flow open(Flow.Key key, Mapping mapping, Flow.Idle kind) {
        if (mapping.flows == 0) {
            insert(mapping);
        }
        mapping.flows++;
        var flow = new Flow(key, mapping, kind);
        byInside.put(insideAddresses(key), insidePorts(key), flow);
        byOutside.put(FlowIndex.addresses(0, key.remoteAddress()), outsidePorts(flow), flow);
        if (settings.filtering() == NatBehaviour.ADDRESS_DEPENDENT) {
            Pinhole pinhole = pinhole(mapping, key.remoteAddress());
            pinhole = pinhole == null ? new Pinhole() : pinhole;
            pinhole.flows++;
            pinholes.put(FlowIndex.addresses(0, key.remoteAddress()), outsidePort(mapping), pinhole);
        }
        idle[kind.ordinal()].add(flow, engine.now());
        watch(flow);
        return flow;
    }

    private void insert(Mapping mapping) {
        mappingsByInside.put(FlowIndex.addresses(mapping.insideAddress, mapping.remoteAddress),
                FlowIndex.ports(mapping.protocol, mapping.insidePort, mapping.remotePort), mapping);
        mappingsByOutside.put(0, outsidePort(mapping), mapping);
    }

    private void forget(Flow flow) {
        idle[flow.idle.ordinal()].remove(flow);
        Mapping mapping = flow.mapping;
        byInside.remove(insideAddresses(flow.key), insidePorts(flow.key));
        byOutside.remove(FlowIndex.addresses(0, flow.key.remoteAddress()), outsidePorts(flow));
        Pinhole pinhole = pinhole(mapping, flow.key.remoteAddress());
        if (pinhole != null && --pinhole.flows == 0) {
            pinholes.remove(FlowIndex.addresses(0, flow.key.remoteAddress()), outsidePort(mapping));
        }
        mapping.flows--;
        if (mapping.flows == 0 && !mapping.permanent) {
            mappingsByInside.remove(FlowIndex.addresses(mapping.insideAddress, mapping.remoteAddress),
                    FlowIndex.ports(mapping.protocol, mapping.insidePort, mapping.remotePort));
            mappingsByOutside.remove(0, outsidePort(mapping));
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

    /// Sees to it that the timer fires no later than the flow is due.
    private void watch(Flow flow) {
        if (flow.deadline < expiry.deadline()) {
            expiry.armAt(flow.deadline);
        }
    }

    private void expire(long now) {
        long next = Engine.NEVER;
        for (IdleList list : idle) {
            Flow flow = list.oldest();
            while (flow != null && flow.deadline <= now) {
                forget(flow);
                flow = list.oldest();
            }
            next = flow == null ? next : Math.min(next, flow.deadline);
        }
        if (next == Engine.NEVER) {
            expiry.cancel();
        } else if (next != expiry.deadline()) {
            expiry.armAt(next);
        }
    }
}
