package io.netjar.internet.description;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `dhcp`: `{ lease: 2 h, ping: 1 s }`.
final class DhcpReader {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEASE = Duration.ofHours(10_000);
    /// What [io.netjar.net.dhcp.DhcpScope] allows.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Reading reading;

    DhcpReader(Reading reading) {
        this.reading = reading;
    }

    /// @param owner the words of a home or an office
    LanDhcp dhcp(Fields owner) {
        Optional<Node> node = owner.find("dhcp");
        if (node.isEmpty()) {
            return LanDhcp.USUAL;
        }
        Fields fields = reading.fields(node.get(), "'dhcp'", "lease", "ping");
        Duration lease = fields.find("lease").flatMap(value -> time(value, SHORTEST_LEASE, LONGEST_LEASE,
                "a lease from 1 s to 10000 h (a number and s, min or h, as in '2 h')"))
                .orElse(LanDhcp.USUAL.lease());
        Duration wait = fields.find("ping").flatMap(value -> time(value, Duration.ZERO, LONGEST_WAIT,
                "a wait for a ping's answer up to 30 s (a number and ms or s, as in '1 s')"))
                .orElse(LanDhcp.USUAL.pingWait());
        return new LanDhcp(lease, wait);
    }

    private Optional<Duration> time(Node node, Duration least, Duration most, String form) {
        Optional<String> text = reading.text(node, "'dhcp'");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong nanos = Quantities.time(text.get());
        if (nanos.isPresent() && nanos.getAsLong() >= least.toNanos()
                && nanos.getAsLong() <= most.toNanos()) {
            return Optional.of(Duration.ofNanos(nanos.getAsLong()));
        }
        reading.mistake(node, "'" + text.get() + "' is not " + form);
        return Optional.empty();
    }
}
