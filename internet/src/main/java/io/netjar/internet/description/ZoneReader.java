package io.netjar.internet.description;

import io.netjar.dns.DnsZone;
import io.netjar.dns.RootZone;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `zones`: `{ shop.test: ./shop.zone }` or `{ shop.test: { file: ./shop.zone, ttl: 1 min, records: { www: … } } }`,
/// records that are added to those of a domain. Either becomes the text of one master file.
final class ZoneReader {
    private static final long LARGEST_BYTES = 16_000_000;
    /// Five minutes, as the addresses of sites have.
    private static final Duration TTL = Duration.ofMinutes(5);

    private final Known known;
    private final Reading reading;

    ZoneReader(Known known) {
        this.known = known;
        this.reading = known.reading();
    }

    /// The master files by domain, without the final dot.
    Map<String, String> read(Node node) {
        Map<String, String> zones = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'zones'")) {
            if (known.isHostName(entry.keyNode(), entry.key(), 2)) {
                String text = entry.value() instanceof ScalarNode
                        ? file(entry.key(), entry.value())
                        : zone(entry);
                if (!text.isEmpty()) {
                    zones.put(entry.key(), text);
                }
            }
        }
        return zones;
    }

    /// The text of a root zone, the one of IANA or one like it.
    Optional<String> root(Node node) {
        Optional<String> file = node instanceof MappingNode
                ? Optional.of("the root zone")
                : reading.text(node, "a root zone's file");
        Optional<String> text = node instanceof MappingNode
                ? reading.fields(node, "the root zone", "text").need("text", "|").flatMap(this::text)
                : file.flatMap(name -> MasterFile.read(reading, node, name, LARGEST_BYTES));
        try {
            text.ifPresent(RootZone::parse);
            return text;
        } catch (IllegalArgumentException e) {
            reading.mistake(node, file.orElseThrow() + ": " + e.getMessage()
                    + ". The real one is at https://www.internic.net/domain/root.zone");
            return Optional.empty();
        }
    }

    /// A master file that stands in the description, every character of it.
    private Optional<String> text(Node node) {
        return reading.text(node, "a master file's text").map(_ -> ((ScalarNode) node).getValue());
    }

    /// A zone in full.
    private String zone(Reading.Entry entry) {
        String origin = entry.key() + ".";
        Fields fields = reading.fields(entry.value(), "zone '" + entry.key() + "'", "file", "ttl", "records",
                "text");
        Optional<Node> written = fields.find("text");
        if (written.isPresent()) {
            if (fields.values().size() > 1) {
                reading.mistake(written.get(),
                        "'text' is a whole master file: nothing else of " + fields.what()
                                + " can stand beside it");
            }
            return text(written.get())
                    .filter(text -> check(origin, text, written.get(), "zone '" + entry.key() + "'"))
                    .orElse("");
        }
        if (fields.find("file").isEmpty() && fields.find("records").isEmpty()) {
            reading.mistake(entry.value(),
                    fields.what() + " needs 'records' or 'file', as in 'records: { www: 203.0.113.5 }'");
        }
        var records = new RecordReader(reading, origin);
        Duration ttl = fields.find("ttl").map(node -> records.ttl(node, TTL)).orElse(TTL);
        String file = fields.find("file").map(node -> file(entry.key(), node)).orElse("");
        // A file may have changed origin and TTL for what follows
        String text = "$ORIGIN " + origin + "\n$TTL " + ttl.toSeconds() + "\n"
                + fields.find("records").map(node -> records.read(node, ttl)).orElse("");
        return check(origin, file + "\n" + text, entry.keyNode(), "zone '" + entry.key() + "'")
                ? file + "\n" + text
                : "";
    }

    private String file(String domain, Node node) {
        return reading.text(node, "a master file")
                .flatMap(file -> MasterFile.read(reading, node, file, LARGEST_BYTES)
                        .filter(text -> check(domain + ".", text, node, file)))
                .orElse("");
    }

    private boolean check(String origin, String text, Node at, String what) {
        try {
            DnsZone.parse(origin, text + "\n" + apex(origin));
            return true;
        } catch (IllegalArgumentException e) {
            reading.mistake(at, what + ": " + e.getMessage());
            return false;
        }
    }

    /// What the servers add themselves.
    static String apex(String origin) {
        return origin + " 60 IN SOA ns1." + origin + " hostmaster." + origin + " 1 1 1 1 1\n"
                + origin + " 60 IN NS ns1." + origin + "\n";
    }
}
