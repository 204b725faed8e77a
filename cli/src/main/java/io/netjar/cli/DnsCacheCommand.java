package io.netjar.cli;

import io.netjar.dns.QueryOutcome;
import io.netjar.engine.Engine;
import io.netjar.internet.Device;
import io.netjar.internet.ResolverInUse;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar dns-cache DEVICE`: what the recursive resolver of a device remembers, at a moment of virtual time.
@Command(name = "dns-cache", description = "Show what the recursive resolver that a device uses remembers, with the TTLs "
        + "running down: after what --ask and --after say, in their order, in virtual time.", mixinStandardHelpOptions = true, footer = {
                "",
                "Kinds: 'answer' and 'beside' (at the end of an alias, or a signer in a referral) may be given as answers; 'referral' and 'glue' show "
                        + "the way to a zone's servers only; 'no data' and 'no such name' are denials; 'failure' is a question that "
                        + "nobody could answer a moment ago; 'stale' has run out, but may be given if the servers cannot be reached.",
                "",
                "With --json: { device, resolver, address, forwarder, seconds, asked: [ { name, type, outcome, millis } ], "
                        + "entries: [ { name, type, kind, leftSeconds, ttlSeconds, signed, data } ], servers: [ { address, "
                        + "roundTripMillis, timeoutMillis, silences, features } ] }.",
                "", "Examples:", "  netjar dns-cache alice/laptop --ask www.shop.test --after 30s",
                "  netjar dns-cache alice/laptop --ask shop.test:NS --after 2min --servers"})
final class DnsCacheCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @ArgGroup(exclusive = true, multiplicity = "0..*")
    private List<Step> steps = new ArrayList<>();

    @Option(names = "--servers", description = "Show what the resolver knows of name servers, too: round-trip times and "
            + "peculiarities.")
    private boolean servers;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device, like alice/laptop.")
    private String device = "";

    /// One of the things to do before the look.
    private static final class Step {
        @Option(names = "--ask", paramLabel = "NAME[:TYPE]", description = "Have the device ask for this, and wait for the "
                + "answer (type: A if none is said). May be given several times.")
        private String ask = "";

        @Option(names = "--after", paramLabel = "TIME", description = "Let this much time pass, like 30s or 5min. May be "
                + "given several times.")
        private String after = "";
    }

    /// A question as it was typed.
    record Question(Name name, int type) {
        static Question parse(String text) throws Failure {
            int colon = text.lastIndexOf(':');
            int type = Type.value(colon < 0 ? "A" : text.substring(colon + 1));
            if (type < 0) {
                throw Failure.usage("--ask: '" + text.substring(colon + 1)
                        + "' is not a type of record like A, NS, MX, TXT or SOA");
            }
            try {
                return new Question(Name.fromString(colon < 0 ? text : text.substring(0, colon), Name.root),
                        type);
            } catch (TextParseException e) {
                throw Failure.usage("--ask: '" + text + "' is not a domain name: " + e.getMessage());
            }
        }
    }

    /// A question and what came of it.
    record Asked(Question question, String outcome, long nanos) {}

    @Override
    public Integer call() throws Failure {
        for (Step step : steps) {
            check(step);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (World world = options.open()) {
            Device who = world.device(device);
            ResolverInUse resolver = world.internet().resolverOf(who).orElseThrow(() -> Failure
                    .failed(device + " has not been told of a name server, or of one that is none"));
            Engine engine = world.internet().engine();
            long begin = engine.now();
            List<Asked> asked = new ArrayList<>();
            for (Step step : steps) {
                if (step.ask.isEmpty()) {
                    world.pass(TimeText.nanos("--after", step.after));
                } else {
                    asked.add(ask(world, who, Question.parse(step.ask)));
                }
            }
            var view = new CacheView(device, resolver, asked, engine.now() - begin, servers);
            if (json) {
                JsonText.print(out, CacheJson.document(view));
            } else {
                CacheTable.lines(view).forEach(out::println);
            }
        }
        return 0;
    }

    /// Finds mistakes before anything is built.
    private static void check(Step step) throws Failure {
        if (step.ask.isEmpty()) {
            TimeText.nanos("--after", step.after);
        } else {
            Question.parse(step.ask);
        }
    }

    private static Asked ask(World world, Device who, Question question) {
        Engine engine = world.internet().engine();
        long begin = engine.now();
        List<String> outcomes = new ArrayList<>();
        who.stub().query(question.name, question.type, outcome -> outcomes.add(switch (outcome) {
            case QueryOutcome.Response response -> Rcode.string(response.message().getRcode());
            case QueryOutcome.NoResponse silence -> silence.reason().toString();
        }));
        world.run(() -> !outcomes.isEmpty());
        return new Asked(question, outcomes.getFirst(), engine.now() - begin);
    }
}
