package io.netjar.internet.description;

import io.netjar.internet.event.Action;
import io.netjar.internet.event.Alteration;
import io.netjar.internet.event.Cable;
import io.netjar.internet.event.Target;
import io.netjar.internet.event.Way;
import io.netjar.internet.event.Wiring;
import io.netjar.net.wifi.WifiSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads what is to be done to lines and Wi-Fi, as in `slow alice/line down to 1 Mbit/s for 20 s`: in descriptions, in scripts and at the
/// prompt. `docs/script.md` has the grammar.
public final class Sentences {
    /// Every word that a sentence can begin with.
    public static final List<String> VERBS = List.of("cut", "heal", "slow", "delay", "jitter", "lose",
            "duplicate", "corrupt", "reorder", "mtu", "queue", "signal", "crowd", "restore", "every");
    private static final String EVERY = "every";
    private static final String EVERY_EXAMPLE = "every 10 s: cut alice/line for 1 s";
    private static final int NAMES_SHOWN = 12;

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

    /// How often something is done, and for how long.
    record Rhythm(Duration period, Optional<Duration> time) {
        Action of(Action action) {
            return new Action.Repeat(period, action, time);
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
        Flaws noted = (at, message) -> {
            flawed[0] = true;
            flaws.at(at, message);
        };
        Words words = Words.of(text);
        Optional<Action> action = words.first().equals(EVERY)
                ? repeated(text, noted)
                : read(new Sentence(words, noted));
        return flawed[0] ? Optional.empty() : action;
    }

    /// `every 10 s for 1 min: SENTENCE`.
    private Optional<Action> repeated(String text, Flaws flaws) {
        int colon = text.indexOf(':');
        if (colon < 0 || text.substring(colon + 1).isBlank()) {
            flaws.at(Words.of(text).start(),
                    "'every' needs what happens: every TIME [for TIME]: SENTENCE, as in '"
                            + EVERY_EXAMPLE + "'");
            return Optional.empty();
        }
        Optional<Rhythm> rhythm = rhythm(text.substring(0, colon), flaws);
        var sentence = new Sentence(Words.of(text.substring(colon + 1)),
                (at, message) -> flaws.at(colon + 1 + at, message));
        Optional<Action> action = read(sentence);
        return rhythm.flatMap(found -> action.map(found::of));
    }

    /// What stands before the colon: `every 10 s for 1 min`.
    Optional<Rhythm> rhythm(String head, Flaws flaws) {
        var sentence = new Sentence(Words.of(head), flaws);
        Words.Parted parted = sentence.words().after(1).partAtLast("for");
        Optional<Duration> time = forTime(sentence, parted.after());
        Optional<Duration> period = time(parted.before().text())
                .filter(found -> found.compareTo(Action.Repeat.SHORTEST) >= 0);
        if (period.isEmpty()) {
            sentence.flaw(parted.before(), "'" + parted.before().text()
                    + "' is not a time of 1 ms or more (a number and ms, s, min or h), as in '"
                    + EVERY_EXAMPLE
                    + "'");
        }
        return period.map(found -> new Rhythm(found, time));
    }

    /// A length of time, as in `20 s`: with µs, ms, s, min or h.
    public static Optional<Duration> time(String text) {
        OptionalLong nanos = Quantities.time(text.strip());
        return nanos.isPresent() ? Optional.of(Duration.ofNanos(nanos.getAsLong())) : Optional.empty();
    }

    private Optional<Action> read(Sentence sentence) {
        String verb = sentence.verb();
        return switch (verb) {
            case "cut" -> {
                Words.Parted parted = sentence.words().after(1).partAtLast("for");
                Optional<Duration> time = forTime(sentence, parted.after());
                yield wholeLine(sentence, parted.before()).map(line -> new Action.Cut(line, time));
            }
            case "heal" -> onLines(sentence, Action.Heal::new);
            case "restore" -> onLines(sentence, Action.Restore::new);
            case EVERY -> {
                sentence.flaw(sentence.words(), "'every' stands once, before what is repeated");
                yield Optional.empty();
            }
            default -> {
                if (VERBS.contains(verb)) {
                    yield change(sentence);
                }
                sentence.flaw(sentence.words(),
                        "'" + verb + "' does nothing to a line" + DidYouMean.hint(verb, VERBS)
                                + " Allowed: " + String.join(", ", VERBS));
                yield Optional.empty();
            }
        };
    }

    /// An action on a line, or on all lines if none is named.
    private Optional<Action> onLines(Sentence sentence, Function<Optional<String>, Action> action) {
        Words rest = sentence.words().after(1);
        return rest.isEmpty()
                ? Optional.of(action.apply(Optional.empty()))
                : wholeLine(sentence, rest).map(line -> action.apply(Optional.of(line)));
    }

    private Optional<Action> change(Sentence sentence) {
        Words.Parted parted = sentence.words().after(1).partAtLast("for");
        Optional<Duration> time = forTime(sentence, parted.after());
        AlterationReader.Found found = AlterationReader.read(sentence, parted.before());
        Optional<Line> line = found.line().flatMap(words -> changeLine(sentence, words, found.alteration()));
        return line.flatMap(on -> found.alteration()
                .map(what -> new Action.Change(on.name(), on.way(), what, time)));
    }

    /// A line and the direction of it that is meant.
    private record Line(String name, Way way) {}

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
            sentence.flaw(timed.after(), "'" + sentence.verb()
                    + "' is for good; what is only for a time ends by itself");
        }
        Optional<Line> line = line(sentence, timed.before());
        line.filter(found -> found.way() != Way.BOTH).ifPresent(_ -> sentence.flaw(words,
                "'" + sentence.verb()
                        + "' is about both directions of a line; to lose all in one of them: 'lose "
                        + words.text() + " 100 %'"));
        return line.map(Line::name);
    }

    /// A line, or something on Wi-Fi, that can be made different so.
    private Optional<Line> changeLine(Sentence sentence, Words words, Optional<Alteration> alteration) {
        Optional<Line> line = line(sentence, words);
        Optional<Target> target = line.flatMap(found -> wiring.find(found.name()));
        if (target.isPresent() && alteration.isPresent()) {
            String problem = problem(line.orElseThrow(), target.get(), alteration.get());
            if (!problem.isEmpty()) {
                sentence.flaw(words, problem);
            }
        }
        return line;
    }

    private String problem(Line line, Target target, Alteration alteration) {
        String name = "'" + line.name() + "'";
        if (target instanceof Target.Cables) {
            return target.takes(alteration)
                    ? ""
                    : name + " is not on Wi-Fi: '" + alteration.verb() + "' is of " + onWifi(alteration);
        }
        if (!target.takes(alteration)) {
            return name + ": " + target.changes() + "; '" + premises(line.name()) + "/line' can be changed";
        }
        if (line.way() != Way.BOTH) {
            return name + " has no directions: Wi-Fi is the same both ways";
        }
        try {
            if (alteration instanceof Alteration.OfAir air) {
                air.apply(WifiSpec.good());
            }
            return "";
        } catch (IllegalArgumentException e) {
            return name + ": " + e.getMessage();
        }
    }

    /// What an alteration of Wi-Fi can be of.
    private String onWifi(Alteration alteration) {
        List<String> names = wiring.words().stream()
                .filter(name -> wiring.find(name).filter(target -> target.takes(alteration)).isPresent())
                .filter(name -> !(wiring.find(name).orElseThrow() instanceof Target.Cables)).toList();
        return names.isEmpty() ? "what is on Wi-Fi, and nothing is" : few(names);
    }

    private static String few(List<String> names) {
        return String.join(", ", names.stream().limit(NAMES_SHOWN).toList())
                + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
    }

    private static String premises(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private Optional<Line> line(Sentence sentence, Words words) {
        if (words.isEmpty()) {
            sentence.flaw(sentence.words(), "'" + sentence.verb() + "' needs a line or a node, as in '"
                    + sentence.verb() + " alice/line'");
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
                + DidYouMean.hint(name, hasEnds ? wiring.betweens() : all) + " There are: " + few(all);
    }

    private static Way way(String word) {
        return switch (word) {
            case "up", "there" -> Way.UP;
            case "down", "back" -> Way.DOWN;
            default -> Way.BOTH;
        };
    }
}
