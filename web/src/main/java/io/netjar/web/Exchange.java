package io.netjar.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One request and its answer on the way, from the answer's head to its line in the access log, whichever version of
/// HTTP carries it.
final class Exchange {
    private final OriginServer origin;
    private final ChannelHandlerContext context;
    private final @Nullable Request request;
    private final Answer answer;
    private final @Nullable BodySender sender;

    /// Opens what the answer is about to send.
    ///
    /// @param request what is answered; null if it was not readable
    /// @param framing the form in which the channel takes content
    static Exchange begin(OriginServer origin, ChannelHandlerContext ctx, @Nullable Request request,
            Answer answer, BodySender.Framing framing) {
        if (request != null && request.isHead() || !answer.hasLength()) {
            return new Exchange(origin, ctx, request, answer, null);
        }
        try {
            return new Exchange(origin, ctx, request, answer, new BodySender(ctx, answer, framing));
        } catch (IOException _) {
            // The file went away between looking and reading.
            return new Exchange(origin, ctx, request, Answer.bare(HttpResponseStatus.INTERNAL_SERVER_ERROR),
                    null);
        }
    }

    private Exchange(OriginServer origin, ChannelHandlerContext context, @Nullable Request request,
            Answer answer, @Nullable BodySender sender) {
        this.origin = origin;
        this.context = context;
        this.request = request;
        this.answer = answer;
        this.sender = sender;
    }

    Answer answer() {
        return answer;
    }

    HttpResponseStatus status() {
        return answer.status();
    }

    /// The header fields that every version of HTTP sends.
    HttpHeaders headers() {
        return origin.headers(answer);
    }

    /// Whether content follows the head, be it empty.
    boolean hasContent() {
        return sender != null;
    }

    /// Sends as much content as the channel takes. Returns whether all was handed over; if not, to be called again when
    /// the channel is writable.
    ///
    /// @throws IOException if the content cannot be read
    boolean send() throws IOException {
        return sender == null || sender.send();
    }

    /// The answer is complete, or broken off: tells the log, and lets the content go.
    void end() {
        long sent = 0;
        if (sender != null) {
            sent = sender.sent();
            sender.close();
        }
        origin.log(context.channel().remoteAddress(), request, answer.status().code(), sent);
    }
}
