package io.netjar.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// The head of a response as HTTP/1.1 writes it. RFC 9112 §4.
final class ResponseHead {
    private ResponseHead() {}

    /// What becomes of the connection after this response, and what is said of it. RFC 9112 §9.3.
    enum After {
        /// It stays open, which HTTP/1.1 takes for granted.
        KEEP_ALIVE(""),
        /// It stays open, as a client of HTTP/1.0 asked.
        KEEP_ALIVE_SAID("connection: keep-alive\r\n"),
        /// It is closed.
        CLOSE("connection: close\r\n");

        private final String end;

        After(String field) {
            this.end = field + "\r\n";
        }
    }

    /// All of the head.
    static ByteBuf of(ByteBufAllocator allocator, Answer answer, OriginServer origin, After after) {
        byte[] own = answer.head();
        byte[] identity = origin.identityLines();
        ByteBuf head = allocator.ioBuffer(own.length + identity.length + after.end.length()).writeBytes(own)
                .writeBytes(identity);
        head.writeCharSequence(after.end, US_ASCII);
        return head;
    }
}
