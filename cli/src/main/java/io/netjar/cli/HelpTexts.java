package io.netjar.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// What all help texts have at their end unless they say it themselves.
final class HelpTexts {
    private static final String EXIT_CODES = "Exit codes:";
    private static final String EXAMPLES = "Examples:";
    private static final String USUAL_EXITS = EXIT_CODES + " 0 success, 1 failure, 2 wrong usage.";

    private HelpTexts() {}

    /// Completes the help text of `command` and of all below it.
    static void complete(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> footer = new ArrayList<>(Arrays.asList(spec.usageMessage().footer()));
        if (footer.stream().noneMatch(line -> line.startsWith(EXIT_CODES))) {
            int examples = footer.indexOf(EXAMPLES);
            int at = examples < 1 ? footer.size() : examples - 1;
            footer.addAll(at, List.of("", USUAL_EXITS));
            spec.usageMessage().footer(footer.toArray(String[]::new));
        }
        if (spec.version().length == 0) {
            spec.version(spec.root().version());
        }
        command.getSubcommands().values().forEach(HelpTexts::complete);
    }
}
