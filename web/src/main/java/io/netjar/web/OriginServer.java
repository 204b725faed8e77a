package io.netjar.web;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What answers requests, whichever version of HTTP brings them: sites by name, what every answer says about its
/// server, and the access log. RFC 9110 §3.6.
final class OriginServer {
    private final VirtualHosts hosts;
    private final WebClock clock;
    private final Access.Listener listener;
    private String writtenDate = "";
    private byte[] written = new byte[0];

    /// What a request leads to.
    sealed interface Outcome {
        /// An answer, be it that there is none to be had.
        record Answered(Answer answer) implements Outcome {}

        /// A WebSocket, if the handshake keeps the rules of its version of HTTP.
        record Socket(WebSocketProgram program) implements Outcome {}
    }

    OriginServer(VirtualHosts hosts, WebClock clock, Access.Listener listener) {
        this.hosts = hosts;
        this.clock = clock;
        this.listener = listener;
    }

    /// What a request that keeps the rules of its version of HTTP leads to.
    Outcome serve(Request request) {
        if (!RequestRules.isKnown(request.method())) {
            return refused(HttpResponseStatus.NOT_IMPLEMENTED);
        }
        Optional<RequestTarget> target = request.target();
        if (target.isEmpty() || request.authority().isEmpty()) {
            return refused(HttpResponseStatus.BAD_REQUEST);
        }
        Optional<Site> site = hosts.site(request.authority().get());
        if (site.isEmpty()) {
            // RFC 9110 §15.5.20: "the request was directed at a server that is unable or unwilling to produce an
            // authoritative response for the target URI"
            return refused(HttpResponseStatus.MISDIRECTED_REQUEST);
        }
        Optional<WebSocketProgram> program = site.get().program(target.get().path());
        if (program.isPresent() && request.asksForWebSocket()) {
            return new Outcome.Socket(program.get());
        }
        return new Outcome.Answered(site.get().answer(request.method(), target.get(), request.headers()));
    }

    private static Outcome refused(HttpResponseStatus status) {
        return new Outcome.Answered(Answer.page(status));
    }

    /// The header fields of an answer that every version of HTTP sends.
    HttpHeaders headers(Answer answer) {
        HttpHeaders headers = identity().add(answer.headers());
        if (answer.hasLength()) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.range().length());
        }
        return headers;
    }

    /// What every answer says first: when, and who.
    HttpHeaders identity() {
        // RFC 9110 §6.6.1: "An origin server with a clock [...] MUST generate a Date header field in all 2xx
        // (Successful), 3xx (Redirection), and 4xx (Client Error) responses"
        return new DefaultHttpHeaders().set(HttpHeaderNames.DATE, clock.httpDate())
                .set(HttpHeaderNames.SERVER, SiteServer.NAME);
    }

    /// The same as HTTP/1.1 writes it.
    byte[] identityLines() {
        String date = clock.httpDate();
        // The clock gives the same text until the second is over.
        if (!date.equals(writtenDate)) {
            writtenDate = date;
            written = (HttpHeaderNames.DATE + ": " + date + "\r\n" + HttpHeaderNames.SERVER + ": "
                    + SiteServer.NAME + "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
        return written;
    }

    /// Tells the access log that a request was answered.
    ///
    /// @param request what was asked; null if it was not readable
    /// @param bytes length of the content sent
    void log(SocketAddress client, @Nullable Request request, int status, long bytes) {
        if (listener.equals(Access.Listener.NOBODY)) {
            return;
        }
        String remote = Peers.address(client);
        if (request == null) {
            listener.accessed(new Access(clock.nanos(), remote, "", "", status, bytes, "", ""));
            return;
        }
        HttpHeaders headers = request.headers();
        listener.accessed(new Access(clock.nanos(), remote,
                VirtualHosts.canonical(headers.get(HttpHeaderNames.HOST, "")), request.line(), status, bytes,
                headers.get(HttpHeaderNames.REFERER, ""), headers.get(HttpHeaderNames.USER_AGENT, "")));
    }
}
