package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.OptionalLong;

/// The conditions of a request, evaluated against what a site has. RFC 9110 §13.
///
/// @param lastModified in seconds since 1970; empty for what a program makes
record Validators(String entityTag, OptionalLong lastModified) {

    enum Outcome {
        /// The conditions hold, or there are none: answer as usual.
        PERFORM,
        /// 304: the client has it already.
        NOT_MODIFIED,
        /// 412: the client wanted something else.
        FAILED
    }

    static Validators of(Body body) {
        return new Validators(body.entityTag(), OptionalLong.of(body.lastModifiedSeconds()));
    }

    /// Whether what has this tag is the same byte for byte. RFC 9110 §8.8.1.
    boolean isStrong() {
        return !entityTag.startsWith("W/");
    }

    /// RFC 9110 §13.2.2, in its order.
    Outcome evaluate(HttpHeaders headers) {
        if (!hasConditions(headers)) {
            return Outcome.PERFORM;
        }
        String ifMatch = joined(headers, HttpHeaderNames.IF_MATCH);
        String ifNoneMatch = joined(headers, HttpHeaderNames.IF_NONE_MATCH);
        if (!ifMatch.isEmpty()) {
            if (!lists(ifMatch, false)) {
                return Outcome.FAILED;
            }
        } else if (changedAfter(headers.get(HttpHeaderNames.IF_UNMODIFIED_SINCE, ""), false)) {
            return Outcome.FAILED;
        }
        // RFC 9110 §13.1.3: "A recipient MUST ignore If-Modified-Since if the request contains an If-None-Match
        // header field"
        if (!ifNoneMatch.isEmpty()) {
            return lists(ifNoneMatch, true) ? Outcome.NOT_MODIFIED : Outcome.PERFORM;
        }
        return changedAfter(headers.get(HttpHeaderNames.IF_MODIFIED_SINCE, ""), true)
                ? Outcome.PERFORM
                : Outcome.NOT_MODIFIED;
    }

    private static boolean hasConditions(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.IF_NONE_MATCH)
                || headers.contains(HttpHeaderNames.IF_MODIFIED_SINCE)
                || headers.contains(HttpHeaderNames.IF_MATCH)
                || headers.contains(HttpHeaderNames.IF_UNMODIFIED_SINCE);
    }

    /// Whether a range may be served: there is no `If-Range`, or it names exactly what we have. RFC 9110 §13.1.5.
    boolean rangeHolds(HttpHeaders headers) {
        String ifRange = headers.get(HttpHeaderNames.IF_RANGE, "").strip();
        if (ifRange.isEmpty() || isStrong() && ifRange.equals(entityTag)) {
            return true;
        }
        // RFC 9110 §13.1.5: dates are compared by exact match here, not by earlier or later.
        long date = WebClock.parseHttpDate(ifRange);
        return lastModified.isPresent() && date == lastModified.getAsLong();
    }

    /// Whether our version is younger than `date`; `withoutDate` if that is missing or no date.
    // RFC 9110 §13.1.3: "A recipient MUST ignore the If-Modified-Since header field if the received field value
    // is not a valid HTTP-date"
    private boolean changedAfter(String date, boolean withoutDate) {
        long seconds = WebClock.parseHttpDate(date);
        return seconds < 0 || lastModified.isEmpty() ? withoutDate : lastModified.getAsLong() > seconds;
    }

    private boolean lists(String tags, boolean weak) {
        if (tags.equals("*")) {
            return true;
        }
        for (String tag : tags.split(",", -1)) {
            String stripped = tag.strip();
            // RFC 9110 §13.1.2: "A recipient MUST use the weak comparison function when comparing entity tags for
            // If-None-Match"
            boolean same = weak
                    ? EntityTags.weak(stripped).equals(EntityTags.weak(entityTag))
                    : isStrong() && stripped.equals(entityTag);
            if (same) {
                return true;
            }
        }
        return false;
    }

    private static String joined(HttpHeaders headers, CharSequence name) {
        return String.join(",", headers.getAll(name)).strip();
    }
}
