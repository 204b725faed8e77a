package io.netjar.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What shells need to know of the command to complete it: commands, options, and what stands behind them.
///
/// @param path the words that lead here after `netjar`, none for itself
/// @param description one line
/// @param children the names of the commands below
/// @param parameters what stands behind, in order; the last may come again
record CompletionModel(List<String> path, String description, List<String> children, List<Flag> options,
        List<Value> parameters) {
    /// What a value is one of.
    enum Value {
        /// No value follows.
        NONE,
        /// Any text.
        TEXT,
        /// A file or folder.
        FILE,
        /// A device of the Internet.
        DEVICE,
        /// A node, a site or an address of one.
        NAME,
        /// One of the commands.
        COMMAND
    }

    /// An option.
    ///
    /// @param names all of them
    record Flag(List<String> names, String description, Value value) {}

    /// `netjar` and all commands below it, each after the one that holds it.
    static List<CompletionModel> all(CommandLine netjar) {
        List<CompletionModel> all = new ArrayList<>();
        add(all, List.of(), netjar.getCommandSpec());
        return all;
    }

    private static void add(List<CompletionModel> all, List<String> path, CommandSpec spec) {
        Map<String, CommandSpec> shown = new LinkedHashMap<>();
        spec.subcommands().forEach((name, below) -> {
            if (!below.getCommandSpec().usageMessage().hidden()) {
                shown.put(name, below.getCommandSpec());
            }
        });
        List<Flag> options = spec.options().stream().filter(option -> !option.hidden())
                .map(CompletionModel::flag).toList();
        List<Value> parameters = spec.positionalParameters().stream().filter(each -> !each.hidden())
                .map(CompletionModel::value).toList();
        all.add(new CompletionModel(path, sentence(spec.usageMessage().description()),
                List.copyOf(shown.keySet()), options, parameters));
        shown.forEach((name, child) -> {
            List<String> below = new ArrayList<>(path);
            below.add(name);
            add(all, below, child);
        });
    }

    private static Flag flag(OptionSpec option) {
        return new Flag(List.of(option.names()), sentence(option.description()),
                option.arity().max() == 0 ? Value.NONE : value(option.paramLabel()));
    }

    private static Value value(PositionalParamSpec parameter) {
        return value(parameter.paramLabel());
    }

    /// The labels of help texts say what is meant.
    private static Value value(String label) {
        return switch (label.replaceAll("[<>\\[\\]]", "").toUpperCase(Locale.ROOT)) {
            case "FILE", "FILE|PATTERN", "DIR", "FOLDER" -> Value.FILE;
            case "DEVICE", "DEVICE=PORTS", "DEVICE=NAME" -> Value.DEVICE;
            case "NAME", "NODE", "TARGET", "URL" -> Value.NAME;
            case "COMMAND" -> Value.COMMAND;
            default -> label.contains(" DEVICE ") ? Value.DEVICE : Value.TEXT;
        };
    }

    /// The first sentence of a text, without what shells would take for theirs.
    private static String sentence(String[] text) {
        String whole = Ansi.OFF.string(String.join(" ", Arrays.asList(text)));
        int end = whole.indexOf(". ");
        String first = end < 0 ? whole : whole.substring(0, end);
        int aside = first.indexOf(" (");
        first = aside > 0 ? first.substring(0, aside) : first;
        return first.replaceAll("[\\p{Cntrl}'\"`$\\\\\\[\\]]", "").replaceAll("[.:]$", "").strip();
    }

    /// The names of all options.
    List<String> optionNames() {
        return options.stream().flatMap(each -> each.names().stream()).toList();
    }

    /// As a function or a case of a shell is called: `bench_chain`.
    String word() {
        return String.join("_", path).replace('-', '_');
    }
}
