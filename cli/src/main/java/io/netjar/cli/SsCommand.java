package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar ss NODE`: a node's TCP sockets as `ss -tanoi` shows them, at a moment of virtual time while others fetch pages.
@Command(name = "ss", description = "Show the TCP sockets of a device, router or server as 'ss -tanoi' does: at a moment "
        + "of virtual time, while devices fetch what --during says.", mixinStandardHelpOptions = true, footer = {
                "",
                "Example, a server in the midst of sending a page:",
                "  netjar ss www.shop.test --during 'get alice/laptop https://www.shop.test/images/kiln.png' --at 290ms"})
final class SsCommand implements Callable<Integer> {
    private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(us|ms|s|min|h)");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = "--during", paramLabel = "COMMAND", description = "Begin this at time 0: 'get DEVICE URL'. May be "
            + "given several times.")
    private List<String> during = List.of();

    @Option(names = "--at", paramLabel = "TIME", defaultValue = "275ms", description = "When to look, like 40ms or 2s "
            + "after time 0 (default: ${DEFAULT-VALUE}).")
    private String at = "";

    @Parameters(index = "0", paramLabel = "NODE", description = "The device, router or server, like alice/laptop or "
            + "www.shop.test; 'netjar show' lists them.")
    private String node = "";

    @Override
    public Integer call() throws Failure {
        long wait = nanos();
        var activities = new ArrayList<GetCommand>();
        for (String command : during) {
            activities.add(activity(command));
        }
        try (World world = options.open()) {
            Host host = world.node(node);
            for (GetCommand activity : activities) {
                activity.begin(world, OutputStream.nullOutputStream());
            }
            Engine engine = world.internet().engine();
            engine.runUntil(engine.now() + wait);
            SocketTable.lines(host.tcp().sockets()).forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }

    /// What `command` says, as it would be typed after `netjar`.
    private static GetCommand activity(String command) throws Failure {
        List<String> words = List.of(command.strip().split("\\s+"));
        if (!words.getFirst().equals("get")) {
            throw Failure.usage("--during: '" + command + "' is not 'get DEVICE URL'");
        }
        var get = new GetCommand();
        try {
            var parsed = new CommandLine(get)
                    .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            if (!parsed.matchedOptions().isEmpty()) {
                throw Failure.usage("--during: 'get' takes no options here");
            }
        } catch (CommandLine.ParameterException e) {
            throw Failure.usage("--during: " + e.getMessage());
        }
        return get;
    }

    private long nanos() throws Failure {
        Matcher time = TIME.matcher(at);
        if (!time.matches()) {
            throw Failure.usage("--at: '" + at + "' is not a time like 40ms or 2s");
        }
        double unit = switch (time.group(2)) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "min" -> 60e9;
            default -> 3600e9;
        };
        return Math.round(Double.parseDouble(time.group(1)) * unit);
    }
}
