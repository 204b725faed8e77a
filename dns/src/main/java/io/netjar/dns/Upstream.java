package io.netjar.dns;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.wire.Endpoint;
import java.util.function.Consumer;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// Puts a resolver's questions to authoritative servers, and learns from each how long it takes and what it is like.
final class Upstream {
    private final Engine engine;
    private final Inquirer inquirer;
    private final ServerTimes times;
    private final boolean mixesCase;
    private final Chance letters;

    Upstream(Host host, Inquirer inquirer, ServerTimes times, boolean mixesCase) {
        this.engine = host.engine();
        this.inquirer = inquirer;
        this.times = times;
        this.mixesCase = mixesCase;
        this.letters = host.chance("resolver-letters");
    }

    Engine engine() {
        return engine;
    }

    /// Asks, and tells `done` once; the names in the answer have the letters of the question as it is in `ask`.
    void ask(Step.Ask ask, Consumer<QueryOutcome> done) {
        boolean mixes = mixesCase && !times.changesCase(ask.server(), engine.now());
        Name sent = mixes ? LetterCase.mixed(ask.name(), letters) : ask.name();
        byte[] query = MessageBytes.iterativeQuery(sent, ask.type(), ask.edns()).toWire();
        Inquirer.Way way = mixes ? Inquirer.Way.UDP_TO_THE_LETTER_THEN_TCP : Inquirer.Way.UDP_THEN_TCP;
        inquirer.ask(new Endpoint(ask.server(), DnsService.PORT), query, way, ask.timeoutNanos(), outcome -> {
            learn(ask, sent, outcome);
            done.accept(mixes ? withOwnLetters(ask, outcome) : outcome);
        });
    }

    private void learn(Step.Ask ask, Name sent, QueryOutcome outcome) {
        switch (outcome) {
            case QueryOutcome.Response response -> {
                times.answered(ask.server(), response.roundTripNanos(), engine.now());
                // What comes by TCP nobody else can have sent, so that it is the server that does not keep the letters.
                Record question = response.message().getQuestion();
                if (response.tcp() && question != null && !LetterCase.isSame(question.getName(), sent)) {
                    times.changedCase(ask.server(), engine.now());
                }
            }
            case QueryOutcome.NoResponse _ -> times.failed(ask.server(), engine.now());
        }
    }

    private static QueryOutcome withOwnLetters(Step.Ask ask, QueryOutcome outcome) {
        if (!(outcome instanceof QueryOutcome.Response response)
                || response.message().getQuestion() == null) {
            return outcome;
        }
        Message restored = LetterCase.restored(response.wire(), ask.name(), response.message());
        return new QueryOutcome.Response(restored, response.wire(), response.server(), response.tcp(),
                response.roundTripNanos());
    }
}
