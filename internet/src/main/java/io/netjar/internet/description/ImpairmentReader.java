package io.netjar.internet.description;

import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.Reordering;
import java.time.Duration;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads what goes wrong on a line beyond loss.
final class ImpairmentReader {
    private static final String NONE = "none";

    private final Reading reading;

    ImpairmentReader(Reading reading) {
        this.reading = reading;
    }

    /// Whether frames may overtake one another.
    private enum Order {
        KEPT, FREE
    }

    /// `5 ms`, or `{ spread: 5 ms, shape: normal, order: free }`.
    Optional<Jitter> jitter(Node node) {
        if (isNone(node)) {
            return Optional.of(Jitter.none());
        }
        if (node instanceof ScalarNode) {
            return Optional.of(Jitter.uniform(time(node, "'jitter'")));
        }
        Fields fields = reading.fields(node, "'jitter'", "spread", "shape", "order");
        Duration spread = fields.need("spread", "5 ms").map(value -> time(value, "'spread'"))
                .orElse(Duration.ZERO);
        Jitter.Shape shape = fields.find("shape").map(value -> reading.word(value, "a shape of jitter",
                Jitter.Shape.values(), Jitter.Shape.UNIFORM)).orElse(Jitter.Shape.UNIFORM);
        Order order = fields.find("order")
                .map(value -> reading.word(value, "an order", Order.values(), Order.KEPT)).orElse(Order.KEPT);
        return Optional.of(new Jitter(shape, spread.toNanos(), order == Order.KEPT));
    }

    /// `{ begin: 0.05 %, end: 10 %, loss: 50 %, between: 0 % }`.
    Optional<BurstLoss> bursts(Node node) {
        if (isNone(node)) {
            return Optional.of(BurstLoss.none());
        }
        Fields fields = reading.fields(node, "'bursts'", "begin", "end", "loss", "between");
        double begin = fields.need("begin", "0.05 %").map(value -> reading.share(value, "'begin'"))
                .orElse(0.0);
        double end = fields.need("end", "10 %").map(value -> reading.share(value, "'end'")).orElse(1.0);
        double loss = fields.find("loss").map(value -> reading.share(value, "'loss'")).orElse(1.0);
        double between = fields.find("between").map(value -> reading.share(value, "'between'")).orElse(0.0);
        return Optional.of(new BurstLoss(begin, end, between, loss));
    }

    /// `{ share: 5 %, late: 1 ms }`, or with `early`, and with `gap: 5`.
    Optional<Reordering> reordering(Node node) {
        if (isNone(node)) {
            return Optional.of(Reordering.none());
        }
        Fields fields = reading.fields(node, "'reordering'", "share", "late", "early", "gap");
        double share = fields.need("share", "5 %").map(value -> reading.share(value, "'share'")).orElse(0.0);
        long gap = fields.find("gap")
                .map(value -> reading.quantity(value, "'gap'", Quantities.COUNT, Quantities::count))
                .orElse(1L);
        Optional<Node> late = fields.find("late");
        Optional<Node> early = fields.find("early");
        if (late.isPresent() == early.isPresent()) {
            reading.mistake(node, "'reordering' needs either 'late' or 'early', as in 'late: 1 ms'");
            return Optional.empty();
        }
        Reordering shifted = late.map(value -> Reordering.late(share, time(value, "'late'")))
                .orElseGet(() -> Reordering.early(share, time(early.orElseThrow(), "'early'")));
        return Optional.of(shifted.withGap((int) Math.max(1, gap)));
    }

    private Duration time(Node node, String what) {
        return Duration.ofNanos(reading.quantity(node, what, Quantities.DELAY, Quantities::delay));
    }

    private static boolean isNone(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().strip().equals(NONE);
    }
}
