package io.netjar.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;

/// Streams the content of one answer: reads a piece only when the channel has room for it, so that what waits in
/// memory is bounded by the channel's high watermark however slow the road is.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class BodySender {
    private static final int PIECE_BYTES = 16_384;

    private final ChannelHandlerContext context;
    private final Body.Reader reader;
    private final long start;
    private final long length;
    private long sent;
    private boolean sending;

    BodySender(ChannelHandlerContext context, Answer answer) throws IOException {
        this.context = context;
        this.reader = answer.body().open();
        this.start = answer.range().offset();
        this.length = answer.range().length();
    }

    /// Writes as much as the channel takes. Returns whether that was the last of it; if not, to be called again
    /// when the channel is writable. A call from within itself (writing may change writability) does nothing.
    boolean send() throws IOException {
        if (sending) {
            return false;
        }
        sending = true;
        try {
            while (sent < length) {
                if (!context.channel().isWritable()) {
                    context.flush();
                    if (!context.channel().isWritable()) {
                        return false;
                    }
                }
                byte[] piece = new byte[(int) Math.min(PIECE_BYTES, length - sent)];
                reader.read(start + sent, piece);
                sent += piece.length;
                context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)), context.voidPromise());
            }
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, context.voidPromise());
            return true;
        } finally {
            sending = false;
        }
    }

    /// How many bytes were handed to the channel.
    long sent() {
        return sent;
    }

    void close() throws IOException {
        reader.close();
    }
}
