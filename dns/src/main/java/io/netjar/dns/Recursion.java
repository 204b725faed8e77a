package io.netjar.dns;

import io.netjar.engine.Engine;
import io.netjar.wire.Endpoint;
import java.util.function.Consumer;
import org.xbill.DNS.Message;

/// Takes the steps that an [Iteration] decides on, until it is finished: asks servers, and starts the lookups of name
/// servers' addresses that it needs on the way.
final class Recursion {
    private final Engine engine;
    private final Inquirer inquirer;
    private final ServerTimes times;
    private final Iteration iteration;
    private final Consumer<Step.Finished> done;

    Recursion(Engine engine, Inquirer inquirer, ServerTimes times, Iteration iteration,
            Consumer<Step.Finished> done) {
        this.engine = engine;
        this.inquirer = inquirer;
        this.times = times;
        this.iteration = iteration;
        this.done = done;
    }

    void start() {
        take(iteration.start(engine.now()));
    }

    private void take(Step step) {
        switch (step) {
            case Step.Ask ask -> ask(ask);
            case Step.FindAddress(var server) ->
                new Recursion(engine, inquirer, times, iteration.forAddressOf(server),
                        _ -> take(iteration.sought(engine.now()))).start();
            case Step.Finished finished -> done.accept(finished);
        }
    }

    private void ask(Step.Ask ask) {
        Message query = MessageBytes.query(ask.name(), ask.type(), false, ask.edns());
        inquirer.ask(new Endpoint(ask.server(), DnsService.PORT), query.toWire(), Inquirer.Way.UDP_THEN_TCP,
                ask.timeoutNanos(), outcome -> heard(ask, outcome));
    }

    private void heard(Step.Ask ask, QueryOutcome outcome) {
        switch (outcome) {
            case QueryOutcome.Response response -> {
                times.answered(ask.server(), response.roundTripNanos());
                take(iteration.answered(response.message(), engine.now()));
            }
            case QueryOutcome.NoResponse _ -> {
                times.failed(ask.server());
                take(iteration.unanswered(engine.now()));
            }
        }
    }
}
