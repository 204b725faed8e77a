package io.netjar.web.client;

import io.netjar.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One request and its answer, from the moment it is wanted until it has ended.
final class Exchange {
    private final Engine engine;
    private final Request request;
    private final Origin origin;
    private final FetchEvents events;
    private final Consumer<ClientEvent> listener;
    private final long began;
    private @Nullable ClientConnection connection;
    private boolean reused;
    private boolean retried;
    private boolean over;
    private long asked = -1;
    private long answered = -1;
    private int status;
    private String reason = "";
    private List<Map.Entry<String, String>> headers = List.of();
    private long bytes;

    Exchange(Engine engine, Request request, Origin origin, FetchEvents events,
            Consumer<ClientEvent> listener) {
        this.engine = engine;
        this.request = request;
        this.origin = origin;
        this.events = events;
        this.listener = listener;
        this.began = engine.now();
    }

    Request request() {
        return request;
    }

    Origin origin() {
        return origin;
    }

    /// It goes out on `taken`, which has carried others before if `reused`.
    void sent(ClientConnection taken, boolean carriedOthers) {
        connection = taken;
        reused = carriedOthers;
        asked = engine.now();
    }

    /// What its head is called by which it goes out, for who wants to know.
    void told(List<Map.Entry<String, String>> fields) {
        ClientConnection carrier = connection;
        if (carrier != null) {
            listener.accept(new ClientEvent.Sent(carrier.id(), carrier.protocol(), request.method(),
                    request.target(), origin.authority(), fields));
        }
    }

    /// The headers that go out with it, `Host` not among them: what programs choose, and what every request has.
    List<Map.Entry<String, String>> fields() {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        addIfMissing(fields, "User-Agent", HttpClient.USER_AGENT);
        addIfMissing(fields, "Accept", "*/*");
        fields.addAll(request.headers());
        // RFC 9110 §8.6: "A user agent SHOULD send Content-Length in a request when the method defines a meaning for
        // enclosed content and it is not sending Transfer-Encoding."
        if (request.content().length > 0 || request.method().equals("POST")
                || request.method().equals("PUT")) {
            fields.add(Map.entry("Content-Length", String.valueOf(request.content().length)));
        }
        return fields;
    }

    private void addIfMissing(List<Map.Entry<String, String>> fields, String name, String value) {
        if (request.headers().stream().noneMatch(field -> field.getKey().equalsIgnoreCase(name))) {
            fields.add(Map.entry(name, value));
        }
    }

    /// The head of the final answer is here.
    void head(int code, String phrase, List<Map.Entry<String, String>> fields) {
        answered = engine.now();
        status = code;
        reason = phrase;
        headers = List.copyOf(fields);
        String protocol = connection == null ? "" : connection.protocol();
        listener.accept(new ClientEvent.Answered(protocol, code, phrase, headers));
        events.head(protocol, code, headers);
    }

    /// More of the content is here.
    void content(byte[] piece) {
        bytes += piece.length;
        events.content(piece);
    }

    /// The answer is complete.
    void complete() {
        ClientConnection carrier = connection;
        if (over || carrier == null) {
            throw new IllegalStateException("completed before it was sent, or twice");
        }
        over = true;
        events.ended(new Fetched.Response(request.url(), carrier.remote(), status, reason, headers, bytes,
                timings(carrier.steps()), via(carrier)));
    }

    /// It came to nothing on the connection it was sent on.
    void fail(Mishap why) {
        ClientConnection carrier = connection;
        if (carrier == null) {
            end(why, Steps.waited(began, engine.now()));
        } else {
            end(why, timings(carrier.steps()));
        }
    }

    /// No connection could be opened for it; `steps` is how far that went.
    void fail(Mishap why, Steps steps) {
        end(why, steps.timings(began, -1, -1, engine.now()));
    }

    private void end(Mishap why, Fetched.Timings timings) {
        if (over) {
            throw new IllegalStateException("ended twice");
        }
        over = true;
        events.ended(new Fetched.Failure(request.url(), why.cause(), why.message(), bytes, timings,
                connection == null ? Optional.empty() : Optional.of(via(connection))));
    }

    /// Whether it may be sent once more on another connection, after the one it was sent on is gone without a byte of
    /// the answer.
    ///
    /// RFC 9110 §9.2.2: "A client SHOULD NOT automatically retry a failed automatic retry."
    boolean mayBeRetried() {
        // "A client SHOULD NOT automatically retry a request with a non-idempotent method"
        return reused && answered < 0 && !retried && request.isIdempotent();
    }

    void retry() {
        retried = true;
        connection = null;
        asked = -1;
    }

    private Fetched.Via via(ClientConnection carrier) {
        return new Fetched.Via(carrier.id(), reused, carrier.protocol());
    }

    private Fetched.Timings timings(Steps steps) {
        return reused
                ? Steps.reused(began, asked, answered, engine.now())
                : steps.timings(began, asked, answered, engine.now());
    }
}
