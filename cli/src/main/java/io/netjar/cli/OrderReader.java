package io.netjar.cli;

import io.netjar.engine.Pace;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.DidYouMean;
import io.netjar.internet.description.Sentences;
import io.netjar.internet.event.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Reads what stands in a line of a script or was typed at the prompt. `docs/script.md` has the grammar.
final class OrderReader {
    private static final Map<String, Supplier<Callable<Integer>>> COMMANDS = commands();
    /// What begins no sentence about lines and is no command of `netjar`.
    static final List<String> OWN = List.of("wait", "pause", "resume", "step", "pace", "events", "links",
            "help", "stop");
    private static final Pattern TIMED = Pattern.compile("(at|after)\\s+([^:]*?)\\s*:(?:\\s+|$)(.*)");
    private static final String TIME_FORM = " is not a time (a number and µs, ms, s, min or h, as in '20 ms')";

    private final Sentences sentences;
    private final List<String> devices;

    OrderReader(Internet internet) {
        sentences = new Sentences(internet.faults().wiring());
        devices = internet.devices().stream().map(Device::name).toList();
    }

    /// A fresh command of `netjar` that a running Internet answers, too.
    static Optional<Callable<Integer>> command(String name) {
        return Optional.ofNullable(COMMANDS.get(name)).map(Supplier::get);
    }

    /// The names of those commands.
    static List<String> commandNames() {
        return List.copyOf(COMMANDS.keySet());
    }

    private static Map<String, Supplier<Callable<Integer>>> commands() {
        Map<String, Supplier<Callable<Integer>>> commands = new LinkedHashMap<>();
        commands.put("ping", PingCommand::new);
        commands.put("traceroute", TracerouteCommand::new);
        commands.put("get", GetCommand::new);
        commands.put("load", LoadCommand::new);
        commands.put("ws", WsCommand::new);
        commands.put("dig", DigCommand::new);
        commands.put("dns-cache", DnsCacheCommand::new);
        commands.put("ss", SsCommand::new);
        commands.put("iperf", IperfCommand::new);
        commands.put("show", ShowCommand::new);
        return commands;
    }

    /// Every word that a line can begin with.
    static List<String> verbs() {
        List<String> verbs = new ArrayList<>(Sentences.VERBS);
        verbs.addAll(COMMANDS.keySet());
        verbs.addAll(OWN);
        return verbs;
    }

    /// What `text` asks for; nothing if it is blank or a comment, or if it has flaws.
    Optional<ScriptLine> read(String text, Sentences.Flaws flaws) {
        String bare = ShellWords.withoutComment(text).stripTrailing();
        int begin = bare.length() - bare.stripLeading().length();
        if (bare.isBlank()) {
            return Optional.empty();
        }
        String line = bare.substring(begin);
        Matcher timed = TIMED.matcher(line);
        if (!timed.matches()) {
            return order(line, (at, message) -> flaws.at(begin + at, message))
                    .map(order -> new ScriptLine(Optional.empty(), order, line));
        }
        Optional<Duration> time = Sentences.time(timed.group(2));
        if (time.isEmpty()) {
            flaws.at(begin + timed.start(2), "'" + timed.group(2) + "'" + TIME_FORM);
        }
        int rest = begin + timed.start(3);
        Optional<Order> order = order(timed.group(3), (at, message) -> flaws.at(rest + at, message));
        return time.flatMap(
                found -> order.map(what -> new ScriptLine(Optional.of(when(timed.group(1), found)), what,
                        timed.group(3))));
    }

    private static ScriptLine.When when(String word, Duration time) {
        return word.equals("at") ? new ScriptLine.When.At(time) : new ScriptLine.When.After(time);
    }

    private Optional<Order> order(String text, Sentences.Flaws flaws) {
        String verb = text.split("\\s+", 2)[0];
        String rest = text.substring(verb.length()).strip();
        int at = text.length() - rest.length();
        if (Sentences.VERBS.contains(verb)) {
            Optional<Action> action = sentences.read(text, flaws);
            return action.map(Order.Act::new);
        }
        Optional<Callable<Integer>> command = command(verb);
        if (command.isPresent()) {
            return parsed(text, command.get(), flaws);
        }
        return switch (verb) {
            case "wait" -> time(rest, at, flaws).map(Order.Wait::new);
            case "step" -> time(rest, at, flaws).map(Order.Pacing.Step::new).map(Order.Go::new);
            case "pace" -> pace(rest, at, flaws);
            case "help" -> Optional.of(new Order.Tell(Order.Topic.HELP, rest));
            case "links" -> Optional.of(new Order.Tell(Order.Topic.LINKS, rest));
            case "events", "pause", "resume", "stop", "quit", "exit" -> alone(verb, rest, at, flaws);
            default -> {
                flaws.at(0, "'" + verb + "' is not known" + DidYouMean.hint(verb, verbs()) + " There are: "
                        + String.join(", ", verbs()));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Order> alone(String verb, String rest, int at, Sentences.Flaws flaws) {
        if (!rest.isEmpty()) {
            flaws.at(at, "nothing stands behind '" + verb + "', but here '" + rest + "'");
            return Optional.empty();
        }
        return Optional.of(switch (verb) {
            case "events" -> new Order.Tell(Order.Topic.EVENTS, "");
            case "pause" -> new Order.Go(new Order.Pacing.Pause());
            case "resume" -> new Order.Go(new Order.Pacing.Resume());
            default -> new Order.Stop();
        });
    }

    /// A time, or none; nothing if there is a flaw.
    private static Optional<Optional<Duration>> time(String rest, int at, Sentences.Flaws flaws) {
        if (rest.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        Optional<Duration> time = Sentences.time(rest).filter(Duration::isPositive);
        if (time.isEmpty()) {
            flaws.at(at, "'" + rest + "'" + TIME_FORM);
            return Optional.empty();
        }
        return Optional.of(time);
    }

    private static Optional<Order> pace(String rest, int at, Sentences.Flaws flaws) {
        switch (rest) {
            case "" -> {
                return Optional.of(new Order.Tell(Order.Topic.PACE, ""));
            }
            case "faster", "slower" -> {
                return Optional.of(new Order.Go(new Order.Pacing.Change(rest.equals("faster"))));
            }
            default -> {
                try {
                    Pace pace = PaceText.parse(rest);
                    return Optional.of(new Order.Go(new Order.Pacing.To(pace)));
                } catch (Failure e) {
                    flaws.at(at, "'" + rest
                            + "' is not faster, slower, real, virtual, paused or a number from 0.001 to 1000");
                    return Optional.empty();
                }
            }
        }
    }

    private Optional<Order> parsed(String text, Callable<Integer> command, Sentences.Flaws flaws) {
        var line = new CommandLine(command).setExpandAtFiles(false);
        try {
            List<String> words = ShellWords.of(text);
            var parsed = line.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            for (PositionalParamSpec positional : parsed.matchedPositionals()) {
                if (positional.paramLabel().contains("DEVICE")
                        && !isDevice(text, positional.stringValues(), flaws)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Order.Command(words));
        } catch (CommandLine.ParameterException e) {
            flaws.at(0, line.getCommandName() + ": " + e.getMessage());
        } catch (Failure e) {
            flaws.at(0, e.text());
        }
        return Optional.empty();
    }

    /// Whether the first of `words` is one; dig's options, which begin with `+`, and its server behind `@` are none of them.
    private boolean isDevice(String text, List<String> words, Sentences.Flaws flaws) {
        Optional<String> wrong = words.stream().filter(word -> !word.startsWith("+") && !word.startsWith("@"))
                .findFirst()
                .filter(name -> !devices.contains(name));
        wrong.ifPresent(name -> flaws.at(Math.max(0, text.indexOf(name)),
                Failure.unknownText("device", name, devices)));
        return wrong.isEmpty();
    }
}
