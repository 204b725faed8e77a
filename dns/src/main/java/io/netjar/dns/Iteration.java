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
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The way from one question to its answer, down from the closest zone whose servers are known: the algorithm of
/// RFC 1034 §5.3.3, with the questions of RFC 9156. It does no I/O: each method returns the one [Step] to take next.
final class Iteration {
    /// How often one address is asked within a zone before it is given up.
    private static final int MAX_TRIES = 2;
    /// How many name servers without glue are looked up for one zone; keeps an NXNS attack small (CVE-2020-8616).
    private static final int MAX_SOUGHT = 5;
    /// How deep lookups of name servers may lead to each other: BIND's max-recursion-depth.
    private static final int MAX_DEPTH = 7;

    private final Knowledge knowledge;
    private final Work work;
    private final Chain chain;
    /// Answers that were remembered before this are not good enough.
    private final long since;
    private final Minimiser minimiser;
    /// The name servers whose addresses this and the lookups above it are after: asking for one again would be a circle.
    private final Set<Name> soughtAbove;
    private final Map<IpAddress, Integer> tries = new LinkedHashMap<>();
    private final Set<Name> sought = new LinkedHashSet<>();
    private Name zone = Name.root;
    private boolean primed;
    private Step.@Nullable Ask pending;

    /// What outlives a question.
    record Knowledge(RecordCache cache, RootHints hints, ServerTimes times, QnameMinimisation minimisation) {}

    private Iteration(Knowledge knowledge, Work work, Chain chain, long since, Set<Name> soughtAbove) {
        this.knowledge = knowledge;
        this.work = work;
        this.chain = chain;
        this.since = since;
        this.minimiser = new Minimiser(knowledge.minimisation);
        this.soughtAbove = soughtAbove;
    }

    /// The machine that finds the records of `name` and `type`.
    static Iteration of(Knowledge knowledge, Work work, Name name, int type) {
        return new Iteration(knowledge, work, new Chain(name, type), Long.MIN_VALUE, Set.of());
    }

    /// As [#of], but what the cache had of the answer before `now` is asked for again.
    static Iteration renewing(Knowledge knowledge, Work work, Name name, int type, long now) {
        return new Iteration(knowledge, work, new Chain(name, type), now, Set.of());
    }

    /// The machine that finds the address of `server` on behalf of this one.
    Iteration forAddressOf(Name server) {
        Set<Name> above = new LinkedHashSet<>(soughtAbove);
        above.add(server);
        return new Iteration(knowledge, work, new Chain(server, Type.A), Long.MIN_VALUE, above);
    }

    /// The first step.
    Step start(long now) {
        return next(now);
    }

    /// The step after `response` came to the last [Step.Ask].
    Step answered(Message response, long now) {
        Step.Ask asked = asked();
        var reader = new ResponseReader(knowledge.cache, response, asked.zone(), now);
        ResponseReader.Verdict verdict = reader.read(asked.name(), asked.type());
        boolean isError = response.getRcode() != Rcode.NOERROR;
        if (isError && isMinimised(asked) && knowledge.minimisation == QnameMinimisation.RELAXED) {
            minimiser.giveUp();
            if (verdict == ResponseReader.Verdict.LAME) {
                return next(now);
            }
        }
        switch (verdict) {
            case ANSWER -> {
                if (isMinimised(asked)) {
                    // one more step within the zone, not another try
                    tries.clear();
                }
                if (!isError) {
                    minimiser.answered(asked.name());
                }
            }
            case REFERRAL -> {
            }
            case NOT_UNDERSTOOD -> {
                tries.put(asked.server(), asked.edns() ? 0 : MAX_TRIES);
                knowledge.times.plainOnly(asked.server(), now);
            }
            case LAME -> {
                tries.put(asked.server(), MAX_TRIES);
                if (!isError) {
                    knowledge.times.lame(asked.server(), asked.zone(), now);
                }
            }
        }
        return next(now);
    }

    private boolean isMinimised(Step.Ask asked) {
        return !asked.name().equals(chain.current()) && asked.type() == Type.A;
    }

    /// The step after nothing came of the last [Step.Ask].
    Step unanswered(long now) {
        minimiser.unanswered();
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
        Optional<Step.Finished> end = chain
                .follow((name, type) -> knowledge.cache.answer(name, type, now, since));
        return end.isPresent() ? end.get() : ask(now);
    }

    /// Asks the best server of the closest zone that has one left to ask.
    private Step ask(long now) {
        if (work.isUsedUp(now)) {
            return Step.Finished.failure();
        }
        Delegation delegation = Delegation.closest(knowledge.cache, knowledge.hints, chain.current(),
                chain.type(), now);
        if (!delegation.zone().equals(zone)) {
            zone = delegation.zone();
            tries.clear();
            sought.clear();
        }
        List<IpAddress> candidates = leastTried(addresses(delegation, false, now));
        if (candidates.isEmpty()) {
            Name unknown = unsought(delegation, now);
            if (unknown != null) {
                sought.add(unknown);
                return new Step.FindAddress(unknown);
            }
            candidates = leastTried(addresses(delegation, true, now));
        }
        return candidates.isEmpty() ? Step.Finished.failure() : ask(candidates, now);
    }

    private Step ask(List<IpAddress> candidates, long now) {
        Name name = minimiser.next(chain.current(), zone, part -> known(part, now));
        if (!name.equals(chain.current()) && isMissing(name, now)) {
            return next(now);
        }
        IpAddress server = knowledge.times.best(candidates, now);
        tries.merge(server, 1, Integer::sum);
        work.spendQuery();
        pending = question(name, server, now);
        return pending;
    }

    private Step.Ask question(Name name, IpAddress server, long now) {
        long timeout = Math.min(knowledge.times.timeoutNanos(server, now), work.timeLeft(now));
        boolean edns = !knowledge.times.isPlainOnly(server, now);
        if (mustPrime(now)) {
            return new Step.Ask(server, zone, Name.root, Type.NS, edns, timeout);
        }
        // RFC 9156 §2.1: type A is among those least likely to be treated in some special way
        int type = name.equals(chain.current()) ? chain.type() : Type.A;
        return new Step.Ask(server, zone, name, type, edns, timeout);
    }

    private Minimiser.Known known(Name part, long now) {
        return switch (knowledge.cache.answer(part, Type.A, now, Long.MIN_VALUE).orElse(null)) {
            case RecordCache.Cached.Records _,RecordCache.Cached.NoData _ -> Minimiser.Known.EXISTS;
            case RecordCache.Cached.NoSuchName _ -> Minimiser.Known.MISSING;
            case RecordCache.Cached.Failure _ -> Minimiser.Known.NOTHING;
            case null -> knowledge.cache.known(part, Type.CNAME, now).isEmpty()
                    ? Minimiser.Known.NOTHING
                    : Minimiser.Known.EXISTS;
        };
    }

    // RFC 8020 §2: "When an iterative caching DNS resolver receives an NXDOMAIN response, it SHOULD store it in its cache and
    // then all names and resource record sets (RRsets) at or below that node SHOULD be considered to be unreachable."
    private boolean isMissing(Name part, long now) {
        if (knowledge.cache.answer(part, Type.A, now, Long.MIN_VALUE)
                .orElse(null) instanceof RecordCache.Cached.NoSuchName(List<Record> authority)) {
            knowledge.cache.storeNoSuchName(chain.current(), authority, now);
            return true;
        }
        return false;
    }

    // RFC 9609 §3: before the hints are used for anything else, one of them is asked for the NS records of the root
    private boolean mustPrime(long now) {
        if (primed || !zone.equals(Name.root) || !knowledge.cache.known(Name.root, Type.NS, now).isEmpty()) {
            return false;
        }
        primed = true;
        return true;
    }

    /// The known addresses of the zone's servers: of those known to be lame, or of the others.
    private List<IpAddress> addresses(Delegation delegation, boolean lame, long now) {
        List<IpAddress> found = new ArrayList<>();
        for (Name server : delegation.servers()) {
            for (IpAddress address : delegation.addresses(knowledge.cache, knowledge.hints, server, now)) {
                if (knowledge.times.isLame(address, zone, now) == lame) {
                    found.add(address);
                }
            }
        }
        return found;
    }

    /// Those of `addresses` that were asked least often, and not too often.
    private List<IpAddress> leastTried(List<IpAddress> addresses) {
        List<IpAddress> least = new ArrayList<>();
        int leastTries = MAX_TRIES;
        for (IpAddress address : addresses) {
            int count = tries.getOrDefault(address, 0);
            if (count < leastTries) {
                least.clear();
                leastTries = count;
            }
            if (count == leastTries && count < MAX_TRIES) {
                least.add(address);
            }
        }
        return least;
    }

    /// A server of the zone whose address is unknown and has not been sought yet, as far as that is allowed.
    private @Nullable Name unsought(Delegation delegation, long now) {
        if (sought.size() >= MAX_SOUGHT || soughtAbove.size() >= MAX_DEPTH) {
            return null;
        }
        for (Name server : delegation.servers()) {
            if (!sought.contains(server) && !soughtAbove.contains(server)
                    && delegation.addresses(knowledge.cache, knowledge.hints, server, now).isEmpty()) {
                return server;
            }
        }
        return null;
    }
}
