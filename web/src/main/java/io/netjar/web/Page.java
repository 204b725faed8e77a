package io.netjar.web;

import java.nio.charset.StandardCharsets;

/// What an [HttpProgram] has to show.
///
/// @param status 200, or 400 to 599 if there is nothing of that kind
/// @param mediaType of the content, as in `application/json`
/// @param content held in memory; not changed any more
public record Page(int status, String mediaType, byte[] content) {
    public Page {
        if (status != 200 && (status < 400 || status > 599)) {
            throw new IllegalArgumentException("a page has status 200, or 400 to 599, not " + status);
        }
    }

    /// A page of JSON (RFC 8259).
    public static Page json(String text) {
        return new Page(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    /// A page of plain text.
    public static Page text(String text) {
        return new Page(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same with another status, as in `Page.json("{…}").as(404)`.
    public Page as(int otherStatus) {
        return new Page(otherStatus, mediaType, content);
    }
}
