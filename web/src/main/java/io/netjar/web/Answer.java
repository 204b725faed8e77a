package io.netjar.web;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;

/// What a server says to a request: status, headers of its own, and the part `range` of `body`.
record Answer(HttpResponseStatus status, HttpHeaders headers, Body body, ByteRange range) {
    private static final MemoryBody NOTHING = new MemoryBody(new byte[0]);

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
}
