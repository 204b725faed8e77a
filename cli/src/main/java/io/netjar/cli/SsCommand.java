package io.netjar.cli;

import io.netjar.net.host.Host;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
                "With --json: { node, atMillis, sockets: [ { state, localAddress, localPort, remoteAddress, remotePort, "
                        + "unreadBytes, unacknowledgedBytes, awaits, deadlineMillis, tries, agreed, timing, sizes, flight, counts, "
                        + "deliveryBitsPerSecond, limitedByProgram } ] }; times end in Millis, sizes in Bytes.",
                "",
                "Examples:",
                "  netjar ss www.shop.test --at 330ms \\",
                "      --during 'get alice/laptop https://www.shop.test/images/kiln.png'"})
final class SsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = "--during", paramLabel = "COMMAND", description = "Begin this at time 0: 'get DEVICE URL'. May be "
            + "given several times.")
    private List<String> during = List.of();

    @Option(names = "--at", paramLabel = "TIME", defaultValue = "330ms", description = "When to look, like 40ms or 2s "
            + "after time 0 (default: ${DEFAULT-VALUE}).")
    private String at = "";

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "NODE", description = "The device, router or server, like alice/laptop or "
            + "www.shop.test; 'netjar show' lists them.")
    private String node = "";

    @Override
    public Integer call() throws Failure {
        long wait = TimeText.nanos("--at", at);
        var activities = new ArrayList<GetCommand>();
        for (String command : during) {
            activities.add(activity(command));
        }
        try (World world = options.open()) {
            Host host = world.node(node);
            for (GetCommand activity : activities) {
                activity.begin(world, OutputStream.nullOutputStream());
            }
            world.pass(during.isEmpty() && Guest.CURRENT.isBound() ? 0 : wait);
            if (json) {
                JsonText.print(spec.commandLine().getOut(),
                        SocketJson.document(node, wait, host.tcp().sockets()));
            } else {
                SocketTable.lines(host.tcp().sockets()).forEach(spec.commandLine().getOut()::println);
            }
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
}
