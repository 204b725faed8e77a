package io.netjar.internet.description;

import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.link.TokenBucket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `queue`: a limit of a drop-tail queue (`64 kB`, `100 packets`, `50 ms`), a discipline's name (`fq-codel`), or a
/// mapping with all its figures.
final class QueueReader {
    private final Reading reading;
    /// Those that may be there.
    private final List<Kind> kinds;
    /// What a limit looks like there.
    private final String limits;

    private QueueReader(Reading reading, List<Kind> kinds, String limits) {
        this.reading = reading;
        this.kinds = kinds;
        this.limits = limits;
    }

    /// Of lines.
    QueueReader(Reading reading) {
        this(reading, List.of(Kind.values()), Quantities.LIMIT);
    }

    /// Of a Wi-Fi's radios.
    static QueueReader ofRadios(Reading reading) {
        return new QueueReader(reading, List.of(Kind.DROP_TAIL, Kind.CODEL, Kind.FQ_CODEL),
                Quantities.RADIO_LIMIT);
    }

    /// The disciplines by the words that descriptions have for them, and what may be said about each.
    private enum Kind {
        DROP_TAIL, RED, CODEL, FQ_CODEL, TOKEN_BUCKET;

        String[] keys() {
            return switch (this) {
                case DROP_TAIL -> new String[]{"discipline", "limit"};
                case RED -> new String[]{"discipline", "limit", "min", "max", "probability", "weight", "ecn"};
                case CODEL -> new String[]{"discipline", "limit", "target", "interval", "ecn"};
                case FQ_CODEL ->
                    new String[]{"discipline", "limit", "target", "interval", "flows", "quantum", "ecn"};
                case TOKEN_BUCKET -> new String[]{"discipline", "rate", "burst", "limit", "peak-rate"};
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private Optional<Kind> kindOf(String text) {
        return kinds.stream().filter(kind -> kind.word().equals(text)).findFirst();
    }

    private List<String> words() {
        return kinds.stream().map(Kind::word).toList();
    }

    Optional<QueueDiscipline> queue(Node node) {
        return node instanceof ScalarNode ? shortQueue(node) : mapping(node);
    }

    private Optional<QueueDiscipline> shortQueue(Node node) {
        Optional<String> text = reading.text(node, "'queue'");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<QueueLimit> limit = Quantities.limit(text.get());
        if (limit.isPresent()) {
            return limit.map(DropTail::new);
        }
        Optional<Kind> kind = kindOf(text.get());
        if (kind.isEmpty()) {
            reading.mistake(node,
                    "'" + text.get() + "' is no queue" + DidYouMean.hint(text.get(), words())
                            + " Allowed: " + limits + "; " + String.join(", ", words())
                            + "; or { discipline: …, … }");
            return Optional.empty();
        }
        return switch (kind.get()) {
            case CODEL -> Optional.of(CoDel.usual());
            case FQ_CODEL -> Optional.of(FqCoDel.usual());
            case DROP_TAIL, RED, TOKEN_BUCKET -> {
                reading.mistake(node, "the queue '" + text.get() + "' needs more than its name, as in '"
                        + example(kind.get()) + "'");
                yield Optional.empty();
            }
        };
    }

    private static String example(Kind kind) {
        return switch (kind) {
            case DROP_TAIL -> "100 packets";
            case RED -> "{ discipline: red, limit: 240 kB }";
            case TOKEN_BUCKET -> "{ discipline: token-bucket, rate: 10 Mbit/s, burst: 30 kB, limit: 50 ms }";
            case CODEL, FQ_CODEL -> kind.word();
        };
    }

    private Optional<QueueDiscipline> mapping(Node node) {
        // The keys depend on the discipline, so that comes first.
        Optional<Kind> kind = reading.entries(node, "'queue'").stream()
                .filter(entry -> entry.key().equals("discipline")).findFirst().flatMap(this::kind);
        if (kind.isEmpty()) {
            if (reading.entries(node, "'queue'").stream()
                    .noneMatch(entry -> entry.key().equals("discipline"))) {
                reading.mistake(node, "'queue' needs 'discipline', as in 'discipline: fq-codel'. Allowed: "
                        + String.join(", ", words()));
            }
            return Optional.empty();
        }
        Fields fields = reading.fields(node, "the queue '" + kind.get().word() + "'", kind.get().keys());
        try {
            return switch (kind.get()) {
                case DROP_TAIL -> needLimit(fields, "100 packets").map(DropTail::new);
                case RED -> red(fields);
                case CODEL -> Optional.of(codel(fields));
                case FQ_CODEL -> Optional.of(fqCodel(fields));
                case TOKEN_BUCKET -> tokenBucket(fields);
            };
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Kind> kind(Reading.Entry entry) {
        Optional<String> text = reading.text(entry.value(), "'discipline'");
        Optional<Kind> kind = text.flatMap(this::kindOf);
        if (text.isPresent() && kind.isEmpty()) {
            reading.mistake(entry.value(), "'" + text.get() + "' is not a discipline"
                    + DidYouMean.hint(text.get(), words()) + " Allowed: "
                    + String.join(", ", words()));
        }
        return kind;
    }

    private Optional<QueueDiscipline> red(Fields fields) {
        Optional<QueueLimit> limit = needLimit(fields, "240 kB");
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        Optional<Red> usual = limit.get() instanceof QueueLimit.Bytes(int bytes)
                ? Optional.of(Red.within(bytes))
                : Optional.empty();
        Optional<Integer> min = threshold(fields, "min", "20 kB", usual.map(Red::minBytes));
        Optional<Integer> max = threshold(fields, "max", "60 kB", usual.map(Red::maxBytes));
        Red like = usual.orElse(Red.within(240_000));
        double probability = share(fields, "probability", like.probability());
        double weight = share(fields, "weight", like.weight());
        boolean ecn = yes(fields, like.ecn());
        return min.isPresent() && max.isPresent()
                ? Optional.of(new Red(limit.get(), min.get(), max.get(), probability, weight, ecn))
                : Optional.empty();
    }

    /// A threshold; it may be left out where the limit in bytes says it.
    private Optional<Integer> threshold(Fields fields, String key, String example, Optional<Integer> usual) {
        Optional<Node> node = usual.isPresent() ? fields.find(key) : fields.need(key, example);
        return node.isPresent()
                ? Optional.of(amount(node.get(), key, Quantities.AMOUNT, 1))
                : usual;
    }

    private CoDel codel(Fields fields) {
        CoDel usual = CoDel.usual();
        return new CoDel(limit(fields).orElse(usual.limit()), time(fields, "target", usual.targetNanos()),
                time(fields, "interval", usual.intervalNanos()), yes(fields, usual.ecn()));
    }

    private FqCoDel fqCodel(Fields fields) {
        FqCoDel usual = FqCoDel.usual();
        int flows = fields.find("flows").map(node -> amount(node, "flows", Quantities.COUNT, usual.flows()))
                .orElse(usual.flows());
        int quantum = fields.find("quantum")
                .map(node -> amount(node, "quantum", Quantities.AMOUNT, usual.quantumBytes()))
                .orElse(usual.quantumBytes());
        return new FqCoDel(limit(fields).orElse(usual.limit()), time(fields, "target", usual.targetNanos()),
                time(fields, "interval", usual.intervalNanos()), flows, quantum, yes(fields, usual.ecn()));
    }

    private Optional<QueueDiscipline> tokenBucket(Fields fields) {
        Optional<Long> rate = fields.need("rate", "10 Mbit/s")
                .map(node -> reading.quantity(node, "'rate'", Quantities.RATE, Quantities::rate));
        Optional<Integer> burst = fields.need("burst", "30 kB")
                .map(node -> amount(node, "burst", Quantities.AMOUNT, 1_000_000));
        Optional<QueueLimit> limit = needLimit(fields, "50 ms");
        if (rate.isEmpty() || burst.isEmpty() || limit.isEmpty() || rate.get() == 0) {
            return Optional.empty();
        }
        long peak = fields.find("peak-rate")
                .map(node -> reading.quantity(node, "'peak-rate'", Quantities.RATE, Quantities::rate))
                .orElse(0L);
        return Optional.of(new TokenBucket(limit.get(), rate.get(), burst.get(), peak));
    }

    private Optional<QueueLimit> needLimit(Fields fields, String example) {
        fields.need("limit", example);
        return limit(fields);
    }

    private Optional<QueueLimit> limit(Fields fields) {
        Optional<Node> node = fields.find("limit");
        Optional<String> text = node.flatMap(value -> reading.text(value, "'limit'"));
        Optional<QueueLimit> limit = text.flatMap(Quantities::limit);
        if (text.isPresent() && limit.isEmpty()) {
            reading.mistake(node.orElseThrow(), "'" + text.get() + "' is not " + limits);
        }
        return limit;
    }

    private long time(Fields fields, String key, long usual) {
        return fields.find(key)
                .map(node -> reading.quantity(node, "'" + key + "'", Quantities.DELAY, Quantities::delay))
                .filter(nanos -> nanos > 0).orElse(usual);
    }

    private double share(Fields fields, String key, double usual) {
        return fields.find(key).map(node -> reading.share(node, "'" + key + "'")).filter(share -> share > 0)
                .orElse(usual);
    }

    private int amount(Node node, String key, String form, int otherwise) {
        Function<String, OptionalLong> reader = form.equals(Quantities.COUNT)
                ? Quantities::count
                : Quantities::amount;
        long found = reading.quantity(node, "'" + key + "'", form, reader);
        return found > 0 ? (int) found : otherwise;
    }

    private boolean yes(Fields fields, boolean usual) {
        return fields.find("ecn").map(node -> reading.word(node, "yes or no", Answer.values(),
                usual ? Answer.YES : Answer.NO) == Answer.YES).orElse(usual);
    }

    private enum Answer {
        YES, NO
    }
}
