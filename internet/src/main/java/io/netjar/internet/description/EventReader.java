package io.netjar.internet.description;

import io.netjar.internet.event.Action;
import io.netjar.internet.event.TimedEvent;
import io.netjar.internet.event.Wiring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `events`: a list of mappings from times to sentences.
final class EventReader {
    private static final String FORM = "an event is 'at TIME: SENTENCE', as in 'at 30 s: cut alice/line for 20 s'";
    private static final String AT = "at ";

    private final Reading reading;
    private final Sentences sentences;

    /// @param wiring of all that could be read of the description
    /// @param isExcused whether a name that stands for nothing has a mistake elsewhere to thank for it
    EventReader(Reading reading, Wiring wiring, Predicate<String> isExcused) {
        this.reading = reading;
        this.sentences = new Sentences(wiring, isExcused);
    }

    List<TimedEvent> read(Node node) {
        List<TimedEvent> events = new ArrayList<>();
        for (Node item : reading.items(node, "'events'")) {
            if (item instanceof MappingNode) {
                reading.entries(item, "an event").forEach(entry -> event(entry).ifPresent(events::add));
            } else {
                reading.mistake(item, FORM);
            }
        }
        return events;
    }

    private Optional<TimedEvent> event(Reading.Entry entry) {
        Optional<Duration> at = at(entry);
        Optional<String> text = reading.text(entry.value(), "what happens");
        Optional<Action> action = text.flatMap(
                sentence -> sentences.read(sentence,
                        (place, message) -> reading.mistake(entry.value(), place, message)));
        return at.flatMap(time -> action.map(what -> new TimedEvent(time, what)));
    }

    private Optional<Duration> at(Reading.Entry entry) {
        if (!entry.key().startsWith(AT)) {
            reading.mistake(entry.keyNode(), FORM);
            return Optional.empty();
        }
        String text = entry.key().substring(AT.length()).strip();
        Optional<Duration> time = Sentences.time(text);
        if (time.isEmpty()) {
            reading.mistake(entry.keyNode(), AT.length(), "'" + text + "' is not " + Quantities.TIME);
        }
        return time;
    }
}
