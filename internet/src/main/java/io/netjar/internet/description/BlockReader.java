package io.netjar.internet.description;

import io.netjar.net.nat.FirewallRule;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `block` of homes and offices: what those inside cannot reach outside.
final class BlockReader {
    private static final Pattern RULE = Pattern
            .compile("(?:(tcp|udp)(?: +([0-9]{1,5})(?: *- *([0-9]{1,5}))?)?|(icmp|any))(?: +to +(\\S+))?");
    private static final int LAST_PORT = 65_535;

    private final Reading reading;

    BlockReader(Reading reading) {
        this.reading = reading;
    }

    List<FirewallRule> read(Node node) {
        var rules = new ArrayList<FirewallRule>();
        for (Node item : reading.items(node, "'block'")) {
            Optional<String> text = reading.text(item, "an entry of 'block'");
            if (text.isPresent()) {
                rule(item, text.get()).ifPresent(rules::add);
            }
        }
        return rules;
    }

    private Optional<FirewallRule> rule(Node node, String text) {
        Matcher words = RULE.matcher(text);
        if (!words.matches()) {
            return mistaken(node, text);
        }
        int first = words.group(2) == null ? 0 : Integer.parseInt(words.group(2));
        int last = words.group(2) == null ? LAST_PORT : first;
        last = words.group(3) == null ? last : Integer.parseInt(words.group(3));
        if (first > last || last > LAST_PORT) {
            return mistaken(node, text);
        }
        try {
            IpPrefix to = words.group(5) == null ? IpPrefix.DEFAULT_V4 : prefix(words.group(5));
            return Optional.of(new FirewallRule(protocol(words), IpPrefix.DEFAULT_V4, to, first, last));
        } catch (IllegalArgumentException e) {
            if (!words.group(5).contains("/")) {
                return mistaken(node, text);
            }
            reading.mistake(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<FirewallRule> mistaken(Node node, String text) {
        reading.mistake(node, "'" + text
                + "' blocks nothing: write a protocol (tcp, udp, icmp or any), for tcp and udp"
                + " a port or ports, and to whom, as in 'tcp 25', 'udp 6000-6999' or 'any to 203.0.113.0/24'");
        return Optional.empty();
    }

    private static IpPrefix prefix(String text) {
        return IpPrefix.of(text.contains("/") ? text : text + "/32");
    }

    private static int protocol(Matcher words) {
        String name = words.group(1) == null ? words.group(4) : words.group(1);
        return switch (name) {
            case "tcp" -> Ipv4View.PROTOCOL_TCP;
            case "udp" -> Ipv4View.PROTOCOL_UDP;
            case "icmp" -> Ipv4View.PROTOCOL_ICMP;
            default -> FirewallRule.ANY;
        };
    }
}
