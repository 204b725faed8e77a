package io.netjar.dns;

import io.netjar.engine.Chance;
import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
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
    private final Host host;
    private final ResolverSettings settings;
    private final Authority local;
    private final Iteration.Knowledge knowledge;
    private final Lookups lookups;
    private final SecureLookups secure;
    private final GivenAnswers given;
    private final DnsService service;

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
        ResolverHabits habits = settings.habits();
        Chance chance = host.chance("resolver");
        this.knowledge = new Iteration.Knowledge(new RecordCache(habits.cacheEntries()), hints,
                new ServerTimes(chance), habits.minimisation());
        var upstream = new Upstream(host, new Inquirer(host, chance), knowledge.times(), habits.mixesCase());
        this.lookups = new Lookups(host, settings, knowledge, upstream);
        this.given = new GivenAnswers(host.engine(), habits);
        this.secure = new SecureLookups(host, settings, lookups, knowledge);
        this.service = new DnsService(host, address, this::received);
    }

    /// Where everything is asked that is not for a client as it is: by validation, for example.
    Lookups lookups() {
        return lookups;
    }

    /// Forgets everything, as `rndc flush` does.
    public void flush() {
        knowledge.cache().clear();
        secure.clear();
        given.clear();
    }

    /// What the cache holds now, what was used last at the end, and then what has run out but could still be given.
    public List<CacheEntry> cache() {
        List<CacheEntry> entries = new ArrayList<>(knowledge.cache().entries(host.engine().now()));
        entries.addAll(given.stale());
        return entries;
    }

    /// What it has learned about name servers.
    public List<KnownServer> servers() {
        return knowledge.times().all(host.engine().now());
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
        if (asked.query().getHeader().getFlag(Flags.CD)) {
            secure.resolve(question.getName(), question.getType(), true,
                    judged -> answer(asked, client, judged));
            return;
        }
        resolve(asked, client);
    }

    /// Resolves for one who relies on this resolver's judgement.
    private void resolve(Intake.Question asked, DnsService.Client client) {
        Name name = asked.question().getName();
        int type = asked.question().getType();
        GivenAnswers.Watch watch = given.watch(name, type,
                stale -> answer(asked, client, SecureLookups.Judged.stale(stale)));
        if (!lookups.isKnown(name, type) && watch.tellsAtOnce()) {
            return;
        }
        boolean isNearItsEnd = given.isWorthRenewing(name, type);
        secure.resolve(name, type, false, judged -> {
            if (watch.settles(judged.result(), judged.isBogus())) {
                answer(asked, client, judged);
            }
        });
        if (isNearItsEnd) {
            lookups.renew(name, type);
        }
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

    private void answer(Intake.Question asked, DnsService.Client client, SecureLookups.Judged judged) {
        Step.Finished result = judged.result();
        Message response = asked.response();
        response.getHeader().setRcode(result.rcode());
        if (judged.isAuthentic() && asked.wantsAuthentic()) {
            response.getHeader().setFlag(Flags.AD);
        }
        asked.tell(judged.errors());
        add(result.answer(), Section.ANSWER, asked);
        add(result.authority(), Section.AUTHORITY, asked);
        addAddresses(result.answer(), response);
        client.answer(asked.bytes());
    }

    private static void add(List<Record> records, int section, Intake.Question asked) {
        for (Record record : records) {
            if (asked.wantsDnssec() || !isDnssecOnly(record, asked.question().getType())) {
                asked.response().addRecord(record, section);
            }
        }
    }

    // RFC 4035 §3.2.1: "If the DO bit is not set, the name server side MUST strip any authenticating DNSSEC RRs from the
    // response and MUST NOT strip any DNSSEC RR types that the initiating query explicitly requested."
    private static boolean isDnssecOnly(Record record, int typeAsked) {
        int type = record.getType();
        boolean isAuthenticating = type == Type.RRSIG || type == Type.NSEC || type == Type.NSEC3;
        return isAuthenticating && type != typeAsked && typeAsked != Type.ANY;
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
