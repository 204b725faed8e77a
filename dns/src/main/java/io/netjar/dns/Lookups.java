package io.netjar.dns;

import io.netjar.net.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/// The questions that a resolver is at work on. Each is resolved once at a time, for all who ask it meanwhile.
final class Lookups {
    /// How long it is remembered that a question could not be answered: RFC 9520 §3.2 asks for at least 1 s, which is
    /// BIND's servfail-ttl.
    private static final long FAILURE_TTL_SECONDS = 1;

    /// How many questions may be under way: BIND's recursive-clients. Further ones fail at once, so that names whose servers
    /// never answer ("phantom domains") cannot take all of a resolver's memory.
    private static final int MAX_IN_FLIGHT = 1_000;

    private final Host host;
    private final ResolverSettings settings;
    private final Iteration.Knowledge knowledge;
    private final Upstream upstream;
    private final LinkedHashMap<Question, List<Consumer<Step.Finished>>> inFlight = new LinkedHashMap<>();

    private record Question(Name name, int type) {}

    Lookups(Host host, ResolverSettings settings, Iteration.Knowledge knowledge, Upstream upstream) {
        this.host = host;
        this.settings = settings;
        this.knowledge = knowledge;
        this.upstream = upstream;
    }

    /// Finds the records of `name` and `type`, whatever type a query may have (DS is asked of the parent's servers), in
    /// the cache or by asking. `done` is told once, perhaps before this returns, with all DNSSEC records that belong to
    /// the answer; nothing has been validated. Each question has limits of its own for work and time.
    void resolve(Name name, int type, Consumer<Step.Finished> done) {
        var question = new Question(name, type);
        List<Consumer<Step.Finished>> others = inFlight.get(question);
        if (others != null) {
            // what is being renewed still holds
            Optional<Step.Finished> known = known(name, type);
            if (known.isPresent()) {
                done.accept(known.get());
            } else {
                others.add(done);
            }
            return;
        }
        if (inFlight.size() >= MAX_IN_FLIGHT) {
            done.accept(known(name, type).orElse(Step.Finished.failure()));
            return;
        }
        start(question, Iteration.of(knowledge, work(), name, type), done);
    }

    /// Whether the cache can answer the question.
    boolean isKnown(Name name, int type) {
        return known(name, type).filter(result -> result.rcode() != Rcode.SERVFAIL).isPresent();
    }

    private Optional<Step.Finished> known(Name name, int type) {
        long now = host.engine().now();
        return new Chain(name, type).follow((each, ofType) -> knowledge.cache().answer(each, ofType, now));
    }

    /// Asks again for the records of `name` and `type`, though the cache has them.
    void renew(Name name, int type) {
        var question = new Question(name, type);
        if (!inFlight.containsKey(question) && inFlight.size() < MAX_IN_FLIGHT) {
            start(question, Iteration.renewing(knowledge, work(), name, type, host.engine().now()), _ -> {
            });
        }
    }

    private Work work() {
        return new Work(settings.maxQueries(), host.engine().now() + settings.patience().toNanos());
    }

    private void start(Question question, Iteration iteration, Consumer<Step.Finished> done) {
        inFlight.put(question, new ArrayList<>(List.of(done)));
        new Recursion(upstream, iteration, result -> finished(question, result)).start();
    }

    private void finished(Question question, Step.Finished result) {
        if (result.rcode() == Rcode.SERVFAIL) {
            knowledge.cache()
                    .storeFailure(question.name, question.type, FAILURE_TTL_SECONDS, host.engine().now());
        }
        List<Consumer<Step.Finished>> waiting = inFlight.remove(question);
        if (waiting == null) {
            throw new IllegalStateException("nobody asked for " + question);
        }
        waiting.forEach(done -> done.accept(result));
    }
}
