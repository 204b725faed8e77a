package io.netjar.dns;

import io.netjar.engine.Chance;
import io.netjar.net.host.Host;
import io.netjar.wire.Endpoint;
import java.util.Arrays;
import java.util.function.Consumer;
import org.xbill.DNS.Flags;

/// Asks servers: one question, one server, one answer or none. Each query has an id and a source port nobody can guess,
/// and only the answer that fits them, the server and the question is taken. RFC 5452.
final class Inquirer {
    private final Host host;
    private final Chance chance;

    /// How a query travels.
    enum Way {
        UDP, TCP,
        /// By UDP, and again by TCP if the answer was cut short (RFC 7766 §5).
        UDP_THEN_TCP,
        /// As that, and also by TCP if the answer repeats the name with other upper and lower case letters: by UDP that may
        /// be a forgery.
        UDP_TO_THE_LETTER_THEN_TCP
    }

    Inquirer(Host host, Chance chance) {
        this.host = host;
        this.chance = chance;
    }

    /// Sends `query` with an id of its own and tells `done` once, at the latest `timeoutNanos` from now (twice that, if
    /// TCP follows UDP); perhaps before this returns. The outcome's message has the id that was sent.
    void ask(Endpoint server, byte[] query, Way way, long timeoutNanos, Consumer<QueryOutcome> done) {
        byte[] sent = MessageBytes.withId(query, chance.nextInt(1 << 16));
        if (way == Way.TCP) {
            new TcpInquiry(host, server, sent, done).start(timeoutNanos);
            return;
        }
        new UdpInquiry(host, server, sent, outcome -> {
            boolean again = way != Way.UDP && isCutShort(outcome)
                    || way == Way.UDP_TO_THE_LETTER_THEN_TCP && isInOtherLetters(outcome, sent);
            if (again) {
                ask(server, query, Way.TCP, timeoutNanos, done);
            } else {
                done.accept(outcome);
            }
        }).start(timeoutNanos);
    }

    private static boolean isCutShort(QueryOutcome outcome) {
        return outcome instanceof QueryOutcome.Response response
                && response.message().getHeader().getFlag(Flags.TC);
    }

    private static boolean isInOtherLetters(QueryOutcome outcome, byte[] sent) {
        if (!(outcome instanceof QueryOutcome.Response response)
                || response.message().getQuestion() == null) {
            return false;
        }
        byte[] heard = response.message().getQuestion().getName().toWire();
        return !Arrays.equals(heard, 0, heard.length, sent, MessageBytes.HEADER,
                MessageBytes.HEADER + heard.length);
    }
}
