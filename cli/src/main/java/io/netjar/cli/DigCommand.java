package io.netjar.cli;

import io.netjar.dns.DigQuery;
import io.netjar.dns.DigText;
import io.netjar.dns.QueryOutcome;
import io.netjar.dns.TraceListener;
import io.netjar.internet.Device;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar dig [+trace|+short|+dnssec|+cd] DEVICE NAME [TYPE]`: a question to the device's resolver, printed as BIND's dig prints it.
@Command(name = "dig", description = "Ask the DNS as a device, in virtual time. '+trace' follows the way from the root "
        + "servers down; '+short' prints the answer only; '+dnssec' asks for signatures; '+cd' for the answer even if it "
        + "is bogus.", mixinStandardHelpOptions = true, footer = {"",
                "With --json: { device, answers: [ { serverName, serverAddress, serverPort, transport, roundTripMillis, "
                        + "messageBytes, id, status, flags, question, answer, authority, additional } ] }, records as { name, "
                        + "class, type, ttlSeconds, data }; a server that was silent has 'error'. With +trace one for each step.",
                "", "Examples:", "  netjar dig alice/laptop www.shop.test",
                "  netjar dig +trace alice/laptop exchange.test AAAA",
                "  netjar dig +short alice/laptop shop.test NS"})
final class DigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Parameters(arity = "2..*", paramLabel = "[+trace|+short|+dnssec|+cd] DEVICE NAME [TYPE]", hideParamSyntax = true, description = "Who asks, the name, and the type of record (default: A).")
    private List<String> words = List.of();

    private final DigJson document = new DigJson();
    private boolean done;
    private int exit;

    @Override
    public Integer call() throws Failure {
        DigArguments arguments = DigArguments.parse(words);
        PrintWriter out = spec.commandLine().getOut();
        try (World world = options.open()) {
            Device device = world.device(arguments.device());
            if (!arguments.brief() && !json) {
                out.printf("%n; <<>> netjar dig <<>> %s%n", String.join(" ", words));
            }
            if (arguments.trace()) {
                device.stub().trace(arguments.query().name(), arguments.query().type(), listener(out));
            } else {
                device.stub().query(arguments.query(),
                        outcome -> answer(out, arguments, outcome,
                                device.host().engine().date()));
            }
            world.run(() -> done);
        }
        if (json) {
            JsonText.print(out, document.document(arguments.device()));
        }
        return exit;
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
            case QueryOutcome.Response response when arguments.brief() -> DigText.brief(response);
            case QueryOutcome.Response response -> DigText.answer(response, when);
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

    /// The words after `dig`, in any order but device, name, type.
    private record DigArguments(boolean trace, boolean brief, String device, DigQuery query) {
        private static final List<String> OPTIONS = List.of("+trace", "+short", "+dnssec", "+cd", "+cdflag");

        static DigArguments parse(List<String> words) throws Failure {
            for (String word : words) {
                if (word.startsWith("+") && !OPTIONS.contains(word)) {
                    throw Failure.usage(
                            "dig: '" + word + "' is not known; there are +trace, +short, +dnssec and +cd");
                }
            }
            List<String> rest = words.stream().filter(word -> !word.startsWith("+")).toList();
            if (rest.size() < 2 || rest.size() > 3) {
                throw Failure.usage("dig needs a device and a name, and perhaps a type, "
                        + "like 'dig alice/laptop www.shop.test A'");
            }
            var query = new DigQuery(name(rest.get(1)), type(rest.size() == 3 ? rest.get(2) : "A"),
                    words.contains("+dnssec"), words.contains("+cd") || words.contains("+cdflag"));
            return new DigArguments(words.contains("+trace"), words.contains("+short"), rest.get(0), query);
        }

        private static Name name(String text) throws Failure {
            try {
                return Name.fromString(text, Name.root);
            } catch (TextParseException e) {
                throw Failure.usage("dig: '" + text + "' is not a domain name: " + e.getMessage());
            }
        }

        private static int type(String text) throws Failure {
            int type = Type.value(text);
            if (type < 0) {
                throw Failure.usage(
                        "dig: '" + text + "' is not a type of record like A, AAAA, NS, MX, TXT or SOA");
            }
            return type;
        }
    }
}
