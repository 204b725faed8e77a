package io.netjar.web.client;

import io.netjar.wire.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a request of an [HttpClient] ended.
public sealed interface Fetched {
    /// What was asked for last: the first address, or where redirects led.
    URI url();

    /// How long its parts took; of the last request, if redirects were followed.
    Timings timings();

    /// The answer came, complete, whatever its status.
    ///
    /// @param remote the server's address and port
    /// @param status its three digits
    /// @param headers names and values in the order in which they came
    /// @param bytes length of the content, as it was sent
    /// @param via what carried it
    record Response(URI url, Endpoint remote, int status, String reason,
            List<Map.Entry<String, String>> headers, long bytes, Timings timings,
            Via via) implements Fetched {
        /// The first value of a header, or an empty text. Names are compared without case.
        public String header(String name) {
            for (Map.Entry<String, String> header : headers) {
                if (header.getKey().equalsIgnoreCase(name)) {
                    return header.getValue();
                }
            }
            return "";
        }
    }

    /// It did not.
    ///
    /// @param message for people: what, and with whom
    /// @param bytes length of the content that came before it broke off
    /// @param via what carried it; empty if it was not sent
    record Failure(URI url, Cause cause, String message, long bytes, Timings timings,
            Optional<Via> via) implements Fetched {}

    /// The connection that a request went over.
    ///
    /// @param connection its number among the connections of its client, from 1
    /// @param reused whether it had carried another request before
    /// @param protocol what was spoken, as ALPN names it: `http/1.1` or `h2`
    record Via(int connection, boolean reused, String protocol) {}

    /// Why there is no answer.
    enum Cause {
        /// The address is not `http://host[:port]/...` or `https://host[:port]/...`.
        UNSUPPORTED_URL,
        /// The name has no address, or nobody could tell.
        COULD_NOT_RESOLVE,
        /// Nobody listens at the port (RST for a SYN).
        REFUSED,
        /// The network said that it does not get there.
        UNREACHABLE,
        /// The server's certificate does not prove that it is who was asked for.
        BAD_CERTIFICATE,
        /// Client and server did not come to terms about TLS.
        TLS_FAILED,
        /// No answer to the SYNs in time.
        CONNECT_TIMED_OUT,
        /// The connection stood, and then nothing came for too long.
        TIMED_OUT,
        /// The connection was reset.
        RESET,
        /// The server closed before the answer was complete.
        BROKEN_OFF,
        /// The content is not coded as its head says.
        UNDECODABLE,
        /// What came is no HTTP.
        NOT_HTTP,
        /// More redirects than allowed.
        TOO_MANY_REDIRECTS
    }

    /// Where the time of a request went, in nanoseconds of the engine, one after the other; -1 for what was not
    /// reached, 0 for what was not needed.
    ///
    /// @param began when it was wanted, on the engine's clock
    /// @param queued how long it waited for a connection that others used, or that stood already
    /// @param name until the name was known
    /// @param connect from there until the connection stood
    /// @param tls from there until TLS stood; 0 without TLS
    /// @param waiting from there (the request leaves at once) until the head of the answer was complete
    /// @param content from there until the last byte
    record Timings(long began, long queued, long name, long connect, long tls, long waiting, long content) {
        /// All of it, without `began`.
        public long total() {
            return Math.max(0, queued) + Math.max(0, name) + Math.max(0, connect) + Math.max(0, tls)
                    + Math.max(0, waiting) + Math.max(0, content);
        }
    }
}
