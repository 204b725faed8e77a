package io.netjar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `netjar`, the command that holds the others.
@Command(name = "netjar", description = "The Internet in a jar: a whole emulated Internet in one process.", mixinStandardHelpOptions = true, version = "netjar 0.1.0", synopsisSubcommandLabel = "COMMAND", subcommands = {
        RunCommand.class, PingCommand.class, TracerouteCommand.class, DigCommand.class, DnsCacheCommand.class,
        GetCommand.class, WsCommand.class, LoadCommand.class, IperfCommand.class, ServeCommand.class,
        SsCommand.class,
        CheckCommand.class, ShowCommand.class,
        SchemaCommand.class,
        BenchCommand.class, CompletionCommand.class, ManCommand.class,
        HelpCommand.class}, footer = {"", "Examples:", "  netjar run",
                "      open doors into samples/small-world.yaml as the device alice/laptop",
                "  netjar ping alice/laptop www.shop.test", "      on a fresh Internet, in virtual time",
                "  netjar get -v --timing alice/laptop https://www.shop.test/",
                "      what happens on the way, and where the time goes",
                "", "Environment:",
                "  JAVA_HOME            the JDK to run on, 25 or newer (default: the first found)",
                "  NETJAR_JAVA_OPTIONS  more options for the JVM, like -Xmx4g",
                "  NO_COLOR             if set, no colours",
                "", "Exit codes: 0 success, 1 failure, 2 wrong usage.",
                "", "'netjar COMMAND --help' tells of a command, 'netjar man COMMAND | man -l -' too; "
                        + "'netjar completion --help' of completion in a shell."})
final class NetjarCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of failures.")
    @SuppressWarnings("UnusedVariable") // Main asks the command line itself, which may be too broken to be parsed.
    private boolean debug;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? " + String.join(", ",
                spec.subcommands().keySet()));
    }
}
