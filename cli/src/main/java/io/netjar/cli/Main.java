package io.netjar.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/// Entry point of the `netjar` command.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// The command with all below it: for its help texts, completion and manual.
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new NetjarCommand()).setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        HelpTexts.complete(line);
        return line;
    }

    /// Runs one command line and returns its exit code.
    static int run(String... arguments) {
        boolean debug = Arrays.asList(arguments).contains("--debug");
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = told(commandLine(), out, err, debug).execute(arguments);
        out.flush();
        return exit;
    }

    /// The way in which a command's failures are told.
    static CommandLine told(CommandLine line, PrintWriter out, PrintWriter err, boolean debug) {
        // A word that begins with '@' is a server of dig or a file of get, and holds no arguments.
        return line.setOut(out).setErr(err).setExpandAtFiles(false)
                .setParameterExceptionHandler((problem, _) -> usage(problem, err))
                .setExecutionExceptionHandler((problem, _, _) -> failure(problem, debug, err));
    }

    private static int usage(CommandLine.ParameterException problem, PrintWriter err) {
        CommandLine command = problem.getCommandLine();
        err.println(
                "netjar: " + (command.getParent() == null ? unknownCommand(problem) : problem.getMessage()));
        err.println("Try '" + command.getCommandSpec().qualifiedName(" ") + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static String unknownCommand(CommandLine.ParameterException problem) {
        if (!(problem instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return String.valueOf(problem.getMessage());
        }
        String typed = unmatched.getUnmatched().getFirst();
        CommandLine netjar = problem.getCommandLine();
        return typed.startsWith("-")
                ? Failure.unknownText("option", typed,
                        List.copyOf(netjar.getCommandSpec().optionsMap().keySet()))
                : Failure.unknownText("command", typed, List.copyOf(netjar.getSubcommands().keySet()));
    }

    private static int failure(Exception problem, boolean debug, PrintWriter err) {
        Failure failure = problem instanceof Failure known
                ? known
                : Failure.failed("unexpected: " + problem + " (run again with --debug for the details)");
        failure.text().lines().forEach(text -> err.println("netjar: " + text));
        if (debug) {
            problem.printStackTrace(err);
        }
        return failure.exitCode();
    }
}
