package io.netjar.internet.description;

import io.netjar.internet.event.Action;
import io.netjar.internet.event.Alteration;
import io.netjar.internet.event.Cable;
import io.netjar.internet.event.Target;
import io.netjar.internet.event.Way;
import io.netjar.internet.event.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads what is to be done to lines, as in `slow alice/line down to 1 Mbit/s for 20 s`: in descriptions, in scripts and at the
/// prompt. `docs/script.md` has the grammar.
public final class Sentences {
    /// Every word that a sentence can begin with.
    public static final List<String> VERBS = List.of("cut", "heal", "slow", "delay", "jitter", "lose",
            "duplicate", "corrupt", "reorder", "restore");
    private static final int NAMES_SHOWN = 12;
    private static final Pattern BURST = Pattern.compile("[1-9][0-9]{0,5}");

    private final Wiring wiring;
    private final Predicate<String> isExcused;

    /// Is told what cannot be right in a sentence.
    @FunctionalInterface
    public interface Flaws {
        /// Something cannot be right.
        ///
        /// @param at the index of the character where it begins
        /// @param message what was found, and what would be right
        void at(int at, String message);
    }

    /// A sentence that is being read.
    private record Sentence(Words words, Flaws flaws) {
        void flaw(Words at, String message) {
            flaws.at(at.start(), message);
        }
    }

    /// @param wiring of the Internet that sentences are about
    public Sentences(Wiring wiring) {
        this(wiring, _ -> false);
    }

    /// @param isExcused whether nothing is to be said of a name that stands for nothing
    Sentences(Wiring wiring, Predicate<String> isExcused) {
        this.wiring = wiring;
        this.isExcused = isExcused;
    }

    /// What `text` says, or nothing if it has flaws.
    public Optional<Action> read(String text, Flaws flaws) {
        boolean[] flawed = new boolean[1];
        Words words = Words.of(text);
        var sentence = new Sentence(words, (at, message) -> {
            flawed[0] = true;
            flaws.at(at, message);
        });
        Optional<Action> action = read(sentence);
        return flawed[0] ? Optional.empty() : action;
    }

    /// A length of time, as in `20 s`: with µs, ms, s, min or h.
    public static Optional<Duration> time(String text) {
        OptionalLong nanos = Quantities.time(text.strip());
        return nanos.isPresent() ? Optional.of(Duration.ofNanos(nanos.getAsLong())) : Optional.empty();
    }

    private Optional<Action> read(Sentence sentence) {
        String verb = sentence.words.first();
        return switch (verb) {
            case "cut" -> {
                Words.Parted parted = sentence.words.after(1).partAtLast("for");
                Optional<Duration> time = forTime(sentence, parted.after());
                yield wholeLine(sentence, parted.before()).map(line -> new Action.Cut(line, time));
            }
            case "heal" -> onLines(sentence, Action.Heal::new);
            case "restore" -> onLines(sentence, Action.Restore::new);
            case "slow", "delay", "jitter", "lose", "duplicate", "corrupt", "reorder" ->
                change(sentence, verb);
            default -> {
                sentence.flaw(sentence.words,
                        "'" + verb + "' does nothing to a line" + DidYouMean.hint(verb, VERBS)
                                + " Allowed: " + String.join(", ", VERBS));
                yield Optional.empty();
            }
        };
    }

    /// An action on a line, or on all lines if none is named.
    private Optional<Action> onLines(Sentence sentence, Function<Optional<String>, Action> action) {
        Words rest = sentence.words.after(1);
        return rest.isEmpty()
                ? Optional.of(action.apply(Optional.empty()))
                : wholeLine(sentence, rest).map(line -> action.apply(Optional.of(line)));
    }

    private Optional<Action> change(Sentence sentence, String verb) {
        Words.Parted parted = sentence.words.after(1).partAtLast("for");
        Optional<Duration> time = forTime(sentence, parted.after());
        Change change = change(sentence, verb, parted.before());
        Optional<Line> line = change.line().flatMap(words -> changeLine(sentence, words));
        return line.flatMap(found -> change.alteration()
                .map(what -> new Action.Change(found.name(), found.way(), what, time)));
    }

    /// A line and the direction of it that is meant.
    private record Line(String name, Way way) {}

    /// What is to be changed, and the words that say of what, if it can be told which they are.
    private record Change(Optional<Words> line, Optional<Alteration> alteration) {
        static final Change UNCLEAR = new Change(Optional.empty(), Optional.empty());

        Change(Words line, Optional<Alteration> alteration) {
            this(Optional.of(line), alteration);
        }
    }

    private static Change change(Sentence sentence, String verb, Words words) {
        return switch (verb) {
            case "slow" -> slow(sentence, words);
            case "delay", "jitter" -> timed(sentence, verb, words);
            case "reorder" -> {
                Words.Parted parted = words.partAtLast("by");
                Duration late = positiveTime(sentence, parted, "reorder LINE SHARE by TIME",
                        "reorder alice/line 5 % by 1 ms").orElse(Duration.ZERO);
                Words.Parted shared = parted.before().partAtShare();
                yield shared(sentence, verb, shared, share -> new Alteration.Lateness(share, late));
            }
            case "lose" -> lose(sentence, words);
            default -> {
                boolean corrupts = verb.equals("corrupt");
                yield shared(sentence, verb, words.partAtShare(),
                        share -> corrupts
                                ? new Alteration.Corruption(share)
                                : new Alteration.Duplication(share));
            }
        };
    }

    private static Change shared(Sentence sentence, String verb, Words.Parted parted,
            Function<Double, Alteration> alteration) {
        Optional<Alteration> what = share(sentence, verb, parted.after()).map(alteration);
        return parted.after().isEmpty() ? Change.UNCLEAR : new Change(parted.before(), what);
    }

    private static Change slow(Sentence sentence, Words words) {
        Words.Parted parted = words.partAtLast("to");
        boolean hasRate = !parted.after().isEmpty() && Character.isDigit(parted.after().first().charAt(0));
        if (!hasRate) {
            sentence.flaw(parted.after().isEmpty() ? sentence.words : parted.after(),
                    "'slow' needs a rate: slow LINE to RATE, as in 'slow alice/line to 1 Mbit/s'");
            return Change.UNCLEAR;
        }
        OptionalLong rate = Quantities.rate(parted.after().text());
        if (rate.isEmpty()) {
            sentence.flaw(parted.after(), "'" + parted.after().text() + "' is not " + Quantities.RATE);
            return new Change(parted.before(), Optional.empty());
        }
        return new Change(parted.before(), Optional.of(new Alteration.Rate(rate.getAsLong())));
    }

    private static Change timed(Sentence sentence, String verb, Words words) {
        Words.Parted parted = words.partAtLast("by");
        boolean isClear = !parted.after().isEmpty();
        Optional<Duration> time = positiveTime(sentence, parted, verb + " LINE by TIME",
                verb + " alice/line by 50 ms");
        return isClear
                ? new Change(parted.before(), time.map(
                        found -> verb.equals("delay")
                                ? new Alteration.Delay(found)
                                : new Alteration.Spread(found)))
                : Change.UNCLEAR;
    }

    private static Optional<Duration> positiveTime(Sentence sentence, Words.Parted parted, String form,
            String example) {
        if (parted.after().isEmpty()) {
            sentence.flaw(sentence.words, "'" + sentence.words.first() + "' needs a time: " + form
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

    private static Change lose(Sentence sentence, Words words) {
        Words.Parted bursts = words.partAtLast("in");
        int burst = bursts.after().isEmpty() ? 1 : burst(sentence, bursts.after());
        Words.Parted shared = bursts.before().partAtShare();
        try {
            return shared(sentence, "lose", shared, share -> new Alteration.Loss(share, burst));
        } catch (IllegalArgumentException e) {
            sentence.flaw(shared.after(), String.valueOf(e.getMessage()));
            return new Change(shared.before(), Optional.empty());
        }
    }

    private static int burst(Sentence sentence, Words words) {
        if (words.text().startsWith("bursts of ") && BURST.matcher(words.after(2).text()).matches()) {
            return Integer.parseInt(words.after(2).text());
        }
        sentence.flaw(words, "'in " + words.text()
                + "' is not 'in bursts of COUNT', as in 'lose alice/line 5 % in bursts of 10'");
        return 1;
    }

    private static Optional<Double> share(Sentence sentence, String verb, Words words) {
        if (words.isEmpty()) {
            sentence.flaw(sentence.words, "'" + verb + "' needs a share: " + verb + " LINE SHARE"
                    + (verb.equals("reorder") ? " by TIME" : "") + ", as in '5 %'");
            return Optional.empty();
        }
        OptionalDouble share = Quantities.share(words.text());
        if (share.isEmpty()) {
            sentence.flaw(words, "'" + words.text() + "' is not " + Quantities.SHARE);
            return Optional.empty();
        }
        return Optional.of(share.getAsDouble());
    }

    private static Optional<Duration> forTime(Sentence sentence, Words words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> time = time(words.text()).filter(Duration::isPositive);
        if (time.isEmpty()) {
            sentence.flaw(words, "'" + words.text() + "' is not " + Quantities.TIME);
        }
        return time;
    }

    /// A line that is cut, healed or restored: of both directions.
    private Optional<String> wholeLine(Sentence sentence, Words words) {
        Words.Parted timed = words.partAtLast("for");
        if (!timed.after().isEmpty()) {
            sentence.flaw(timed.after(), "'" + sentence.words.first()
                    + "' is for good; what is only for a time ends by itself");
        }
        Optional<Line> line = line(sentence, timed.before());
        line.filter(found -> found.way() != Way.BOTH).ifPresent(_ -> sentence.flaw(words,
                "'" + sentence.words.first()
                        + "' is about both directions of a line; to lose all in one of them: 'lose "
                        + words.text() + " 100 %'"));
        return line.map(Line::name);
    }

    private Optional<Line> changeLine(Sentence sentence, Words words) {
        Optional<Line> line = line(sentence, words);
        Optional<Target> target = line.flatMap(found -> wiring.find(found.name()));
        if (target.isPresent() && !(target.get() instanceof Target.Cables)) {
            sentence.flaw(words, Wiring.onlyCut(line.orElseThrow().name()) + ", and '"
                    + premises(line.orElseThrow().name()) + "/line' can be changed");
        }
        return line;
    }

    private static String premises(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private Optional<Line> line(Sentence sentence, Words words) {
        if (words.isEmpty()) {
            sentence.flaw(sentence.words, "'" + sentence.words.first() + "' needs a line or a node, as in '"
                    + sentence.words.first() + " alice/line'");
            return Optional.empty();
        }
        Way way = words.size() == 1 ? Way.BOTH : way(words.last());
        Words name = way == Way.BOTH ? words : words.before(words.size() - 1);
        if (wiring.find(name.text()).isPresent()) {
            return Optional.of(new Line(name.text(), way));
        }
        if (!isExcused.test(name.text())) {
            sentence.flaw(name, unknown(name.text()));
        }
        return Optional.empty();
    }

    private String unknown(String name) {
        boolean hasEnds = name.contains(" ");
        List<String> all = hasEnds
                ? wiring.cables().stream().map(Cable::name).filter(each -> each.contains(" ")).toList()
                : List.copyOf(wiring.words());
        return "no line is called '" + name + "'"
                + DidYouMean.hint(name, hasEnds ? wiring.betweens() : all) + " There are: "
                + String.join(", ", all.stream().limit(NAMES_SHOWN).toList())
                + (all.size() > NAMES_SHOWN ? " and " + (all.size() - NAMES_SHOWN) + " more" : "");
    }

    private static Way way(String word) {
        return switch (word) {
            case "up", "there" -> Way.UP;
            case "down", "back" -> Way.DOWN;
            default -> Way.BOTH;
        };
    }
}
