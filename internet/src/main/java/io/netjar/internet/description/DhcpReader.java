package io.netjar.internet.description;

import java.time.Duration;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `dhcp`: `{ lease: 2 h, ping: 1 s }`.
final class DhcpReader {
    private static final Fields.TimeRange LEASE = new Fields.TimeRange(Duration.ofSeconds(1),
            Duration.ofHours(10_000), "a lease from 1 s to 10000 h (a number and s, min or h, as in '2 h')");
    /// What [io.netjar.net.dhcp.DhcpScope] allows.
    private static final Fields.TimeRange PING = new Fields.TimeRange(Duration.ZERO, Duration.ofSeconds(30),
            "a wait for a ping's answer up to 30 s (a number and ms or s, as in '1 s')");

    private final Reading reading;

    DhcpReader(Reading reading) {
        this.reading = reading;
    }

    /// @param owner the words of a provider, a home or an office
    /// @param usual what holds where they say nothing
    Leasing dhcp(Fields owner, Leasing usual) {
        Optional<Node> node = owner.find("dhcp");
        if (node.isEmpty()) {
            return usual;
        }
        Fields fields = reading.fields(node.get(), "'dhcp'", "lease", "ping");
        return new Leasing(fields.time("lease", LEASE, usual.lease()),
                fields.time("ping", PING, usual.pingWait()));
    }
}
