package io.netjar.internet.description;

import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueDiscipline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads what is said about a line: words for both directions, and mappings of the same words for each.
final class LineReader {
    private static final List<String> WORDS = List.of("rate", "delay", "loss", "queue", "mtu", "jitter",
            "bursts",
            "duplication", "corruption", "reordering");

    private final Reading reading;
    private final QueueReader queues;
    private final ImpairmentReader impairments;

    LineReader(Reading reading) {
        this.reading = reading;
        this.queues = new QueueReader(reading);
        this.impairments = new ImpairmentReader(reading);
    }

    /// Both directions of a line.
    record Both(LineChange one, LineChange other) {}

    /// The words for a direction, and what else stands beside them.
    static String[] wordsAnd(String... more) {
        List<String> words = new ArrayList<>(WORDS);
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    /// Reads the words of `fields`, and what the keys `one` and `other` say about the one and the other direction: that goes
    /// before.
    Both both(Fields fields, String one, String other) {
        return new Both(direction(fields, one), direction(fields, other));
    }

    private LineChange direction(Fields fields, String key) {
        LineChange common = change(fields, LineChange.NONE);
        return fields.find(key).map(node -> change(
                reading.fields(node, "'" + key + "' of " + fields.what(), wordsAnd()), common))
                .orElse(common);
    }

    /// What the words of `fields` say, otherwise what `common` says.
    private LineChange change(Fields fields, LineChange common) {
        return new LineChange(rate(fields, common), delay(fields, common),
                queue(fields).or(common::queue), share(fields, "loss", common.loss()), mtu(fields, common),
                fields.find("jitter").flatMap(impairments::jitter).or(common::jitter),
                fields.find("bursts").flatMap(impairments::bursts).or(common::bursts),
                share(fields, "duplication", common.duplication()),
                share(fields, "corruption", common.corruption()),
                fields.find("reordering").flatMap(impairments::reordering).or(common::reordering));
    }

    private Optional<QueueDiscipline> queue(Fields fields) {
        return fields.find("queue").flatMap(queues::queue);
    }

    private OptionalLong rate(Fields fields, LineChange common) {
        Optional<Node> node = fields.find("rate");
        return node.isEmpty()
                ? common.bitsPerSecond()
                : positive(reading.quantity(node.get(), "'rate'", Quantities.RATE, Quantities::rate));
    }

    private OptionalLong delay(Fields fields, LineChange common) {
        Optional<Node> node = fields.find("delay");
        return node.isEmpty()
                ? common.delayNanos()
                : OptionalLong
                        .of(reading.quantity(node.get(), "'delay'", Quantities.DELAY, Quantities::delay));
    }

    /// 0 is a mistake that is on record already.
    private static OptionalLong positive(long value) {
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private OptionalDouble share(Fields fields, String key, OptionalDouble common) {
        Optional<Node> node = fields.find(key);
        return node.isEmpty() ? common : OptionalDouble.of(reading.share(node.get(), "'" + key + "'"));
    }

    private OptionalInt mtu(Fields fields, LineChange common) {
        Optional<Node> node = fields.find("mtu");
        if (node.isEmpty()) {
            return common.mtu();
        }
        long bytes = reading.quantity(node.get(), "'mtu'", Quantities.MTU, Quantities::mtu);
        return bytes > 0 ? OptionalInt.of((int) bytes) : OptionalInt.empty();
    }

    /// The line that a change makes of the usual one. If that cannot be, that is a mistake at `node`, and the line stays usual.
    LinkSpec applied(LineChange change, LinkSpec usual, Node node) {
        try {
            return change.apply(usual);
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
            return usual;
        }
    }
}
