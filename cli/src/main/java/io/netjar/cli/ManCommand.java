package io.netjar.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar man [COMMAND…]`: the manual, for `man` to lay out.
@Command(name = "man", description = "Print the manual page of a command, for man to show.", mixinStandardHelpOptions = true, footer = {
        "", "Examples:", "  netjar man get | man -l -", "  netjar man bench chain | man -l -"})
final class ManCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command (default: netjar itself).")
    private List<String> path = List.of();

    @Override
    public Integer call() throws Failure {
        CommandLine command = spec.root().commandLine();
        for (String word : path) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw Failure.unknown("command", word, List.copyOf(command.getSubcommands().keySet()));
            }
            command = next;
        }
        spec.commandLine().getOut().print(ManPage.of(command.getCommandSpec()));
        return 0;
    }
}
