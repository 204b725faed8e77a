package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one name on the web serves: content, and WebSocket programs by path. RFC 9110, RFC 9112.
///
/// Served are GET and HEAD with validators, conditions and single byte ranges. A folder is shown by its
/// `index.html`; there are no listings. A missing page is answered with the site's own `/404.html`, if it has one.
public final class Site {
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private final Content content;
    private final Map<String, WebSocketProgram> programs;
    private final Optional<String> elsewhere;

    /// A site of content only.
    public Site(Content content) {
        this(content, Map.of(), Optional.empty());
    }

    private Site(Content content, Map<String, WebSocketProgram> programs, Optional<String> elsewhere) {
        this.content = content;
        this.programs = programs;
        this.elsewhere = elsewhere;
    }

    /// A site that sends everybody to the same path and query at `origin`, like `https://www.shop.test`.
    public static Site movedTo(String origin) {
        return new Site(_ -> new Content.Found.Missing(), Map.of(), Optional.of(origin));
    }

    /// This site with a WebSocket program at `path` (decoded, like `/feed`), which hides content there.
    public Site with(String path, WebSocketProgram program) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: '" + path + "'");
        }
        Map<String, WebSocketProgram> more = new TreeMap<>(programs);
        more.put(path, program);
        return new Site(content, more, elsewhere);
    }

    Optional<WebSocketProgram> program(String path) {
        return Optional.ofNullable(programs.get(path));
    }

    /// The answer to a request that breaks no rule of the protocol.
    Answer answer(HttpMethod method, RequestTarget target, HttpHeaders headers) {
        if (elsewhere.isPresent()) {
            return moved(elsewhere.get(), method, target);
        }
        if (method.equals(HttpMethod.OPTIONS)) {
            return Answer.bare(HttpResponseStatus.NO_CONTENT).with(HttpHeaderNames.ALLOW, ALLOWED);
        }
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            // RFC 9110 §15.5.6: "The origin server MUST generate an Allow header field in a 405 response"
            return Answer.page(HttpResponseStatus.METHOD_NOT_ALLOWED).with(HttpHeaderNames.ALLOW, ALLOWED);
        }
        if (programs.containsKey(target.path())) {
            // RFC 9110 §15.5.22: "The server MUST send an Upgrade header field in a 426 response"
            return Answer.page(HttpResponseStatus.UPGRADE_REQUIRED).with(HttpHeaderNames.UPGRADE, "websocket")
                    .with(HttpHeaderNames.CONNECTION, "Upgrade");
        }
        try {
            return fromContent(method, target, headers);
        } catch (IOException _) {
            return Answer.page(HttpResponseStatus.INTERNAL_SERVER_ERROR);
        }
    }

    private static Answer moved(String origin, HttpMethod method, RequestTarget target) {
        // RFC 9110 §15.4.2 notes that clients may turn a POST into a GET after a 301, and names 308 against that.
        boolean plain = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return Answer
                .page(plain ? HttpResponseStatus.MOVED_PERMANENTLY : HttpResponseStatus.PERMANENT_REDIRECT)
                .with(HttpHeaderNames.LOCATION, origin + target.rawPath() + target.query());
    }

    private Answer fromContent(HttpMethod method, RequestTarget target, HttpHeaders headers)
            throws IOException {
        if (target.namesNothing()) {
            return missing();
        }
        String path = target.path().endsWith("/") ? target.path() + "index.html" : target.path();
        return switch (content.find(path)) {
            case Content.Found.File file -> file(method, path, file.body(), headers);
            case Content.Found.Missing _ -> missing();
            case Content.Found.Folder _ when path.equals(target.path()) && hasPage(path) ->
                Answer.page(HttpResponseStatus.MOVED_PERMANENTLY).with(HttpHeaderNames.LOCATION,
                        target.rawPath() + "/" + target.query());
            case Content.Found.Folder _ -> missing();
        };
    }

    private boolean hasPage(String folder) throws IOException {
        return content.find(folder + "/index.html") instanceof Content.Found.File;
    }

    private Answer missing() throws IOException {
        return content.find("/404.html") instanceof Content.Found.File page
                ? Answer.of(HttpResponseStatus.NOT_FOUND, page.body(), MediaTypes.of("404.html"))
                : Answer.page(HttpResponseStatus.NOT_FOUND);
    }

    private static Answer file(HttpMethod method, String path, Body body, HttpHeaders headers) {
        Validators validators = Validators.of(body);
        return switch (validators.evaluate(headers)) {
            case FAILED -> Answer.page(HttpResponseStatus.PRECONDITION_FAILED);
            case NOT_MODIFIED -> validated(Answer.bare(HttpResponseStatus.NOT_MODIFIED), validators);
            case PERFORM -> {
                // RFC 9110 §14.2: "A server MUST ignore a Range header field received with a request method that
                // is unrecognized or for which range handling is not defined. For this specification, GET is the
                // only method for which range handling is defined."
                boolean ranges = method.equals(HttpMethod.GET) && validators.rangeHolds(headers);
                Optional<ByteRange> range = ranges
                        ? ByteRange.parse(headers.get(HttpHeaderNames.RANGE, ""), body.length())
                        : Optional.empty();
                yield range.isEmpty()
                        ? validated(Answer.of(HttpResponseStatus.OK, body, MediaTypes.of(path)), validators)
                        : part(path, body, range.get(), validators);
            }
        };
    }

    private static Answer part(String path, Body body, ByteRange range, Validators validators) {
        if (!range.isSatisfiable()) {
            return Answer.page(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .with(HttpHeaderNames.CONTENT_RANGE, "bytes */" + body.length());
        }
        Answer whole = Answer.of(HttpResponseStatus.PARTIAL_CONTENT, body, MediaTypes.of(path));
        var part = new Answer(whole.status(), whole.headers(), body, range);
        part.with(HttpHeaderNames.CONTENT_RANGE, "bytes " + range.offset() + "-"
                + (range.offset() + range.length() - 1) + "/" + body.length());
        return validated(part, validators);
    }

    private static Answer validated(Answer answer, Validators validators) {
        return answer.with(HttpHeaderNames.ACCEPT_RANGES, "bytes")
                .with(HttpHeaderNames.ETAG, validators.entityTag())
                .with(HttpHeaderNames.LAST_MODIFIED, WebClock.httpDate(validators.lastModifiedSeconds()));
    }
}
