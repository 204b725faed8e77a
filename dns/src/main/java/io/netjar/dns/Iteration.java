package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The way from one question to its answer, down from the closest zone whose servers are known: the algorithm of
/// RFC 1034 §5.3.3. It does no I/O: each method returns the one [Step] to take next.
final class Iteration {
    /// How many aliases are followed: Unbound's 11.
    private static final int MAX_ALIASES = 11;
    /// How often one address is asked within a zone before it is given up.
    private static final int MAX_TRIES = 2;
    /// How many name servers without glue are looked up for one zone; keeps an NXNS attack small (CVE-2020-8616).
    private static final int MAX_SOUGHT = 5;
    /// How deep lookups of name servers may lead to each other: BIND's max-recursion-depth.
    private static final int MAX_DEPTH = 7;

    private final Knowledge knowledge;
    private final Work work;
    private final int type;
    /// The name servers whose addresses this and the lookups above it are after: asking for one again would be a circle.
    private final Set<Name> soughtAbove;
    private final Set<Name> aliases = new LinkedHashSet<>();
    private final List<Record> chain = new ArrayList<>();
    private final Map<IpAddress, Integer> tries = new LinkedHashMap<>();
    private final Set<Name> sought = new LinkedHashSet<>();
    private Name current;
    private Name zone = Name.root;
    private boolean primed;
    private Step.@Nullable Ask pending;

    /// What outlives a question.
    record Knowledge(RecordCache cache, RootHints hints, ServerTimes times) {}

    private record Delegation(Name zone, List<Name> servers) {}

    Iteration(Knowledge knowledge, Work work, Name name, int type, Set<Name> soughtAbove) {
        this.knowledge = knowledge;
        this.work = work;
        this.current = name;
        this.type = type;
        this.soughtAbove = soughtAbove;
    }

    /// The machine that finds the address of `server` on behalf of this one.
    Iteration forAddressOf(Name server) {
        Set<Name> above = new LinkedHashSet<>(soughtAbove);
        above.add(server);
        return new Iteration(knowledge, work, server, Type.A, above);
    }

    /// The first step.
    Step start(long now) {
        return next(now);
    }

    /// The step after `response` came to the last [Step.Ask].
    Step answered(Message response, long now) {
        Step.Ask asked = asked();
        var reader = new ResponseReader(knowledge.cache, response, asked.zone(), now);
        switch (reader.read(asked.name(), asked.type())) {
            case ANSWER, REFERRAL -> {
            }
            case NOT_UNDERSTOOD -> {
                tries.put(asked.server(), asked.edns() ? 0 : MAX_TRIES);
                knowledge.times.plainOnly(asked.server());
            }
            case LAME -> tries.put(asked.server(), MAX_TRIES);
        }
        return next(now);
    }

    /// The step after nothing came of the last [Step.Ask].
    Step unanswered(long now) {
        return next(now);
    }

    /// The step after the address of the last [Step.FindAddress] was found, or not.
    Step sought(long now) {
        return next(now);
    }

    private Step.Ask asked() {
        Step.Ask asked = pending;
        if (asked == null) {
            throw new IllegalStateException("an answer, but nothing was asked");
        }
        pending = null;
        return asked;
    }

    private Step next(long now) {
        while (aliases.size() <= MAX_ALIASES) {
            Optional<RecordCache.Cached> cached = knowledge.cache.answer(current, type, now);
            if (cached.isPresent()) {
                return finished(cached.get());
            }
            List<Record> alias = alias(now);
            if (alias.isEmpty()) {
                return ask(now);
            }
            chain.addAll(alias);
            if (!aliases.add(current)) {
                return failure();
            }
            current = ((CNAMERecord) alias.getFirst()).getTarget();
        }
        return failure();
    }

    private List<Record> alias(long now) {
        return type != Type.CNAME && type != Type.ANY
                && knowledge.cache.answer(current, Type.CNAME, now)
                        .orElse(null) instanceof RecordCache.Cached.Records(List<Record> records)
                                ? records
                                : List.of();
    }

    private Step finished(RecordCache.Cached cached) {
        return switch (cached) {
            case RecordCache.Cached.Records(List<Record> records) -> {
                chain.addAll(records);
                yield new Step.Finished(Rcode.NOERROR, chain, List.of());
            }
            case RecordCache.Cached.NoData(List<Record> soa) -> new Step.Finished(Rcode.NOERROR, chain, soa);
            case RecordCache.Cached.NoSuchName(List<Record> soa) ->
                new Step.Finished(Rcode.NXDOMAIN, chain, soa);
            case RecordCache.Cached.Failure() -> failure();
        };
    }

    private static Step failure() {
        return new Step.Finished(Rcode.SERVFAIL, List.of(), List.of());
    }

    /// Asks the best server of the closest zone that has one left to ask.
    private Step ask(long now) {
        if (work.isUsedUp(now)) {
            return failure();
        }
        Delegation delegation = closest(now);
        if (!delegation.zone.equals(zone)) {
            zone = delegation.zone;
            tries.clear();
            sought.clear();
        }
        List<IpAddress> candidates = candidates(delegation, now);
        if (candidates.isEmpty()) {
            return seek(delegation, now);
        }
        IpAddress server = knowledge.times.best(candidates);
        tries.merge(server, 1, Integer::sum);
        work.spendQuery();
        long timeout = Math.min(knowledge.times.timeoutNanos(server), work.timeLeft(now));
        boolean edns = !knowledge.times.isPlainOnly(server);
        var ask = mustPrime(now)
                ? new Step.Ask(server, zone, Name.root, Type.NS, edns, timeout)
                : new Step.Ask(server, zone, current, type, edns, timeout);
        pending = ask;
        return ask;
    }

    // RFC 9609 §3: before the hints are used for anything else, one of them is asked for the NS records of the root
    private boolean mustPrime(long now) {
        if (primed || !zone.equals(Name.root) || !knowledge.cache.known(Name.root, Type.NS, now).isEmpty()) {
            return false;
        }
        primed = true;
        return true;
    }

    private Delegation closest(long now) {
        // RFC 4035 §4.2: DS is asked of the parent's servers
        int from = type == Type.DS && current.labels() > 1 ? 1 : 0;
        for (int labels = from; labels < current.labels(); labels++) {
            Name above = new Name(current, labels);
            List<Record> servers = knowledge.cache.known(above, Type.NS, now);
            List<Name> names = servers.stream().map(ns -> ((NSRecord) ns).getTarget()).toList();
            if (isUsable(above, names, now)) {
                return new Delegation(above, names);
            }
        }
        return new Delegation(Name.root, List.copyOf(knowledge.hints.servers().keySet()));
    }

    /// Whether a zone's servers can be reached without asking the zone itself where they are. If their glue has run
    /// out before the delegation, the parent has to be asked again.
    private boolean isUsable(Name cut, List<Name> servers, long now) {
        for (Name server : servers) {
            if (!server.subdomain(cut) || !addresses(cut, server, now).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// The known addresses of the zone's servers that were asked least often, and not too often.
    private List<IpAddress> candidates(Delegation delegation, long now) {
        List<IpAddress> least = new ArrayList<>();
        int leastTries = MAX_TRIES;
        for (Name server : delegation.servers) {
            for (IpAddress address : addresses(zone, server, now)) {
                int count = tries.getOrDefault(address, 0);
                if (count < leastTries) {
                    least.clear();
                    leastTries = count;
                }
                if (count == leastTries && count < MAX_TRIES) {
                    least.add(address);
                }
            }
        }
        return least;
    }

    private List<IpAddress> addresses(Name cut, Name server, long now) {
        List<Record> known = knowledge.cache.known(server, Type.A, now);
        if (known.isEmpty() && cut.equals(Name.root)) {
            return knowledge.hints.servers().getOrDefault(server, List.of());
        }
        return known.stream().map(Names::address).toList();
    }

    private Step seek(Delegation delegation, long now) {
        for (Name server : delegation.servers) {
            boolean isNew = !sought.contains(server) && !soughtAbove.contains(server);
            if (isNew && sought.size() < MAX_SOUGHT && soughtAbove.size() < MAX_DEPTH
                    && addresses(zone, server, now).isEmpty()) {
                sought.add(server);
                return new Step.FindAddress(server);
            }
        }
        return failure();
    }
}
