package io.netjar.cli;

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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar dig [+trace] DEVICE NAME [TYPE]`: a question to the device's resolver, printed as BIND's dig prints it.
@Command(name = "dig", description = "Ask the DNS as a device, in virtual time. '+trace' follows the way from the root "
        + "servers down; '+short' prints the answer only.", mixinStandardHelpOptions = true)
final class DigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Parameters(arity = "2..*", paramLabel = "[+trace|+short] DEVICE NAME [TYPE]", hideParamSyntax = true, description = "Who asks, the name, and the type of record (default: A).")
    private List<String> words = List.of();

    private boolean done;
    private int exit;

    @Override
    public Integer call() throws Failure {
        DigArguments arguments = DigArguments.parse(words);
        PrintWriter out = spec.commandLine().getOut();
        try (World world = options.open()) {
            Device device = world.device(arguments.device());
            if (!arguments.brief()) {
                out.printf("%n; <<>> netjar dig <<>> %s%n", String.join(" ", words));
            }
            if (arguments.trace()) {
                device.stub().trace(arguments.name(), arguments.type(), listener(out));
            } else {
                device.stub().query(arguments.name(), arguments.type(),
                        outcome -> answer(out, arguments, outcome,
                                device.host().engine().date()));
            }
            world.run(() -> done);
        }
        return exit;
    }

    private void answer(PrintWriter out, DigArguments arguments, QueryOutcome outcome, Instant when) {
        done = true;
        switch (outcome) {
            case QueryOutcome.Response response when arguments.brief() -> out.print(DigText.brief(response));
            case QueryOutcome.Response response -> out.print(DigText.answer(response, when));
            case QueryOutcome.NoResponse none -> {
                // dig's own exit code for "no reply from server" is 9; here there is one for all failures.
                exit = 1;
                out.print(DigText.silence(none));
            }
        }
    }

    private TraceListener listener(PrintWriter out) {
        return new TraceListener() {
            @Override
            public void step(Name server, QueryOutcome.Response response) {
                out.print(DigText.step(server, response));
            }

            @Override
            public void silent(Name server, QueryOutcome.NoResponse outcome) {
                out.print(DigText.silence(outcome));
            }

            @Override
            public void ended(boolean found) {
                done = true;
                exit = found ? 0 : 1;
            }
        };
    }

    /// The words after `dig`, in any order but device, name, type.
    private record DigArguments(boolean trace, boolean brief, String device, Name name, int type) {
        static DigArguments parse(List<String> words) throws Failure {
            for (String word : words) {
                if (word.startsWith("+") && !List.of("+trace", "+short").contains(word)) {
                    throw Failure.usage("dig: '" + word + "' is not known; there are +trace and +short");
                }
            }
            List<String> rest = words.stream().filter(word -> !word.startsWith("+")).toList();
            if (rest.size() < 2 || rest.size() > 3) {
                throw Failure.usage("dig needs a device and a name, and perhaps a type, "
                        + "like 'dig alice/laptop www.shop.test A'");
            }
            return new DigArguments(words.contains("+trace"), words.contains("+short"), rest.get(0),
                    name(rest.get(1)),
                    type(rest.size() == 3 ? rest.get(2) : "A"));
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
