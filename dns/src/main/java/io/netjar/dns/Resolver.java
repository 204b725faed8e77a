package io.netjar.dns;

import io.netjar.engine.Chance;
import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A recursive resolver on UDP and TCP port 53 of its host: a provider's, or a public one. Born with the root hints, it
/// learns everything else by asking and remembers it for as long as the answers allow. RFC 1034 §5.3.3, RFC 2181,
/// RFC 2308, RFC 5452, RFC 9609.
public final class Resolver {
    /// How long it is remembered that a question could not be answered: RFC 9520 §3.2 asks for at least 1 s, which is
    /// BIND's servfail-ttl.
    private static final long FAILURE_TTL_SECONDS = 1;

    private final Host host;
    private final ResolverSettings settings;
    private final Authority local;
    private final Iteration.Knowledge knowledge;
    private final Inquirer inquirer;
    private final DnsService service;
    private final LinkedHashMap<Question, List<Waiting>> inFlight = new LinkedHashMap<>();

    private record Question(Name name, int type) {}

    private record Waiting(Intake.Question asked, DnsService.Client client) {}

    /// A resolver for everybody.
    public Resolver(Host host, RootHints hints) {
        this(host, hints, ResolverSettings.open());
    }

    public Resolver(Host host, RootHints hints, ResolverSettings settings) {
        this(host, IpAddress.ANY_V4, hints, settings);
    }

    /// A resolver on one address of `host`, or on all of them if that is 0.0.0.0.
    public Resolver(Host host, IpAddress address, RootHints hints, ResolverSettings settings) {
        this.host = host;
        this.settings = settings;
        this.local = new Authority(settings.localZones());
        Chance chance = host.chance("resolver");
        this.knowledge = new Iteration.Knowledge(new RecordCache(settings.cacheEntries()), hints,
                new ServerTimes(chance));
        this.inquirer = new Inquirer(host, chance);
        this.service = new DnsService(host, address, this::received);
    }

    /// Forgets everything, as `rndc flush` does.
    public void flush() {
        knowledge.cache().clear();
    }

    /// What the cache holds now, one master file line each with the seconds left.
    public List<String> cache() {
        return knowledge.cache().dump(host.engine().now());
    }

    /// Stops serving.
    public void close() {
        service.close();
    }

    private void received(byte[] message, DnsService.Client client) {
        switch (Intake.of(message, client.isTcp())) {
            case Intake.Question question -> asked(question, client);
            case Intake.Rejected(byte[] response) -> client.answer(response);
            case Intake.Ignored() -> {
            }
        }
    }

    private void asked(Intake.Question asked, DnsService.Client client) {
        asked.response().getHeader().setFlag(Flags.RA);
        // RFC 4035 §3.2.2: "The name server side MUST copy the setting of the CD bit from a query to the corresponding
        // response."
        MessageBytes.copyFlag(asked.query(), asked.response(), Flags.CD);
        Record question = asked.question();
        boolean isLocal = local.covers(question.getName(), question.getType());
        // RFC 5358 §4: a resolver must not answer everybody. Without RD the cache would be read out; Unbound refuses that.
        if (!isAllowed(client.endpoint().address())
                || !isLocal && !asked.query().getHeader().getFlag(Flags.RD)) {
            client.answer(asked.refuse(Rcode.REFUSED));
            return;
        }
        if (isLocal) {
            local.answer(question, asked.response(), client.isTcp());
            client.answer(asked.bytes());
            return;
        }
        resolve(new Question(question.getName(), question.getType()), new Waiting(asked, client));
    }

    private boolean isAllowed(IpAddress asker) {
        if (settings.allowed().isEmpty()) {
            return true;
        }
        for (IpPrefix prefix : settings.allowed()) {
            if (prefix.contains(asker)) {
                return true;
            }
        }
        return false;
    }

    /// Starts to resolve, unless the same question is under way: then its answer is for this asker, too.
    private void resolve(Question question, Waiting waiting) {
        List<Waiting> others = inFlight.get(question);
        if (others != null) {
            others.add(waiting);
            return;
        }
        inFlight.put(question, new ArrayList<>(List.of(waiting)));
        var work = new Work(settings.maxQueries(), host.engine().now() + settings.patience().toNanos());
        var iteration = new Iteration(knowledge, work, question.name, question.type, Set.of());
        new Recursion(host.engine(), inquirer, knowledge.times(), iteration,
                result -> finished(question, result))
                .start();
    }

    private void finished(Question question, Step.Finished result) {
        if (result.rcode() == Rcode.SERVFAIL) {
            knowledge.cache()
                    .storeFailure(question.name, question.type, FAILURE_TTL_SECONDS, host.engine().now());
        }
        List<Waiting> waiting = inFlight.remove(question);
        if (waiting == null) {
            throw new IllegalStateException("nobody asked for " + question);
        }
        for (Waiting one : waiting) {
            answer(one, result);
        }
    }

    private void answer(Waiting waiting, Step.Finished result) {
        Message response = waiting.asked.response();
        response.getHeader().setRcode(result.rcode());
        result.answer().forEach(record -> response.addRecord(record, Section.ANSWER));
        result.authority().forEach(record -> response.addRecord(record, Section.AUTHORITY));
        addAddresses(result.answer(), response);
        waiting.client.answer(waiting.asked.bytes());
    }

    /// Adds the addresses of name servers and mail hosts in the answer as far as they are known: RFC 1034 §4.3.2 step 6.
    private void addAddresses(List<Record> answer, Message response) {
        Set<Name> hosts = new LinkedHashSet<>();
        for (Record record : answer) {
            Name named = record.getAdditionalName();
            if (named != null && hosts.add(named)) {
                knowledge.cache()
                        .knownAged(named, Type.A, host.engine().now())
                        .forEach(address -> response.addRecord(address, Section.ADDITIONAL));
            }
        }
    }
}
