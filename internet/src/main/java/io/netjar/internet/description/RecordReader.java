package io.netjar.internet.description;

import io.netjar.dns.DnsZone;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads the records of a zone in short: `{ www: 203.0.113.5, api: CNAME www, "@": { MX: 10 mail, ttl: 1 min } }`. Each
/// becomes a line of a master file (RFC 1035 §5), and is judged as one.
final class RecordReader {
    /// Those that people use by hand, for who mistypes one.
    private static final List<String> TYPES = List.of("A", "AAAA", "CNAME", "DNAME", "MX", "TXT", "SRV",
            "CAA", "PTR",
            "NS", "HTTPS", "SVCB", "NAPTR", "SSHFP", "TLSA", "HINFO", "LOC", "RP", "URI", "DS");
    private static final Fields.TimeRange TTL = new Fields.TimeRange(Duration.ZERO, Duration.ofDays(7),
            "a TTL, a week at most (a number and s, min or h, as in '5 min'; RFC 8767 §4)");
    private static final String EXAMPLES = ". As in a master file: "
            + "'203.0.113.5', 'CNAME www', 'MX 10 mail', 'TXT \"some words\"', '60 A 203.0.113.5'";
    /// TTL and class before the type, as master files have them, then the rest.
    private static final Pattern RECORD = Pattern
            .compile(
                    "(?<ttl>[0-9]+[smhdwSMHDW]?\\s+)?(?i:IN\\s+)?(?<type>[A-Za-z][A-Za-z0-9-]*)\\s+(?<data>.*)",
                    Pattern.DOTALL);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    /// The longest of the strings that a TXT record is made of. RFC 1035 §3.3.
    private static final int LONGEST_STRING = 255;

    private final Reading reading;
    /// With the final dot.
    private final String origin;
    private final StringBuilder text = new StringBuilder();

    RecordReader(Reading reading, String origin) {
        this.reading = reading;
        this.origin = origin;
    }

    /// The lines of a master file.
    ///
    /// @param ttl of records that have none of their own
    String read(Node node, Duration ttl) {
        for (Reading.Entry entry : reading.entries(node, "'records' of " + zone())) {
            if (isName(entry)) {
                readName(entry.key(), entry.value(), ttl);
            }
        }
        return text.toString();
    }

    private String zone() {
        return origin.substring(0, origin.length() - 1);
    }

    private boolean isName(Reading.Entry entry) {
        String name = entry.key();
        if (name.equals(zone()) || name.endsWith("." + zone())) {
            String relative = name.equals(zone()) ? "@" : name.substring(0, name.length() - origin.length());
            reading.mistake(entry.keyNode(),
                    "'" + name + "' without a final dot would be " + name + "." + origin
                            + " Write '" + relative + "' or '" + name + ".'");
            return false;
        }
        if (name.endsWith(".") && !name.equals(origin) && !name.endsWith("." + origin)) {
            reading.mistake(entry.keyNode(),
                    "'" + name + "' is not in " + zone()
                            + ": names there are like 'www', '@' for the zone itself, '*.dyn'");
            return false;
        }
        if (name.chars()
                .anyMatch(c -> c <= ' ' || c == ';' || c == '"' || c == '(' || c == ')' || c == '$')) {
            reading.mistake(entry.keyNode(), "'" + name + "' cannot be a name of " + zone()
                    + ": names there are like 'www', '@' for the zone itself, '*.dyn'");
            return false;
        }
        return true;
    }

    /// One record, several, or a mapping from types to what they hold.
    private void readName(String name, Node value, Duration ttl) {
        if (value instanceof MappingNode) {
            readTypes(name, value, ttl);
            return;
        }
        for (Node each : oneOrMore(value, "the records of '" + name + "'")) {
            reading.text(each, "a record of '" + name + "'")
                    .ifPresent(record -> read(name, each, record, ttl));
        }
    }

    private void readTypes(String name, Node value, Duration zoneTtl) {
        Duration ttl = zoneTtl;
        List<Reading.Entry> entries = reading.entries(value, "the records of '" + name + "'");
        for (Reading.Entry entry : entries) {
            if (entry.key().equals("ttl")) {
                ttl = ttl(entry.value(), zoneTtl);
            }
        }
        for (Reading.Entry entry : entries) {
            if (!entry.key().equals("ttl")) {
                readType(name, entry, ttl);
            }
        }
    }

    private void readType(String name, Reading.Entry entry, Duration ttl) {
        for (Node each : oneOrMore(entry.value(), "'" + entry.key() + "' of '" + name + "'")) {
            reading.text(each, "'" + entry.key() + "' of '" + name + "'")
                    .ifPresent(data -> add(name, each, ttl.toSeconds() + " IN ", entry.key(), data));
        }
    }

    /// A time as descriptions write it.
    Duration ttl(Node node, Duration usual) {
        long nanos = reading.quantity(node, "'ttl'", Quantities.TIME, Quantities::time);
        Duration ttl = Duration.ofNanos(nanos);
        if (ttl.compareTo(TTL.most()) > 0) {
            reading.mistake(node, "'" + reading.text(node, "'ttl'").orElse("") + "' is not " + TTL.form());
            return usual;
        }
        return ttl;
    }

    private List<Node> oneOrMore(Node value, String what) {
        return value instanceof SequenceNode ? reading.items(value, what) : List.of(value);
    }

    private void read(String name, Node node, String record, Duration ttl) {
        if (IpAddress.parse(record).isPresent()) {
            add(name, node, ttl.toSeconds() + " IN ", "A", record);
            return;
        }
        if (IPV6.matcher(record).matches()) {
            add(name, node, ttl.toSeconds() + " IN ", "AAAA", record);
            return;
        }
        Matcher parts = RECORD.matcher(record);
        if (!parts.matches()) {
            reading.mistake(node,
                    "'" + record + "' is no record of '" + name + "': it needs a type and what it holds"
                            + EXAMPLES);
            return;
        }
        String own = parts.group("ttl");
        add(name, node, (own == null ? ttl.toSeconds() + " " : own) + "IN ", parts.group("type"),
                parts.group("data"));
    }

    /// Adds one line, after a master file's reader has judged it.
    private void add(String name, Node node, String ttlAndClass, String type, String data) {
        if (data.indexOf('\n') >= 0) {
            reading.mistake(node, "a record stands in one line; several of one name are a list ([one, two])");
            return;
        }
        String upper = type.toUpperCase(Locale.ROOT);
        String line = name + " " + ttlAndClass + upper + " " + (upper.equals("TXT") ? strings(data) : data)
                + "\n";
        Optional<String> objection = objection(line, name, upper);
        if (objection.isPresent()) {
            reading.mistake(node, objection.get());
        } else {
            text.append(line);
        }
    }

    private Optional<String> objection(String line, String name, String type) {
        if (type.equals("SOA") || type.equals("NS") && (name.equals("@") || name.equals(origin))) {
            return Optional.of("the name server of " + zone() + " has its own " + type + " record for it");
        }
        try {
            DnsZone parsed = DnsZone.parse(origin, line + ZoneReader.apex(origin));
            boolean twice = parsed.records().stream()
                    .anyMatch(record -> record.rdataToString().contains("." + origin + origin));
            return twice
                    ? Optional.of("'" + line.strip() + "' leads to a name that ends in " + origin + origin
                            + " Write it without " + zone() + ", or with a final dot")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^zone [^ ]*: (<none>:)?([0-9]+: )?",
                    "");
            boolean known = TYPES.contains(type);
            return Optional.of("'" + type + "' of '" + name + "' cannot be read: " + why
                    + (known ? "" : DidYouMean.hint(type, TYPES)) + (known ? EXAMPLES : ""));
        }
    }

    /// The strings of a TXT record: as they are, if they are in quotes; else all of it is one, or as many as it needs.
    private static String strings(String data) {
        if (data.startsWith("\"")) {
            return data;
        }
        List<String> strings = new ArrayList<>();
        for (int at = 0; at < data.length(); at += LONGEST_STRING) {
            String piece = data.substring(at, Math.min(data.length(), at + LONGEST_STRING));
            strings.add("\"" + piece.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        return String.join(" ", strings);
    }
}
