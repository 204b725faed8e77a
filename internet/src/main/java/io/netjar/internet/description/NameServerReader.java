package io.netjar.internet.description;

import io.netjar.dns.NameServerSettings;
import io.netjar.dns.ResponseRateLimit;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `name-servers`: how all authoritative servers behave.
final class NameServerReader {
    private static final Range RESPONSES = new Range(1, 1_000_000, "a number of answers a second");
    private static final Range SLIP = new Range(0, 10, "a 'slip'");
    private static final Range PREFIX = new Range(1, 32, "a prefix length");
    private static final Fields.TimeRange WINDOW = new Fields.TimeRange(Duration.ofSeconds(1),
            Duration.ofHours(1),
            "a window from 1 s to 1 h (a number and s, min or h, as in '15 s')");

    private static final Fields.TimeRange TTL = new Fields.TimeRange(Duration.ZERO, Duration.ofDays(7),
            "a TTL of a week at most (a number and s, min or h, as in '5 min')");

    private final Reading reading;
    private ZoneTtls ttls = ZoneTtls.USUAL;

    NameServerReader(Reading reading) {
        this.reading = reading;
    }

    NameServerSettings read(Node node) {
        Fields fields = reading.fields(node, "'name-servers'", "transfer-to", "rate-limit", "delegation-ttl",
                "negative-ttl");
        ttls = new ZoneTtls(fields.time("delegation-ttl", TTL, ttls.delegation()),
                fields.time("negative-ttl", TTL, ttls.negative()));
        NameServerSettings settings = NameServerSettings.usual();
        Optional<Node> transfers = fields.find("transfer-to");
        if (transfers.isPresent()) {
            settings = settings.withTransfersTo(prefixes(transfers.get()));
        }
        Optional<Node> limit = fields.find("rate-limit");
        return limit.isPresent() ? settings.withRateLimit(rateLimit(limit.get())) : settings;
    }

    /// What was read of the TTLs of their zones.
    ZoneTtls ttls() {
        return ttls;
    }

    /// `20`, or `{ responses: 20, window: 15 s, slip: 2, prefix: 24 }`.
    private ResponseRateLimit rateLimit(Node node) {
        if (node instanceof ScalarNode) {
            return ResponseRateLimit.of(number(node, RESPONSES));
        }
        Fields fields = reading.fields(node, "'rate-limit'", "responses", "window", "slip", "prefix");
        int responses = fields.need("responses", "20").map(value -> number(value, RESPONSES)).orElse(1);
        ResponseRateLimit usual = ResponseRateLimit.of(responses);
        return new ResponseRateLimit(responses, fields.time("window", WINDOW, usual.window()),
                fields.find("slip").map(value -> number(value, SLIP)).orElse(usual.slip()),
                fields.find("prefix").map(value -> number(value, PREFIX)).orElse(usual.prefixLength()));
    }

    /// The whole numbers that a key may have, and what they are.
    private record Range(int least, int most, String what) {}

    private int number(Node node, Range range) {
        Optional<String> text = reading.text(node, range.what());
        if (text.isEmpty()) {
            return range.least();
        }
        if (text.get().matches("[0-9]{1,7}")) {
            int number = Integer.parseInt(text.get());
            if (number >= range.least() && number <= range.most()) {
                return number;
            }
        }
        reading.mistake(node, "'" + text.get() + "' is not " + range.what() + ": a whole number from "
                + range.least() + " to " + range.most());
        return range.least();
    }

    private List<IpPrefix> prefixes(Node node) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (Node item : reading.items(node, "'transfer-to'")) {
            reading.text(item, "an address or a prefix").flatMap(text -> prefix(item, text))
                    .ifPresent(prefixes::add);
        }
        return prefixes;
    }

    private Optional<IpPrefix> prefix(Node node, String text) {
        Optional<IpPrefix> address = IpAddress.parse(text).filter(IpAddress::isV4)
                .map(found -> new IpPrefix(found, Integer.SIZE));
        if (address.isPresent()) {
            return address;
        }
        try {
            return Optional.of(IpPrefix.of(text));
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
