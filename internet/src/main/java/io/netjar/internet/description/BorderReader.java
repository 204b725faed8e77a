package io.netjar.internet.description;

import io.netjar.net.nat.FirewallRule;
import io.netjar.net.nat.NatBehaviour;
import io.netjar.net.nat.NatLimits;
import io.netjar.net.nat.NatPorts;
import io.netjar.net.nat.NatSettings;
import io.netjar.net.nat.NatTimeouts;
import io.netjar.net.nat.PortAssignment;
import io.netjar.wire.Ipv4View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `nat` and `open` of homes and offices.
final class BorderReader {
    private static final Pattern OUTSIDE = Pattern.compile("(tcp|udp) +([1-9][0-9]{0,4})");
    private static final Pattern INSIDE = Pattern.compile("(\\S+)(?: +([1-9][0-9]{0,4}))?");
    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,4}) *- *([1-9][0-9]{0,4})");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,6}");
    private static final int LAST_PORT = 65_535;
    private static final int SHORTEST_DATAGRAM = 576;
    private static final int LONGEST_DATAGRAM = 65_535;
    private static final Fields.TimeRange SILENCE = new Fields.TimeRange(Duration.ofSeconds(1),
            Duration.ofHours(10_000),
            "a timeout from 1 s to 10000 h (a number and s, min or h, as in '30 s')");

    private final Reading reading;

    BorderReader(Reading reading) {
        this.reading = reading;
    }

    /// @param flows how many flows the router has room for where the description says nothing
    /// @param mayBeOff whether the network can do without NAT
    /// @param inside the names of all devices
    Border read(Fields fields, int flows, boolean mayBeOff, List<String> inside) {
        Optional<Node> node = fields.find("nat");
        Optional<Fields> details = node.filter(value -> !(value instanceof ScalarNode)).map(this::details);
        NatKind kind = details.isPresent()
                ? details.get().find("kind").map(this::translating).orElse(NatKind.PORT_RESTRICTED)
                : node.map(value -> kind(value, mayBeOff || isOff(fields))).orElse(NatKind.PORT_RESTRICTED);
        boolean isOff = isOff(fields);
        if (isOff && !mayBeOff) {
            reading.mistake(node.orElseThrow(),
                    fields.what() + " cannot do without NAT: it has one public address only");
        }
        NatSettings usual = kind.settings().withMaxFlows(flows);
        NatSettings nat = details.map(found -> settings(found, usual)).orElse(usual);
        List<Border.OpenPort> open = new ArrayList<>();
        fields.find("open").ifPresent(value -> readOpen(value, inside, isOff, open));
        List<FirewallRule> block = fields.find("block").map(new BlockReader(reading)::read).orElse(List.of());
        return new Border(!isOff, nat, open, block);
    }

    /// Whether there is to be no NAT.
    boolean isOff(Fields fields) {
        return fields.find("nat").filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).getValue().strip().equals("off")).orElse(false);
    }

    private Fields details(Node node) {
        return reading.fields(node, "'nat'", "kind", "mapping", "filtering", "ports", "port-range", "hairpin",
                "ping", "inbound-refresh", "syn-answers", "flows", "flows-per-host", "reassembly",
                "udp-unanswered", "udp-idle", "tcp-opening", "tcp-idle",
                "tcp-closing", "icmp-idle");
    }

    /// The kind among other words for NAT.
    private NatKind translating(Node node) {
        if (node instanceof ScalarNode scalar && scalar.getValue().strip().equals("off")) {
            reading.mistake(node, "without NAT nothing is left to say of it: write 'nat: off'");
            return NatKind.PORT_RESTRICTED;
        }
        return kind(node, false);
    }

    private NatKind kind(Node node, boolean mayBeOff) {
        NatKind[] kinds = mayBeOff ? NatKind.values() : NatKind.translating();
        return reading.word(node, "a kind of NAT", kinds, NatKind.PORT_RESTRICTED);
    }

    private NatSettings settings(Fields fields, NatSettings usual) {
        NatSettings nat = usual;
        boolean isTold = fields.find("mapping").isPresent() || fields.find("filtering").isPresent();
        if (isTold) {
            // Several hosts can share a port only where both look at the whole of the other end.
            nat = nat.withPorts(nat.ports().withOverloading(false));
        }
        nat = nat.withMapping(behaviour(fields, "mapping", nat.mapping()))
                .withFiltering(behaviour(fields, "filtering", nat.filtering()));
        nat = nat.withPorts(ports(fields, nat.ports()))
                .withHairpin(fields.isOn("hairpin", nat.hairpin()))
                .withAnswersPing(fields.isOn("ping", nat.answersPing()))
                .withInboundRefreshes(fields.isOn("inbound-refresh", nat.inboundRefreshes()))
                .withAnswersSyns(fields.isOn("syn-answers", nat.answersSyns()))
                .withLimits(limits(fields, nat.limits()));
        return nat.withTimeouts(timeouts(fields, nat.timeouts()));
    }

    private NatLimits limits(Fields fields, NatLimits usual) {
        NatLimits limits = usual.withFlows(count(fields, "flows", usual.flows()))
                .withFlowsPerHost(count(fields, "flows-per-host", usual.flowsPerHost()));
        Optional<Node> longest = fields.find("reassembly");
        if (longest.isEmpty()) {
            return limits;
        }
        String text = reading.text(longest.get(), "'reassembly'").orElse("");
        OptionalLong bytes = Quantities.size(text);
        if (bytes.isPresent() && bytes.getAsLong() >= SHORTEST_DATAGRAM
                && bytes.getAsLong() <= LONGEST_DATAGRAM) {
            return limits.withDatagramBytes((int) bytes.getAsLong());
        }
        reading.mistake(longest.get(),
                "'" + text + "' is no length of a datagram from 576 B to 65535 B, as in '8 kB'");
        return limits;
    }

    private NatBehaviour behaviour(Fields fields, String key, NatBehaviour usual) {
        return fields.find(key).map(node -> reading.word(node, "a behaviour", NatBehaviour.values(), usual))
                .orElse(usual);
    }

    private int count(Fields fields, String key, int usual) {
        Optional<Node> found = fields.find(key);
        return found.isPresent() ? count(found.get(), key, usual) : usual;
    }

    private int count(Node node, String key, int usual) {
        Optional<String> text = reading.text(node, "'" + key + "'");
        if (text.isPresent() && !COUNT.matcher(text.get()).matches()) {
            reading.mistake(node, "'" + text.get() + "' is not a number of flows from 1 to 9999999");
        }
        return text.filter(found -> COUNT.matcher(found).matches()).map(Integer::parseInt).orElse(usual);
    }

    private NatPorts ports(Fields fields, NatPorts usual) {
        NatPorts ports = usual;
        Optional<Node> way = fields.find("ports");
        if (way.isPresent()) {
            ports = ports.withAssignment(
                    reading.word(way.get(), "a way to choose ports", PortAssignment.values(),
                            usual.assignment()));
        }
        Optional<Node> range = fields.find("port-range");
        return range.isPresent() ? range(range.get(), ports) : ports;
    }

    private NatPorts range(Node node, NatPorts usual) {
        String text = reading.text(node, "'port-range'").orElse("1-1");
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            int first = Integer.parseInt(range.group(1));
            int last = Integer.parseInt(range.group(2));
            if (first <= last && last <= LAST_PORT) {
                return usual.withRange(first, last);
            }
        }
        reading.mistake(node, "'" + text + "' is no range of ports: write first-last, as in '1024-65535'");
        return usual;
    }

    private NatTimeouts timeouts(Fields fields, NatTimeouts usual) {
        NatTimeouts times = usual.withUdp(fields.time("udp-unanswered", SILENCE, usual.udpUnreplied()),
                fields.time("udp-idle", SILENCE, usual.udpReplied()));
        times = times.withIcmp(fields.time("icmp-idle", SILENCE, usual.icmp()));
        if (fields.find("tcp-idle").isPresent()) {
            times = times.withTcpEstablished(fields.time("tcp-idle", SILENCE, usual.tcp().established()));
        }
        if (fields.find("tcp-opening").isPresent()) {
            times = times.withTcp(
                    times.tcp().withOpening(fields.time("tcp-opening", SILENCE, usual.tcp().synSent())));
        }
        if (fields.find("tcp-closing").isPresent()) {
            times = times
                    .withTcp(times.tcp()
                            .withClosing(fields.time("tcp-closing", SILENCE, usual.tcp().timeWait())));
        }
        return times;
    }

    /// `tcp 8080: pc 80`.
    private void readOpen(Node node, List<String> inside, boolean isWithoutNat, List<Border.OpenPort> open) {
        Set<String> seen = new LinkedHashSet<>();
        for (Reading.Entry entry : reading.entries(node, "'open'")) {
            Optional<String> text = reading.text(entry.value(), "'" + entry.key() + "' of 'open'");
            if (text.isEmpty()) {
                continue;
            }
            Optional<Border.OpenPort> port = openPort(entry, text.get(), inside);
            if (port.isEmpty()) {
                continue;
            }
            if (isWithoutNat && port.get().port() != port.get().devicePort()) {
                reading.mistake(entry.value(), "without NAT a port has one number: " + port.get().port()
                        + " cannot lead to " + port.get().devicePort());
            }
            if (seen.add(port.get().protocol() + " " + port.get().port())) {
                open.add(port.get());
            } else {
                reading.mistake(entry.keyNode(), "the port '" + entry.key() + "' is open already");
            }
        }
    }

    private Optional<Border.OpenPort> openPort(Reading.Entry entry, String text, List<String> inside) {
        Matcher outside = OUTSIDE.matcher(entry.key());
        Matcher device = INSIDE.matcher(text);
        if (!outside.matches() || !device.matches() || !isPort(outside.group(2))
                || device.group(2) != null && !isPort(device.group(2))) {
            reading.mistake(entry.keyNode(),
                    "'" + entry.key() + ": " + text + "' opens nothing: write protocol and"
                            + " port, and the device, as in 'tcp 8080: pc' or 'udp 5000: pc 4000'");
            return Optional.empty();
        }
        if (!inside.contains(device.group(1))) {
            reading.mistake(entry.value(), "no device inside is called '" + device.group(1) + "'"
                    + DidYouMean.hint(device.group(1), inside) + " Allowed: " + String.join(", ", inside));
            return Optional.empty();
        }
        int port = Integer.parseInt(outside.group(2));
        int devicePort = device.group(2) == null ? port : Integer.parseInt(device.group(2));
        int protocol = outside.group(1).equals("tcp") ? Ipv4View.PROTOCOL_TCP : Ipv4View.PROTOCOL_UDP;
        return Optional.of(new Border.OpenPort(protocol, port, device.group(1), devicePort));
    }

    private static boolean isPort(String digits) {
        return Integer.parseInt(digits) <= LAST_PORT;
    }
}
