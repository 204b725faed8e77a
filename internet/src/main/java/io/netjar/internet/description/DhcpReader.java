package io.netjar.internet.description;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `dhcp`: `{ lease: 2 h, ping: 1 s, domain: acme.test }`.
final class DhcpReader {
    private static final Fields.TimeRange LEASE = new Fields.TimeRange(Duration.ofSeconds(1),
            Duration.ofHours(10_000), "a lease from 1 s to 10000 h (a number and s, min or h, as in '2 h')");
    /// What [io.netjar.net.dhcp.DhcpScope] allows.
    private static final Fields.TimeRange PING = new Fields.TimeRange(Duration.ZERO, Duration.ofSeconds(30),
            "a wait for a ping's answer up to 30 s (a number and ms or s, as in '1 s')");

    private static final Pattern DOMAIN = Pattern
            .compile(
                    "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    /// Octets in text (RFC 1035 §3.1).
    private static final int LONGEST_NAME = 253;

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
        // A provider's DHCP servers tell homes' routers no domain
        Fields fields = usual.equals(Leasing.OF_PROVIDERS)
                ? reading.fields(node.get(), "'dhcp'", "lease", "ping")
                : reading.fields(node.get(), "'dhcp'", "lease", "ping", "domain");
        return new Leasing(fields.time("lease", LEASE, usual.lease()),
                fields.time("ping", PING, usual.pingWait()),
                fields.find("domain").map(this::domain).orElse(usual.domain()));
    }

    private String domain(Node node) {
        String text = reading.text(node, "'domain'").orElse("");
        if (text.isEmpty() || text.length() <= LONGEST_NAME && DOMAIN.matcher(text).matches()) {
            return text;
        }
        reading.mistake(node, "'" + text + "' is not a domain like acme.test");
        return "";
    }
}
