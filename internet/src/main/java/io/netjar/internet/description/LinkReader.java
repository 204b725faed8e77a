package io.netjar.internet.description;

import io.netjar.net.link.LinkSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `links`: changes to the lines between providers' cities, between providers, and to exchanges.
final class LinkReader {
    private final Known known;
    private final Reading reading;
    private final LineReader lines;
    private final List<Exchange> exchanges;

    LinkReader(Known known, List<Exchange> exchanges) {
        this.known = known;
        this.reading = known.reading();
        this.lines = new LineReader(reading);
        this.exchanges = exchanges;
    }

    List<LinkChange> read(Node node) {
        List<LinkChange> changes = new ArrayList<>();
        for (Reading.Entry entry : reading.entries(node, "'links'")) {
            String[] ends = entry.key().split(" +to +", -1);
            if (ends.length != 2) {
                reading.mistake(entry.keyNode(), "'" + entry.key()
                        + "' is no line: write PLACE to PLACE, as in 'pacific/seoul to pacific/tokyo'");
                continue;
            }
            // Both ends are looked at, so that all mistakes are told.
            boolean hasBegin = isEnd(entry.keyNode(), ends[0]);
            boolean hasEnd = isEnd(entry.keyNode(), ends[1]);
            LinkChange change = change(entry, ends);
            if (hasBegin && hasEnd) {
                checkLine(entry.keyNode(), change);
                changes.add(change);
            }
        }
        return changes;
    }

    private boolean isEnd(Node node, String end) {
        return exchanges.stream().anyMatch(exchange -> exchange.name().equals(end))
                || known.place(node, end).isPresent();
    }

    private LinkChange change(Reading.Entry entry, String[] ends) {
        Fields fields = reading.fields(entry.value(), "line '" + entry.key() + "'",
                LineReader.wordsAnd("there", "back"));
        LineReader.Both both = lines.both(fields, "there", "back");
        // Whether the parts go together does not depend on what geography will say.
        LinkSpec usual = LinkSpec.backbone(Duration.ZERO);
        lines.applied(both.one(), usual, entry.value());
        lines.applied(both.other(), usual, entry.value());
        return new LinkChange(ends[0], ends[1], both.one(), both.other());
    }

    private void checkLine(Node node, LinkChange change) {
        Set<String> there = new LinkedHashSet<>();
        for (Provider provider : known.providers()) {
            provider.lines().forEach(line -> there.add(provider.name() + "/" + line.from() + " to "
                    + provider.name() + "/" + line.to()));
        }
        Interconnection.among(known.providers(), exchanges).forEach(line -> there.add(line.provider() + "/"
                + line.city() + " to " + line.transit() + "/" + line.city()));
        exchanges.forEach(
                exchange -> exchange.members().forEach(member -> there.add(member + "/" + exchange.city()
                        + " to " + exchange.name())));
        String one = change.from() + " to " + change.to();
        String other = change.to() + " to " + change.from();
        if (!there.contains(one) && !there.contains(other)) {
            reading.mistake(node, "there is no line " + one + "; lines: " + String.join(", ", there));
        }
    }
}
