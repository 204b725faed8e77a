package io.netjar.cli;

import io.netjar.cli.DigArguments.Plus;
import io.netjar.dns.DigQuery;
import io.netjar.dns.DigText;
import io.netjar.dns.QueryOutcome;
import io.netjar.dns.TraceListener;
import io.netjar.internet.Device;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar dig [@SERVER] [+OPTION…] DEVICE NAME [TYPE]`: a question to the device's resolver, or to a server, printed as
/// BIND's dig prints it.
@Command(name = "dig", description = "Ask the DNS as a device, in virtual time: the device's own resolver, or with "
        + "'@SERVER' any server by name or address.", mixinStandardHelpOptions = true, footer = {"",
                "Options that begin with '+' are those of BIND's dig; 'no' turns one round.",
                "  +trace       follow the way from the root servers down, asking each",
                "  +short       print the data of the answer only",
                "  +dnssec      ask for signatures, with +trace at each step, too",
                "  +cd          ask for the answer even if it is bogus",
                "  +norecurse   ask for what the server knows itself",
                "  +tcp         ask by TCP",
                "  +noall       print nothing but what follows: +cmd, +comments,",
                "               +question, +answer, +authority, +additional, +stats",
                "",
                "With --json: { device, answers: [ { serverName, serverAddress, serverPort, transport, roundTripMillis, "
                        + "messageBytes, id, status, flags, question, answer, authority, additional } ] }, records as { name, "
                        + "class, type, ttlSeconds, data }; a server that was silent has 'error'. With +trace one for each step.",
                "", "Exit codes: 0 there was an answer, whatever it says, 1 there was none, 2 wrong usage.",
                "", "Examples:", "  netjar dig alice/laptop www.shop.test",
                "  netjar dig +trace +dnssec alice/laptop exchange.test AAAA",
                "  netjar dig +noall +answer alice/laptop -t NS shop.test",
                "  netjar dig alice/laptop @ns1.shop.test +norecurse shop.test NS",
                "  netjar dig +short alice/laptop -x 198.51.96.1"})
final class DigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = "-x", paramLabel = "ADDRESS", description = "Ask for the name of this address, in place of NAME.")
    private String reverse = "";

    @Option(names = "-t", paramLabel = "TYPE", description = "The type of record, as behind NAME.")
    private String type = "";

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "[@SERVER] [+OPTION]... DEVICE NAME [TYPE]", hideParamSyntax = true, description = "Who is asked, how, who asks, the name, and the type of record (default: A; with -x PTR).")
    private List<String> words = List.of();

    private final DigJson document = new DigJson();
    private boolean done;
    private int exit;

    @Override
    public Integer call() throws Failure {
        DigArguments arguments = DigArguments.parse(words, reverse, type);
        PrintWriter out = spec.commandLine().getOut();
        try (World world = options.open()) {
            Device device = world.device(arguments.device());
            DigQuery query = arguments.question();
            if (arguments.server().isPresent()) {
                query = query.at(world.resolve(device, arguments.server().get()));
            }
            if (arguments.has(Plus.CMD) && !arguments.has(Plus.SHORT) && !json) {
                out.printf("%n; <<>> netjar dig <<>> %s%n", String.join(" ", typed()));
            }
            if (arguments.has(Plus.TRACE)) {
                device.stub().trace(query, listener(out));
            } else {
                device.stub().query(query,
                        outcome -> answer(out, arguments, outcome, device.host().engine().date()));
            }
            world.run(() -> done);
        }
        if (json) {
            JsonText.print(out, document.document(arguments.device()));
        }
        return exit;
    }

    private List<String> typed() {
        return Stream.of(words.stream(), Stream.of("-x", reverse).filter(_ -> !reverse.isEmpty()),
                Stream.of("-t", type).filter(_ -> !type.isEmpty())).flatMap(each -> each).toList();
    }

    private void answer(PrintWriter out, DigArguments arguments, QueryOutcome outcome, Instant when) {
        done = true;
        document.add(outcome);
        // dig's own exit code for "no reply from server" is 9; here there is one for all failures.
        exit = outcome instanceof QueryOutcome.NoResponse ? 1 : 0;
        if (json) {
            return;
        }
        out.print(switch (outcome) {
            case QueryOutcome.Response response when arguments.has(Plus.SHORT) -> DigText.brief(response);
            case QueryOutcome.Response response -> DigText.answer(response, when, arguments.parts());
            case QueryOutcome.NoResponse none -> DigText.silence(none);
        });
    }

    private TraceListener listener(PrintWriter out) {
        return new TraceListener() {
            @Override
            public void step(Name server, QueryOutcome.Response response) {
                document.add(server, response);
                if (!json) {
                    out.print(DigText.step(server, response));
                }
            }

            @Override
            public void silent(Name server, QueryOutcome.NoResponse outcome) {
                document.add(server, outcome);
                if (!json) {
                    out.print(DigText.silence(outcome));
                }
            }

            @Override
            public void ended(boolean found) {
                done = true;
                exit = found ? 0 : 1;
            }
        };
    }
}
