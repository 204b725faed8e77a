package io.netjar.dns;

import io.netjar.wire.Endpoint;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/// A query under way, by whatever transport: knows which message is its answer, and tells the outcome exactly once.
final class Inquiry {
    private final Endpoint server;
    private final byte[] query;
    private final @Nullable Record question;
    private final Consumer<QueryOutcome> done;
    private boolean over;

    Inquiry(Endpoint server, byte[] query, Consumer<QueryOutcome> done) {
        this.server = server;
        this.query = query;
        this.question = MessageBytes.parse(query).map(Message::getQuestion).orElse(null);
        this.done = done;
    }

    Endpoint server() {
        return server;
    }

    byte[] query() {
        return query;
    }

    boolean isOver() {
        return over;
    }

    /// The message if it is the answer to this query, else empty: RFC 5452 §9.1 lists what must match.
    Optional<Message> match(byte[] bytes) {
        if (bytes.length < MessageBytes.HEADER || MessageBytes.id(bytes) != MessageBytes.id(query)) {
            return Optional.empty();
        }
        return MessageBytes.parse(bytes).filter(this::answersQuestion);
    }

    private boolean answersQuestion(Message message) {
        if (!message.getHeader().getFlag(Flags.QR)
                || message.getHeader().getOpcode() != (query[2] >>> 3 & 0xf)) {
            return false;
        }
        Record repeated = message.getQuestion();
        if (repeated == null || question == null) {
            // A server that could not read the question cannot repeat it.
            int rcode = message.getHeader().getRcode();
            return question == null || rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP
                    || rcode == Rcode.SERVFAIL
                    || rcode == Rcode.REFUSED;
        }
        return repeated.getName().equals(question.getName()) && repeated.getType() == question.getType()
                && repeated.getDClass() == question.getDClass();
    }

    void answered(QueryOutcome.Response response) {
        tell(response);
    }

    void unanswered(QueryOutcome.Reason reason) {
        tell(new QueryOutcome.NoResponse(server, reason));
    }

    private void tell(QueryOutcome outcome) {
        if (!over) {
            over = true;
            done.accept(outcome);
        }
    }
}
