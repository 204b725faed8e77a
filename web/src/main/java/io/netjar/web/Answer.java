package io.netjar.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a server says to a request: status, headers of its own, and the part `range` of `body`. Once it is given away it
/// does not change: the same answer may be given to many.
final class Answer {
    private static final MemoryBody NOTHING = new MemoryBody(new byte[0]);

    private final HttpResponseStatus status;
    private final HttpHeaders headers;
    private final Body body;
    private final ByteRange range;
    private byte @Nullable [] head;

    Answer(HttpResponseStatus status, HttpHeaders headers, Body body, ByteRange range) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.range = range;
    }

    /// An answer with a whole body.
    static Answer of(HttpResponseStatus status, Body body, String mediaType) {
        var answer = new Answer(status, new DefaultHttpHeaders(), body, new ByteRange(0, body.length()));
        answer.headers.set(HttpHeaderNames.CONTENT_TYPE, mediaType);
        return answer;
    }

    /// An answer without a body.
    static Answer bare(HttpResponseStatus status) {
        return new Answer(status, new DefaultHttpHeaders(), NOTHING, new ByteRange(0, 0));
    }

    /// An answer that says its status for people to read.
    static Answer page(HttpResponseStatus status) {
        String title = status.code() + " " + status.reasonPhrase();
        return of(status,
                MemoryBody.of("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
                        + title + "</title></head>\n<body><h1>" + title + "</h1></body></html>\n"),
                "text/html; charset=utf-8");
    }

    HttpResponseStatus status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    Body body() {
        return body;
    }

    ByteRange range() {
        return range;
    }

    /// The same with one more header.
    Answer with(CharSequence name, String value) {
        headers.set(name, value);
        return this;
    }

    /// Whether a response of this status says how long it is. RFC 9110 §8.6: "A server MUST NOT send a
    /// Content-Length header field in any response with a status code of 1xx (Informational) or 204 (No Content)."
    boolean hasLength() {
        return status.code() >= 200 && status.code() != 204 && status.code() != 304;
    }

    /// Status line and fields as HTTP/1.1 writes them (RFC 9112 §4, §5), without the empty line that ends them, so that
    /// more can follow.
    byte[] head() {
        byte[] made = head;
        if (made == null) {
            var text = new StringBuilder("HTTP/1.1 ").append(status.code()).append(' ')
                    .append(status.reasonPhrase()).append("\r\n");
            for (Map.Entry<String, String> field : headers) {
                text.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
            }
            if (hasLength()) {
                text.append("content-length: ").append(range.length()).append("\r\n");
            }
            made = text.toString().getBytes(ISO_8859_1);
            head = made;
        }
        return made;
    }
}
