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

    /// Runs one command line and returns its exit code.
    static int run(String... arguments) {
        boolean debug = Arrays.asList(arguments).contains("--debug");
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new NetjarCommand()).setOut(out).setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((problem, _) -> usage(problem, err))
                .setExecutionExceptionHandler((problem, _, _) -> failure(problem, debug, err));
        int exit = line.execute(arguments);
        out.flush();
        return exit;
    }

    private static int usage(CommandLine.ParameterException problem, PrintWriter err) {
        CommandLine command = problem.getCommandLine();
        err.println(
                "netjar: " + (command.getParent() == null ? unknownCommand(problem) : problem.getMessage()));
        err.println("Try 'netjar" + (command.getParent() == null ? "" : " " + command.getCommandName())
                + " --help'.");
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
