package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Streams the content of one answer: reads a piece only when the channel has room for it, so that what waits in
/// memory is bounded by the channel's high watermark however slow the road is.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class BodySender {
    private static final int PIECE_BYTES = 16_384;
    private static final long REGION_BYTES = 1 << 20;

    private final ChannelHandlerContext context;
    private final Framing framing;
    private final Body.Reader reader;
    private final long start;
    private final long length;
    private long sent;
    private @Nullable ChannelFuture region;
    private boolean sending;

    /// The form in which a channel takes content.
    @FunctionalInterface
    interface Framing {
        /// One piece of content as the channel takes it.
        ///
        /// @param piece the next bytes, not empty unless there are none at all
        /// @param last whether nothing follows
        Object frame(ByteBuf piece, boolean last);

        /// Whether the channel takes stretches of files, too, which the system sends by itself.
        default boolean takesRegions() {
            return false;
        }
    }

    /// @throws IOException if the content cannot be had
    BodySender(ChannelHandlerContext context, Answer answer, Framing framing) throws IOException {
        this.context = context;
        this.framing = framing;
        this.reader = answer.body().open();
        this.start = answer.range().offset();
        this.length = answer.range().length();
    }

    /// Writes as much as the channel takes. Returns whether that was the last of it; if not, to be called again
    /// when the channel is writable. A call from within itself (writing may change writability) does nothing.
    ///
    /// @throws IOException if the content cannot be read
    boolean send() throws IOException {
        if (sending) {
            return false;
        }
        sending = true;
        try {
            if (reader instanceof LiveFile.BufferReader kept && length > 0) {
                sent = length;
                write(kept.bytes().slice((int) start, (int) length));
            }
            if (reader instanceof OpenFile.Reader file && framing.takesRegions()) {
                return sendRegions(file);
            }
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
                write(Unpooled.wrappedBuffer(piece));
            }
            if (length == 0) {
                write(Unpooled.EMPTY_BUFFER);
            }
            context.flush();
            return true;
        } finally {
            sending = false;
        }
    }

    /// Hands stretches of the file to the system, the next one when the last one is on its way.
    private boolean sendRegions(OpenFile.Reader file) {
        while (sent < length) {
            if (region != null && !region.isDone()) {
                return false;
            }
            long count = Math.min(REGION_BYTES, length - sent);
            region = context.writeAndFlush(file.region(start + sent, count));
            sent += count;
            if (!region.isDone()) {
                region.addListener(_ -> context.pipeline().fireChannelWritabilityChanged());
            }
        }
        return region == null || region.isDone();
    }

    private void write(ByteBuf piece) {
        context.write(framing.frame(piece, sent == length), context.voidPromise());
    }

    /// How many bytes were handed to the channel.
    long sent() {
        return sent;
    }

    void close() {
        try {
            reader.close();
        } catch (IOException _) {
            // It was only read; there is nothing that could be lost.
        }
    }
}
