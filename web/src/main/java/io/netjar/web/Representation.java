package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One form in which a thing is shown: its bytes, what they are, and how a client tells whether it has them already.
/// RFC 9110 §3.2.
///
/// @param coding the content coding (RFC 9110 §8.4.1), or empty if the bytes are as they are
/// @param isOneOfSeveral whether another client may be shown another form
record Representation(Body body, String mediaType, String coding, Validators validators,
        boolean isOneOfSeveral) {
    /// The same, last changed at another time (seconds since 1970), or at none that is known.
    Representation aged(OptionalLong lastModified) {
        return new Representation(body, mediaType, coding,
                new Validators(validators.entityTag(), lastModified), isOneOfSeveral);
    }

    /// The answer to GET or HEAD: all of it, a part, or word that it is not needed.
    Answer answer(HttpMethod method, HttpHeaders headers) {
        return switch (validators.evaluate(headers)) {
            case FAILED -> Answer.page(HttpResponseStatus.PRECONDITION_FAILED);
            case NOT_MODIFIED -> described(Answer.bare(HttpResponseStatus.NOT_MODIFIED));
            case PERFORM -> {
                // RFC 9110 §14.2: "A server MUST ignore a Range header field received with a request method that
                // is unrecognized or for which range handling is not defined. For this specification, GET is the
                // only method for which range handling is defined."
                boolean partly = headers.contains(HttpHeaderNames.RANGE) && validators.isStrong()
                        && method.equals(HttpMethod.GET)
                        && validators.rangeHolds(headers);
                yield partly ? ranges(headers.get(HttpHeaderNames.RANGE, "")) : whole();
            }
        };
    }

    private Answer whole() {
        return body instanceof LiveFile file ? file.whole(this) : makeWhole();
    }

    /// The answer with all of it.
    Answer makeWhole() {
        return described(Answer.of(HttpResponseStatus.OK, body, mediaType));
    }

    private Answer ranges(String header) {
        Optional<List<ByteRange>> asked = ByteRange.parse(header, body.length());
        if (asked.isEmpty()) {
            return whole();
        }
        List<ByteRange> ranges = asked.get();
        return switch (ranges.size()) {
            case 0 -> Answer.page(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .with(HttpHeaderNames.CONTENT_RANGE, "bytes */" + body.length());
            case 1 -> {
                ByteRange range = ranges.getFirst();
                Answer all = Answer.of(HttpResponseStatus.PARTIAL_CONTENT, body, mediaType);
                yield described(new Answer(all.status(), all.headers(), body, range)
                        .with(HttpHeaderNames.CONTENT_RANGE, range.contentRange(body.length())));
            }
            default -> {
                // RFC 9110 §15.3.7.2: "A server MUST NOT generate a Content-Range header field in the HTTP header
                // section of a multiple part response"
                var parts = new MultipartBody(body, mediaType, ranges);
                yield described(Answer.of(HttpResponseStatus.PARTIAL_CONTENT, parts, parts.mediaType()));
            }
        };
    }

    private Answer described(Answer answer) {
        if (validators.isStrong()) {
            answer.with(HttpHeaderNames.ACCEPT_RANGES, "bytes");
        }
        if (!coding.isEmpty() && answer.hasLength()) {
            answer.with(HttpHeaderNames.CONTENT_ENCODING, coding);
        }
        if (isOneOfSeveral) {
            // RFC 9110 §15.4.5: a 304 has what a 200 would have had of Vary too.
            answer.with(HttpHeaderNames.VARY, "Accept-Encoding");
        }
        validators.lastModified().ifPresent(
                seconds -> answer.with(HttpHeaderNames.LAST_MODIFIED, WebClock.httpDate(seconds)));
        return answer.with(HttpHeaderNames.ETAG, validators.entityTag());
    }
}
