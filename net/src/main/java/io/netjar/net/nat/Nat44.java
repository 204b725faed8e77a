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

/// A network address and port translator between inside hosts and one outside address, and with it a stateful
/// firewall: nothing comes in that does not belong to a flow somebody inside began, to a forward, or to a service
/// of the router itself. RFC 3022 §2.2; RFC 4787 (UDP), RFC 5382 (TCP), RFC 5508 (ICMP).
///
/// The router's own packets are flows too, so that its ports and those of the inside hosts never meet. Packets
/// must start at their IPv4 header and must not be fragments: the router reassembles first, as Linux does.
public final class Nat44 {
    private final NatTable table;
    private final NatSettings settings;
    private final OutboundRules refused = new OutboundRules();
    private final FlowView whole = new FlowView();
    private final FlowView quotation = new FlowView();
    private int outside;

    /// @param name the router's, under which the ports given by chance are drawn
    public Nat44(Engine engine, String name, NatSettings settings) {
        this.table = new NatTable(engine, name, settings);
        this.settings = settings;
    }

    /// The outside address; 0.0.0.0 if there is none now.
    public IpAddress outside() {
        return IpAddress.v4(outside);
    }

    /// Sets the outside address; 0.0.0.0 for none. If it changes, all flows are forgotten, as nobody can answer
    /// them any more.
    ///
    /// @throws IllegalArgumentException if it is an IPv6 address
    public void outside(IpAddress address) {
        int given = address.requireV4().v4();
        if (given != outside) {
            outside = given;
            table.forgetFlows();
        }
    }

    /// How many flows are in the table.
    public int flows() {
        return table.flows();
    }

    /// The table: all flows, by state, the longest silent first.
    public List<NatEntry> entries() {
        var entries = new ArrayList<NatEntry>();
        for (Flow flow : table.list()) {
            Flow.Key key = flow.key;
            entries.add(new NatEntry(key.protocol(), Endpoint.v4(key.insideAddress(), key.insidePort()),
                    Endpoint.v4(outside, flow.mapping.outsidePort),
                    Endpoint.v4(key.remoteAddress(), key.remotePort()), flow.state, flow.deadline));
        }
        return entries;
    }

    /// How many flows were forgotten before their time because the table was full.
    public long evicted() {
        return table.evicted();
    }

    /// How many mappings there are, forwards included: outside ports in use, unless several hosts share one.
    public int mappings() {
        return table.mappings();
    }

    /// Lets everybody outside reach `inside` by a port of the outside address ("port forwarding", a virtual
    /// server). The flows of the moment are forgotten.
    ///
    /// @param protocol TCP (6) or UDP (17)
    /// @throws IllegalArgumentException if the port is forwarded already or is none, for another protocol, or if `inside`
    ///     has an IPv6 address
    public void forward(int protocol, int outsidePort, Endpoint inside) {
        if (protocol != Ipv4View.PROTOCOL_TCP && protocol != Ipv4View.PROTOCOL_UDP) {
            throw new IllegalArgumentException(
                    "only TCP (6) and UDP (17) have ports to forward, not " + protocol);
        }
        if (outsidePort < 1 || outsidePort > 65_535) {
            throw new IllegalArgumentException("a port to forward is from 1 to 65535, not " + outsidePort);
        }
        table.forward(new Mapping(protocol, inside.address().requireV4().v4(), inside.port(), outsidePort));
    }

    /// Lets nobody inside begin what `rule` describes, from now on; the router itself may.
    public void refuse(FirewallRule rule) {
        refused.add(rule);
    }

    /// Lets everybody outside reach a service of the router itself, as its DHCP client is one.
    public void openService(int protocol, int port) {
        table.openService(protocol, port);
    }

    /// Translates a packet that leaves for the outside.
    public NatVerdict outbound(Packet packet) {
        FlowView view = whole.at(packet);
        if (!view.isWhole()) {
            return NatVerdict.MALFORMED;
        }
        if (view.isFragment()) {
            return NatVerdict.FRAGMENT;
        }
        // 0.0.0.0 is who has no address yet (RFC 2131 §4.1); broadcasts and multicasts do not leave the link.
        if (view.source() == 0 || view.destination() >>> 28 >= 0xe) {
            return NatVerdict.PASS;
        }
        if (view.source() == outside && view.isTcpOrUdp()
                && table.isService(view.protocol(), view.sourcePort())) {
            return NatVerdict.PASS;
        }
        if (view.isTcpOrUdp() || view.isQuery()) {
            return outboundFlow(view);
        }
        if (view.isIcmpError()) {
            return outboundError(view);
        }
        return view.source() == outside ? NatVerdict.PASS : NatVerdict.NO_MAPPING;
    }

    /// Translates a packet that came from the outside, or says why it must not come in.
    public NatVerdict inbound(Packet packet) {
        FlowView view = whole.at(packet);
        if (!view.isWhole()) {
            return NatVerdict.MALFORMED;
        }
        if (view.isFragment()) {
            return NatVerdict.FRAGMENT;
        }
        // RFC 2131 §2: a DHCP client should take in "any IP packets delivered to the client's hardware address before the
        // IP address is configured".
        if (view.destination() == -1 || outside == 0) {
            return isForService(view) ? NatVerdict.PASS : NatVerdict.FORBIDDEN;
        }
        if (view.destination() != outside) {
            return NatVerdict.FORBIDDEN;
        }
        if (view.isTcpOrUdp() || view.isReply()) {
            return inboundFlow(view);
        }
        if (view.isIcmpError()) {
            return inboundError(view);
        }
        return view.isEchoRequest() && settings.answersPing()
                ? NatVerdict.PASS
                : NatVerdict.NO_MAPPING;
    }

    /// Translates a packet that came from the inside, if it is for an inside host that it knows by the outside
    /// address only. RFC 4787 REQ-9: "A NAT MUST support 'Hairpinning'", with "External Source IP address and Port".
    /// Any other packet passes as it is.
    public NatVerdict hairpin(Packet packet) {
        FlowView view = whole.at(packet);
        if (outside == 0 || !settings.hairpin() || !view.isWhole() || view.destination() != outside) {
            return NatVerdict.PASS;
        }
        if (view.isIcmpError()) {
            // An error about what the router itself sent finds no flow, and is the router's.
            return outboundError(view) == NatVerdict.PASS ? inboundError(view) : NatVerdict.PASS;
        }
        if (!view.isTcpOrUdp() || table.mappingAt(view.protocol(), view.destinationPort()) == null) {
            return NatVerdict.PASS;
        }
        NatVerdict out = outboundFlow(view);
        return out == NatVerdict.PASS ? inboundFlow(view) : out;
    }

    private NatVerdict outboundFlow(FlowView view) {
        Flow flow = table.fromInside(view.protocol(), view.source(), view.sourcePort(), view.destination(),
                view.destinationPort());
        if (flow == null) {
            if (isReset(view)) {
                return view.source() == outside ? NatVerdict.PASS : NatVerdict.NO_MAPPING;
            }
            if (outside == 0) {
                return NatVerdict.NO_MAPPING;
            }
            if (view.source() != outside && refused.refuse(view)) {
                return NatVerdict.REFUSED;
            }
            if (view.source() != outside && table.isFullFor(view.source())) {
                return NatVerdict.HOST_FULL;
            }
            flow = table.openFromInside(new Flow.Key(view.protocol(), view.source(), view.sourcePort(),
                    view.destination(), view.destinationPort()));
        }
        if (flow == null) {
            return NatVerdict.TABLE_FULL;
        }
        if (!flow.take(view, true)) {
            return NatVerdict.OUT_OF_WINDOW;
        }
        table.heard(flow, true);
        view.source(outside, flow.mapping.outsidePort);
        return NatVerdict.PASS;
    }

    private NatVerdict inboundFlow(FlowView view) {
        Flow flow = table.fromOutside(view.protocol(), view.destinationPort(), view.source(),
                view.sourcePort());
        if (flow == null) {
            Mapping mapping = table.mappingAt(view.protocol(), view.destinationPort());
            if (mapping == null || !mayBegin(view) || !table.admits(mapping, view.source())) {
                return isForService(view) ? NatVerdict.PASS : NatVerdict.NO_MAPPING;
            }
            if (table.isFullFor(mapping.insideAddress)) {
                return NatVerdict.HOST_FULL;
            }
            flow = table.openFromOutside(mapping, view.source(), view.sourcePort());
        }
        if (flow == null) {
            return NatVerdict.TABLE_FULL;
        }
        if (!flow.take(view, false)) {
            return NatVerdict.OUT_OF_WINDOW;
        }
        table.heard(flow, false);
        view.destination(flow.key.insideAddress(), flow.key.insidePort());
        return NatVerdict.PASS;
    }

    /// An error from outside about a flow. RFC 5508 REQ-6: the NAT "MUST NOT refresh or delete the NAT Session that
    /// pertains to the embedded payload".
    private NatVerdict inboundError(FlowView view) {
        // RFC 5508 REQ-3: "When an ICMP Error packet is received, if the ICMP checksum fails to validate, the NAT SHOULD
        // silently drop the ICMP Error packet."
        if (!view.isSoundIcmp()) {
            return NatVerdict.BAD_CHECKSUM;
        }
        FlowView quoted = quotation.atQuotationOf(view);
        if (!quoted.isQuotation() || quoted.source() != outside
                || !quoted.isTcpOrUdp() && !quoted.isQuery()) {
            return NatVerdict.NO_MAPPING;
        }
        Flow flow = table.fromOutside(quoted.protocol(), quoted.sourcePort(), quoted.destination(),
                quoted.destinationPort());
        if (flow == null) {
            return NatVerdict.NO_MAPPING;
        }
        // RFC 5508 REQ-4: "a) Revert the IP and transport headers of the embedded IP packet to their original form, using
        // the matching mapping; and b) Leave the ICMP Error type and code unchanged; and c) Modify the destination IP
        // address of the outer IP header to be same as the source IP address of the embedded packet after translation."
        quoted.source(flow.key.insideAddress(), flow.key.insidePort());
        view.updateIcmp();
        view.destinationAddress(flow.key.insideAddress());
        return NatVerdict.PASS;
    }

    /// An error from inside about what came through a flow. RFC 5508 REQ-5c: "translate the source IP address of the
    /// ICMP Error packet with its own public IP address."
    private NatVerdict outboundError(FlowView view) {
        if (!view.isSoundIcmp()) {
            return NatVerdict.BAD_CHECKSUM;
        }
        FlowView quoted = quotation.atQuotationOf(view);
        Flow flow = quoted.isQuotation() ? quotedFromInside(quoted) : null;
        if (flow == null) {
            return view.source() == outside ? NatVerdict.PASS : NatVerdict.NO_MAPPING;
        }
        quoted.destination(outside, flow.mapping.outsidePort);
        view.updateIcmp();
        view.sourceAddress(outside);
        return NatVerdict.PASS;
    }

    private @Nullable Flow quotedFromInside(FlowView quoted) {
        if (!quoted.isTcpOrUdp() && !quoted.isReply()) {
            return null;
        }
        return table.fromInside(quoted.protocol(), quoted.destination(), quoted.destinationPort(),
                quoted.source(),
                quoted.sourcePort());
    }

    /// Whether `packet`, as it came from outside, would begin a connection that nobody inside has asked for.
    boolean isUnsolicitedSyn(Packet packet) {
        FlowView view = whole.at(packet);
        return view.isWhole() && view.protocol() == Ipv4View.PROTOCOL_TCP && mayBegin(view)
                && view.destination() == outside && table.fromOutside(view.protocol(),
                        view.destinationPort(), view.source(), view.sourcePort()) == null;
    }

    boolean answersSyns() {
        return settings.answersSyns();
    }

    private boolean isForService(FlowView view) {
        return view.isTcpOrUdp() && table.isService(view.protocol(), view.destinationPort());
    }

    /// Whether a packet from outside may be a flow's first: of TCP only SYN, as everything else is a stray. What may not
    /// is dropped without a word, unless it is to be answered later ([UnsolicitedSyns]). RFC 5382 REQ-4a: "The NAT MUST
    /// silently drop the original SYN packet if sending a
    /// response violates the security policy of the NAT."
    private static boolean mayBegin(FlowView view) {
        return view.protocol() != Ipv4View.PROTOCOL_TCP
                || (view.tcpFlags() & (TcpView.SYN | TcpView.ACK | TcpView.RST)) == TcpView.SYN;
    }

    private static boolean isReset(FlowView view) {
        return view.protocol() == Ipv4View.PROTOCOL_TCP && (view.tcpFlags() & TcpView.RST) != 0;
    }
}
