package io.netjar.internet.description;

import io.netjar.internet.event.Wiring;
import io.netjar.net.link.LinkSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `links`: changes to the lines between providers' cities, between providers, and to exchanges, and to the cables inside
/// homes, offices and providers' rooms.
final class LinkReader {
    /// As many as somebody reads.
    private static final int MOST_NEAR = 30;

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
        Set<String> there = lines();
        Set<List<String>> said = new LinkedHashSet<>();
        for (Reading.Entry entry : reading.entries(node, "'links'")) {
            String[] ends = entry.key().split(" +to +", -1);
            if (ends.length != 2) {
                reading.mistake(entry.keyNode(), entry.key().endsWith("/line")
                        ? "the line of a home or an office is said there: under 'access', or 'rate' and 'line'"
                        : "'" + entry.key()
                                + "' is no line: write PLACE to PLACE, as in 'pacific/seoul to pacific/tokyo'");
                continue;
            }
            // With other spaces it is another key
            if (!said.add(List.of(ends))) {
                reading.mistake(entry.keyNode(), "'" + ends[0] + " to " + ends[1]
                        + "' stands here a second time. Leave one of them out");
            }
            if (isInside(ends[0]) || isInside(ends[1])) {
                // Whether it is there, only the whole description shows: see #check
                changes.add(change(entry, ends));
                continue;
            }
            // Both ends are looked at, so that all mistakes are told.
            boolean hasBegin = isEnd(entry.keyNode(), ends[0]);
            boolean hasEnd = isEnd(entry.keyNode(), ends[1]);
            LinkChange change = change(entry, ends);
            if (hasBegin && hasEnd) {
                checkLine(entry.keyNode(), change, there);
                changes.add(change);
            }
        }
        return changes;
    }

    /// Whether something is in a home, an office or a room of a provider, and not one of the places between which long
    /// lines are.
    private boolean isInside(String end) {
        String owner = end.substring(0, Math.max(0, end.indexOf('/')));
        boolean isCustomer = known.isTaken(owner)
                && known.providers().stream().noneMatch(provider -> provider.name().equals(owner))
                && exchanges.stream().noneMatch(exchange -> exchange.name().equals(owner));
        return isCustomer || end.indexOf('/') != end.lastIndexOf('/');
    }

    /// Whether the cables inside of homes, offices and rooms are there.
    void check(Node node, Wiring wiring) {
        Set<String> names = wiring.betweens();
        for (Reading.Entry entry : reading.entries(node, "'links'")) {
            String[] ends = entry.key().split(" +to +", -1);
            boolean isCable = ends.length == 2 && (isInside(ends[0]) || isInside(ends[1]));
            if (isCable && !names.contains(ends[0] + " to " + ends[1])) {
                List<String> near = names.stream()
                        .filter(name -> name
                                .startsWith(ends[0].substring(0, Math.max(1, ends[0].indexOf('/')))))
                        .limit(MOST_NEAR).toList();
                reading.mistake(entry.keyNode(), "there is no cable '" + entry.key() + "'"
                        + DidYouMean.hint(entry.key(), near) + " Cables there: " + String.join(", ", near));
            }
        }
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

    /// All that can be changed, each with one end first.
    private Set<String> lines() {
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
        return there;
    }

    private void checkLine(Node node, LinkChange change, Set<String> there) {
        String one = change.from() + " to " + change.to();
        String other = change.to() + " to " + change.from();
        if (!there.contains(one) && !there.contains(other)) {
            reading.mistake(node, "there is no line " + one + "; lines: " + String.join(", ", there));
        }
    }
}
