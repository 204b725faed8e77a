package io.netjar.net.nat;

import io.netjar.engine.Engine;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stateful firewall without translation, for networks whose addresses everybody outside can reach: what the inside
/// begins may be answered, errors about it come in, and everything else from outside needs a rule. RFC 2979; RFC 6092
/// says the same of IPv6 homes.
///
/// A flow is tracked as NAT's are: by state and timeouts, TCP by windows, too. The router's own packets are flows as
/// well. Packets must start at their IPv4 header and must not be fragments.
public final class Firewall {
    private final NatSettings settings;
    private final FlowIndex<Flow> flows = new FlowIndex<>();
    private final OutboundRules refused = new OutboundRules();
    private final HostShares shares;
    private final List<FirewallRule> rules = new ArrayList<>(0);
    private final FlowAges ages;
    private final FlowView whole = new FlowView();
    private final FlowView quotation = new FlowView();
    private int router;
    private long evicted;

    /// @param settings timeouts, the number of flows, and whether the router answers pings; the rest is NAT's alone
    public Firewall(Engine engine, NatSettings settings) {
        this.settings = settings;
        this.shares = new HostShares(settings.limits());
        this.ages = new FlowAges(engine, settings.timeouts(), this::forget);
    }

    /// The router's own outside address, which may be pinged; 0.0.0.0 for none.
    ///
    /// @throws IllegalArgumentException if it is an IPv6 address
    public void router(IpAddress address) {
        router = address.requireV4().v4();
    }

    /// Lets those outside begin what `rule` describes.
    public void open(FirewallRule rule) {
        rules.add(rule);
    }

    /// Lets nobody inside begin what `rule` describes, from now on; the router itself may.
    public void refuse(FirewallRule rule) {
        refused.add(rule);
    }

    /// How many flows are in the table.
    public int flows() {
        return flows.size();
    }

    /// How many flows were forgotten before their time because the table was full.
    public long evicted() {
        return evicted;
    }

    /// The table: all flows, by state, the longest silent first.
    public List<NatEntry> entries() {
        ages.expire();
        var entries = new ArrayList<NatEntry>();
        for (Flow flow : ages.list()) {
            Flow.Key key = flow.key;
            Endpoint inside = Endpoint.v4(key.insideAddress(), key.insidePort());
            entries.add(new NatEntry(key.protocol(), inside, inside,
                    Endpoint.v4(key.remoteAddress(), key.remotePort()), flow.state, flow.deadline));
        }
        return entries;
    }

    /// Takes note of a packet that leaves for the outside.
    public NatVerdict outbound(Packet packet) {
        FlowView view = whole.at(packet);
        NatVerdict sound = soundness(view);
        // 0.0.0.0 is who has no address yet (RFC 2131 §4.1); broadcasts and multicasts do not leave the link.
        if (sound != NatVerdict.PASS || view.source() == 0 || view.destination() >>> 28 >= 0xe
                || view.isIcmpError()) {
            return sound;
        }
        Flow flow = alive(view.protocol(), view.source(), view.sourcePort(), view.destination(),
                view.destinationPort());
        if (flow == null && (view.isReply() || isReset(view))) {
            return NatVerdict.PASS;
        }
        if (flow == null && view.source() != router && refused.refuse(view)) {
            return NatVerdict.REFUSED;
        }
        return flow == null ? begin(view, true) : pass(flow, view, true);
    }

    /// Says whether a packet from outside may come in.
    public NatVerdict inbound(Packet packet) {
        FlowView view = whole.at(packet);
        NatVerdict sound = soundness(view);
        if (sound != NatVerdict.PASS) {
            return sound;
        }
        if (view.isIcmpError()) {
            return inboundError(view);
        }
        Flow flow = alive(view.protocol(), view.destination(), view.destinationPort(), view.source(),
                view.sourcePort());
        if (flow != null) {
            return pass(flow, view, false);
        }
        if (view.isEchoRequest() && router != 0 && view.destination() == router && settings.answersPing()) {
            return NatVerdict.PASS;
        }
        if (view.isReply() || !isOpen(view) || !mayBegin(view)) {
            return NatVerdict.FORBIDDEN;
        }
        // What goes to everybody on the link, as DHCP's answers may, belongs to no flow.
        return view.destination() == -1 ? NatVerdict.PASS : begin(view, false);
    }

    private static NatVerdict soundness(FlowView view) {
        if (!view.isWhole()) {
            return NatVerdict.MALFORMED;
        }
        return view.isFragment() ? NatVerdict.FRAGMENT : NatVerdict.PASS;
    }

    /// An error about a flow is "related" to it and comes in, an error about anything else does not.
    private NatVerdict inboundError(FlowView view) {
        if (!view.isSoundIcmp()) {
            return NatVerdict.BAD_CHECKSUM;
        }
        FlowView quoted = quotation.atQuotationOf(view);
        boolean isAboutFlow = quoted.isQuotation() && alive(quoted.protocol(), quoted.source(),
                quoted.sourcePort(), quoted.destination(), quoted.destinationPort()) != null;
        return isAboutFlow ? NatVerdict.PASS : NatVerdict.FORBIDDEN;
    }

    private NatVerdict pass(Flow flow, FlowView view, boolean outbound) {
        if (!flow.take(view, outbound)) {
            return NatVerdict.OUT_OF_WINDOW;
        }
        ages.heard(flow, flow.stateAfter(outbound));
        return NatVerdict.PASS;
    }

    private NatVerdict begin(FlowView view, boolean outbound) {
        ages.expire();
        int host = outbound ? view.source() : view.destination();
        if (host != router && shares.isFull(host)) {
            return NatVerdict.HOST_FULL;
        }
        if (flows.size() >= settings.limits().flows()) {
            if (!ages.evict()) {
                return NatVerdict.TABLE_FULL;
            }
            evicted++;
        }
        // A query's identifier stands on the side that asks.
        Flow.Key key = outbound
                ? new Flow.Key(view.protocol(), view.source(), view.sourcePort(), view.destination(),
                        view.destinationPort())
                : new Flow.Key(view.protocol(), view.destination(), view.destinationPort(), view.source(),
                        view.sourcePort());
        var flow = new Flow(key, Mapping.NONE);
        flows.put(FlowIndex.addresses(key.insideAddress(), key.remoteAddress()),
                FlowIndex.ports(key.protocol(), key.insidePort(), key.remotePort()), flow);
        ages.add(flow);
        shares.add(host);
        return pass(flow, view, outbound);
    }

    private @Nullable Flow alive(int protocol, int inside, int insidePort, int remote, int remotePort) {
        Flow flow = flows.get(FlowIndex.addresses(inside, remote),
                FlowIndex.ports(protocol, insidePort, remotePort));
        return flow != null && ages.isAlive(flow) ? flow : null;
    }

    private void forget(Flow flow) {
        Flow.Key key = flow.key;
        shares.remove(key.insideAddress());
        flows.remove(FlowIndex.addresses(key.insideAddress(), key.remoteAddress()),
                FlowIndex.ports(key.protocol(), key.insidePort(), key.remotePort()));
    }

    private boolean isOpen(FlowView view) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).matches(view.protocol(), view.source(), view.destination(),
                    view.destinationPort())) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBegin(FlowView view) {
        return view.protocol() != Ipv4View.PROTOCOL_TCP
                || (view.tcpFlags() & (TcpView.SYN | TcpView.ACK | TcpView.RST)) == TcpView.SYN;
    }

    private static boolean isReset(FlowView view) {
        return view.protocol() == Ipv4View.PROTOCOL_TCP && (view.tcpFlags() & TcpView.RST) != 0;
    }
}
