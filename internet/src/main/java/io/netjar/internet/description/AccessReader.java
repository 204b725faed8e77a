package io.netjar.internet.description;

import io.netjar.internet.geography.Fibre;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.modem.AccessLine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads the lines between customers and their providers.
final class AccessReader {
    private final Reading reading;
    private final LineReader lines;

    AccessReader(Reading reading) {
        this.reading = reading;
        this.lines = new LineReader(reading);
    }

    /// A home's: `cable 100/20 Mbit/s`, or the same in a mapping with more.
    AccessLine access(Node node) {
        if (node instanceof ScalarNode) {
            return shortAccess(node);
        }
        Fields fields = reading.fields(node, "'access'", LineReader.wordsAnd("kind", "buffer", "down", "up"));
        AccessLine access = fields.need("kind", "cable").map(this::kind).orElse(AccessKind.FIBRE).usual();
        Optional<Node> rate = fields.find("rate");
        if (rate.isPresent()) {
            access = withRates(access, rate.get(), reading.text(rate.get(), "'rate'").orElse("1 Gbit/s"));
        }
        return changed(access, withoutRate(fields), node);
    }

    /// An office's: a rate for both directions, and what is said under `line`.
    AccessLine office(Fields office) {
        OptionalLong rate = office.find("rate").stream()
                .mapToLong(value -> reading.quantity(value, "'rate'", Quantities.RATE, Quantities::rate))
                .filter(bitsPerSecond -> bitsPerSecond > 0).findFirst();
        LinkSpec usual = LinkSpec.of(rate.orElse(1_000_000_000L), Duration.ofNanos(Fibre.WITHIN_CITY_NANOS));
        AccessLine line = new AccessLine(usual, usual);
        return office.find("line").map(node -> changed(line,
                reading.fields(node, "'line' of " + office.what(),
                        LineReader.wordsAnd("buffer", "down", "up")),
                node)).orElse(line);
    }

    /// The line as the words of `fields` have it, those of `down` and `up` before those for both.
    private AccessLine changed(AccessLine usual, Fields fields, Node node) {
        LineReader.Both changes = lines.both(fields, "down", "up");
        AccessLine access = usual;
        Optional<Node> buffer = fields.find("buffer");
        if (buffer.isPresent() && fields.find("queue").isPresent()) {
            reading.mistake(buffer.get(), "'buffer' says the same as 'queue': write one of them");
        } else if (buffer.isPresent()) {
            access = withBuffer(access, buffer.get());
        }
        return new AccessLine(lines.applied(changes.one(), access.down(), node),
                lines.applied(changes.other(), access.up(), node));
    }

    /// The `rate` of an access line may be two.
    private static Fields withoutRate(Fields fields) {
        Map<String, Node> others = new LinkedHashMap<>(fields.values());
        others.remove("rate");
        return new Fields(fields.reading(), fields.node(), fields.what(), others);
    }

    private AccessLine withBuffer(AccessLine access, Node node) {
        int bytes = (int) reading.quantity(node, "'buffer'", Quantities.SIZE, Quantities::size);
        if (bytes == 0) {
            // That is a mistake on record already.
            return access;
        }
        DropTail queue = new DropTail(QueueLimit.bytes(bytes));
        return new AccessLine(access.down().withQueue(queue), access.up().withQueue(queue));
    }

    private AccessKind kind(Node node) {
        return reading.word(node, "a kind of access", AccessKind.values(), AccessKind.FIBRE);
    }

    private AccessLine shortAccess(Node node) {
        String text = reading.text(node, "'access'").orElse("fibre");
        String[] parts = text.split(" +", 2);
        for (AccessKind kind : AccessKind.values()) {
            if (kind.word().equals(parts[0])) {
                return parts.length == 1 ? kind.usual() : withRates(kind.usual(), node, parts[1]);
            }
        }
        reading.mistake(node, "'" + text + "' is no access" + DidYouMean.hint(parts[0], AccessKind.words())
                + " Allowed: " + String.join(", ", AccessKind.words())
                + ", with rates down/up if not the usual ones, as in 'cable 100/20 Mbit/s'");
        return AccessKind.FIBRE.usual();
    }

    private AccessLine withRates(AccessLine access, Node node, String text) {
        Optional<Quantities.Rates> rates = Quantities.rates(text);
        if (rates.isEmpty()) {
            reading.mistake(node,
                    "'" + text + "' is not " + Quantities.RATE + ", or two of them, down/up, as in"
                            + " '100/20 Mbit/s'");
        }
        return rates.map(found -> access.withBitsPerSecond(found.down(), found.up())).orElse(access);
    }
}
