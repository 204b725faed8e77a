package io.netjar.dns;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/// Takes the steps that an [Iteration] decides on, until it is finished: asks servers, and starts the lookups of name
/// servers' addresses that it needs on the way.
final class Recursion {
    private final Upstream upstream;
    private final Iteration iteration;
    private final Consumer<Step.Finished> done;
    private Step.@Nullable Ask last;
    private boolean isAtWork;
    private boolean isCutOff;

    Recursion(Upstream upstream, Iteration iteration, Consumer<Step.Finished> done) {
        this.upstream = upstream;
        this.iteration = iteration;
        this.done = done;
    }

    void start() {
        take(iteration.start(upstream.engine().now()));
    }

    private void take(Step step) {
        switch (step) {
            case Step.Ask ask -> {
                isAtWork = true;
                upstream.ask(ask, outcome -> heard(ask, outcome));
            }
            case Step.FindAddress(var server) -> {
                isAtWork = true;
                new Recursion(upstream, iteration.forAddressOf(server),
                        _ -> take(iteration.sought(upstream.engine().now()))).start();
            }
            case Step.Finished finished ->
                done.accept(finished.from(new Step.Origin(last, trouble(finished))));
        }
    }

    private void heard(Step.Ask ask, QueryOutcome outcome) {
        long now = upstream.engine().now();
        take(switch (outcome) {
            case QueryOutcome.Response response -> {
                last = ask;
                yield iteration.answered(response.message(), now);
            }
            case QueryOutcome.NoResponse none -> {
                isCutOff = none.reason() == QueryOutcome.Reason.UNREACHABLE;
                yield iteration.unanswered(now);
            }
        });
    }

    private Step.Trouble trouble(Step.Finished finished) {
        if (finished.rcode() != Rcode.SERVFAIL) {
            return Step.Trouble.NONE;
        }
        if (!isAtWork) {
            return Step.Trouble.REMEMBERED;
        }
        return isCutOff ? Step.Trouble.NO_WAY : Step.Trouble.NO_ANSWER;
    }
}
