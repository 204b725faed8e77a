package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// A text message for many: encoded once, as a whole WebSocket frame (RFC 6455 §5.2), however many are sent it.
public final class SharedText {
    /// FIN, and the opcode of a text.
    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH_IN_2 = 126;
    private static final int LENGTH_IN_8 = 127;

    private final byte[] frame;
    private final int header;

    private SharedText(byte[] frame, int header) {
        this.frame = frame;
        this.header = header;
    }

    /// Encodes `text`.
    public static SharedText of(CharSequence text) {
        ByteBuf payload = Unpooled.wrappedBuffer(text.toString().getBytes(StandardCharsets.UTF_8));
        int length = payload.readableBytes();
        ByteBuf out = Unpooled.buffer(length + 10);
        // RFC 6455 §5.1: "A server MUST NOT mask any frames that it sends to the client."
        out.writeByte(FINAL_TEXT);
        if (length < LENGTH_IN_2) {
            out.writeByte(length);
        } else if (length <= 0xffff) {
            out.writeByte(LENGTH_IN_2).writeShort(length);
        } else {
            out.writeByte(LENGTH_IN_8).writeLong(length);
        }
        int header = out.readableBytes();
        out.writeBytes(payload);
        byte[] frame = new byte[out.readableBytes()];
        out.readBytes(frame);
        return new SharedText(frame, header);
    }

    /// The frame as it goes over a connection without extensions, to be sent once; the bytes are everybody's.
    ByteBuf frame() {
        return Unpooled.wrappedBuffer(frame);
    }

    /// What is in the frame, for a connection that does more to it.
    ByteBuf payload() {
        return Unpooled.wrappedBuffer(frame, header, frame.length - header);
    }

    /// The text.
    @Override
    public String toString() {
        return new String(frame, header, frame.length - header, StandardCharsets.UTF_8);
    }
}
