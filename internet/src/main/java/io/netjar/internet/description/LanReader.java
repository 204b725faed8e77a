package io.netjar.internet.description;

import io.netjar.wire.IpPrefix;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the private networks of homes and offices, and checks the addresses of the devices in them.
final class LanReader {
    private static final List<IpPrefix> PRIVATE = List.of(IpPrefix.of("10.0.0.0/8"),
            IpPrefix.of("172.16.0.0/12"),
            IpPrefix.of("192.168.0.0/16"));
    private static final int LONGEST = 28;

    private final Reading reading;

    LanReader(Reading reading) {
        this.reading = reading;
    }

    IpPrefix inside(Node node, String what, IpPrefix otherwise) {
        Optional<String> text = reading.text(node, "'network'");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            IpPrefix prefix = IpPrefix.of(text.get());
            boolean inside = PRIVATE.stream()
                    .anyMatch(range -> range.contains(prefix.address()) && range.length() <= prefix.length());
            if (inside && prefix.length() <= LONGEST) {
                return prefix;
            }
            reading.mistake(node, prefix + " cannot be the network of " + what + ": it must be a private one"
                    + " (RFC 1918) of /28 or more, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
        }
        return otherwise;
    }
}
