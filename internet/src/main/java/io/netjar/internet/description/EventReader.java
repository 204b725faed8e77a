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

/// Reads `events`: a list of mappings from times, or from how often, to sentences.
final class EventReader {
    private static final String FORM = "an event is 'at TIME: SENTENCE' or 'every TIME [for TIME]: SENTENCE', as in"
            + " 'at 30 s: cut alice/line for 20 s'";
    private static final String AT = "at ";
    private static final String EVERY = "every ";

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
        if (entry.key().startsWith(EVERY)) {
            return repeated(entry);
        }
        Optional<Duration> at = at(entry);
        Optional<Action> action = action(entry);
        return at.flatMap(time -> action.map(what -> new TimedEvent(time, what)));
    }

    private Optional<TimedEvent> repeated(Reading.Entry entry) {
        Optional<Sentences.Rhythm> rhythm = sentences.rhythm(entry.key(),
                (place, message) -> reading.mistake(entry.keyNode(), place, message));
        Optional<Action> action = action(entry);
        if (action.isPresent() && action.get() instanceof Action.Repeat) {
            reading.mistake(entry.value(), "'every' stands once, before what is repeated");
            return Optional.empty();
        }
        return rhythm.flatMap(
                found -> action.map(what -> new TimedEvent(Duration.ZERO, found.of(what))));
    }

    private Optional<Action> action(Reading.Entry entry) {
        Optional<String> text = reading.text(entry.value(), "what happens");
        return text.flatMap(sentence -> sentences.read(sentence,
                (place, message) -> reading.mistake(entry.value(), place, message)));
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
