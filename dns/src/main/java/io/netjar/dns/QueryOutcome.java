package io.netjar.dns;

import io.netjar.wire.Endpoint;
import org.xbill.DNS.Message;

/// What came of asking one server one question.
public sealed interface QueryOutcome {
    /// The server whose turn it was last.
    Endpoint server();

    /// The server answered, whatever it said.
    ///
    /// @param wire the message's bytes as they came
    /// @param tcp whether it came by TCP
    /// @param roundTripNanos from sending the query (for TCP, from opening the connection) to the answer
    record Response(Message message, byte[] wire, Endpoint server, boolean tcp,
            long roundTripNanos) implements QueryOutcome {}

    /// No answer came.
    record NoResponse(Endpoint server, Reason reason) implements QueryOutcome {}

    /// Why no answer came.
    enum Reason {
        /// Nothing came in time.
        TIMED_OUT("timed out"),
        /// The network or the host said that nobody listens there, or no route leads there.
        UNREACHABLE("unreachable"),
        /// The TCP connection ended before an answer came.
        CONNECTION_LOST("connection lost"),
        /// The device knows no server that it could ask.
        NO_SERVER("no name server configured");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
