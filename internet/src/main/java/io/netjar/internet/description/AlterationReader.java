package io.netjar.internet.description;

import io.netjar.internet.event.Alteration;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.QueueDiscipline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads what a sentence makes different: in `slow alice/line down to 1 Mbit/s` the rate, and which words say of what.
final class AlterationReader {
    private static final Pattern BURST = Pattern.compile("[1-9][0-9]{0,5}");
    private static final List<String> QUEUES = List.of("codel", "fq-codel");

    private AlterationReader() {}

    /// What is to be changed, and the words that say of what, if it can be told which they are.
    record Found(Optional<Words> line, Optional<Alteration> alteration) {
        static final Found UNCLEAR = new Found(Optional.empty(), Optional.empty());

        Found(Words line, Optional<Alteration> alteration) {
            this(Optional.of(line), alteration);
        }
    }

    /// @param words those between the verb and the time
    static Found read(Sentence sentence, Words words) {
        return switch (sentence.verb()) {
            case "slow" -> slow(sentence, words);
            case "delay" -> timed(sentence, words, Alteration.Delay::new);
            case "jitter" -> timed(sentence, words, Alteration.Spread::new);
            case "reorder" -> reorder(sentence, words);
            case "lose" -> lose(sentence, words);
            case "duplicate" -> shared(sentence, words.partAtShare(), Alteration.Duplication::new);
            case "corrupt" -> shared(sentence, words.partAtShare(), Alteration.Corruption::new);
            case "crowd" -> shared(sentence, words.partAtShare(), Alteration.Neighbours::new);
            case "mtu" -> to(sentence, words, "bytes: mtu LINE to BYTES", "mtu alice/line to 1280",
                    AlterationReader::mtu);
            case "queue" -> to(sentence, words, "a limit or a discipline: queue LINE to LIMIT",
                    "queue alice/line to 64 kB", AlterationReader::queue);
            default -> to(sentence, words, "a signal: signal DEVICE to SIGNAL",
                    "signal alice/laptop to weak", AlterationReader::signal);
        };
    }

    private static Found slow(Sentence sentence, Words words) {
        Words.Parted parted = words.partAtLast("to");
        boolean hasRate = !parted.after().isEmpty() && Character.isDigit(parted.after().first().charAt(0));
        if (!hasRate) {
            sentence.flaw(parted.after().isEmpty() ? sentence.words() : parted.after(),
                    "'slow' needs a rate: slow LINE to RATE, as in 'slow alice/line to 1 Mbit/s'");
            return Found.UNCLEAR;
        }
        OptionalLong rate = Quantities.rate(parted.after().text());
        if (rate.isEmpty()) {
            sentence.flaw(parted.after(), "'" + parted.after().text() + "' is not " + Quantities.RATE);
            return new Found(parted.before(), Optional.empty());
        }
        return new Found(parted.before(), Optional.of(new Alteration.Rate(rate.getAsLong())));
    }

    /// What stands behind the last `to`, or a mistake in it.
    private record Value(Optional<Alteration> alteration, String mistake) {
        static Value wrong(String mistake) {
            return new Value(Optional.empty(), mistake);
        }

        static Value of(Alteration alteration) {
            return new Value(Optional.of(alteration), "");
        }
    }

    private static Found to(Sentence sentence, Words words, String needs, String example,
            Function<String, Value> reader) {
        Words.Parted parted = words.partAtLast("to");
        if (parted.after().isEmpty()) {
            sentence.flaw(sentence.words(),
                    "'" + sentence.verb() + "' needs " + needs + ", as in '" + example + "'");
            return Found.UNCLEAR;
        }
        Value value = reader.apply(parted.after().text());
        if (value.alteration().isEmpty()) {
            sentence.flaw(parted.after(), "'" + parted.after().text() + "' is " + value.mistake());
        }
        return new Found(parted.before(), value.alteration());
    }

    private static Value mtu(String text) {
        OptionalLong bytes = Quantities.mtu(text);
        return bytes.isPresent()
                ? Value.of(new Alteration.Mtu((int) bytes.getAsLong()))
                : Value.wrong("not " + Quantities.MTU);
    }

    private static Value queue(String text) {
        Optional<QueueDiscipline> queue = switch (text) {
            case "codel" -> Optional.of(CoDel.usual());
            case "fq-codel" -> Optional.of(FqCoDel.usual());
            default -> Quantities.limit(text).map(DropTail::new);
        };
        return queue.map(found -> Value.of(new Alteration.Queue(found)))
                .orElseGet(() -> Value.wrong("no queue of a sentence" + DidYouMean.hint(text, QUEUES)
                        + " Allowed: " + Quantities.LIMIT
                        + ", codel, fq-codel; what needs more is described"));
    }

    private static Value signal(String text) {
        try {
            return Quantities.signal(text).map(found -> Value.of(new Alteration.Reception(found)))
                    .orElseGet(() -> Value.wrong(Quantities.noSignal(text)));
        } catch (IllegalArgumentException e) {
            return Value.wrong("no signal: " + e.getMessage());
        }
    }

    private static Found timed(Sentence sentence, Words words, Function<Duration, Alteration> alteration) {
        Words.Parted parted = words.partAtLast("by");
        String verb = sentence.verb();
        boolean isClear = !parted.after().isEmpty();
        Optional<Duration> time = positiveTime(sentence, parted, verb + " LINE by TIME",
                verb + " alice/line by 50 ms");
        return isClear ? new Found(parted.before(), time.map(alteration)) : Found.UNCLEAR;
    }

    private static Found reorder(Sentence sentence, Words words) {
        Words.Parted parted = words.partAtLast("by");
        Duration late = positiveTime(sentence, parted, "reorder LINE SHARE by TIME",
                "reorder alice/line 5 % by 1 ms").orElse(Duration.ZERO);
        return shared(sentence, parted.before().partAtShare(), share -> new Alteration.Lateness(share, late));
    }

    private static Optional<Duration> positiveTime(Sentence sentence, Words.Parted parted, String form,
            String example) {
        if (parted.after().isEmpty()) {
            sentence.flaw(sentence.words(), "'" + sentence.verb() + "' needs a time: " + form
                    + ", as in '" + example + "'");
            return Optional.empty();
        }
        OptionalLong delay = Quantities.delay(parted.after().text());
        if (delay.isEmpty()) {
            sentence.flaw(parted.after(), "'" + parted.after().text() + "' is not " + Quantities.DELAY);
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(delay.getAsLong()));
    }

    private static Found lose(Sentence sentence, Words words) {
        Words.Parted bursts = words.partAtLast("in");
        int burst = bursts.after().isEmpty() ? 1 : burst(sentence, bursts.after());
        return shared(sentence, bursts.before().partAtShare(), share -> new Alteration.Loss(share, burst));
    }

    private static int burst(Sentence sentence, Words words) {
        if (words.text().startsWith("bursts of ") && BURST.matcher(words.after(2).text()).matches()) {
            return Integer.parseInt(words.after(2).text());
        }
        sentence.flaw(words, "'in " + words.text()
                + "' is not 'in bursts of COUNT', as in 'lose alice/line 5 % in bursts of 10'");
        return 1;
    }

    private static Found shared(Sentence sentence, Words.Parted parted,
            DoubleFunction<Alteration> alteration) {
        OptionalDouble share = share(sentence, parted.after());
        if (parted.after().isEmpty()) {
            return Found.UNCLEAR;
        }
        try {
            return new Found(parted.before(), share.isPresent()
                    ? Optional.of(alteration.apply(share.getAsDouble()))
                    : Optional.empty());
        } catch (IllegalArgumentException e) {
            sentence.flaw(parted.after(), String.valueOf(e.getMessage()));
            return new Found(parted.before(), Optional.empty());
        }
    }

    private static OptionalDouble share(Sentence sentence, Words words) {
        String verb = sentence.verb();
        if (words.isEmpty()) {
            sentence.flaw(sentence.words(), "'" + verb + "' needs a share: " + verb + " LINE SHARE"
                    + (verb.equals("reorder") ? " by TIME" : "") + ", as in '5 %'");
            return OptionalDouble.empty();
        }
        OptionalDouble share = Quantities.share(words.text());
        if (share.isEmpty()) {
            sentence.flaw(words, "'" + words.text() + "' is not " + Quantities.SHARE);
        }
        return share;
    }
}
