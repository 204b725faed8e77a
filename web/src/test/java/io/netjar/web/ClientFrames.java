package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// WebSocket frames as bytes, the client's side. RFC 6455 §5.2, RFC 7692 §7.2.
final class ClientFrames {
    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8a;
    /// Set in the first octet of a message that is compressed.
    static final int RSV1 = 0x40;
    private static final int TAIL = 4;

    private ClientFrames() {}

    /// A frame as clients send it, masked.
    static byte[] frame(int first, byte[] payload) {
        byte[] mask = {1, 2, 3, 4};
        ByteBuf frame = Unpooled.buffer();
        frame.writeByte(first);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(payload.length);
        }
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ mask[i & 3]);
        }
        byte[] bytes = ByteBufUtil.getBytes(frame);
        frame.release();
        return bytes;
    }

    /// A short frame as servers send it.
    static byte[] answer(int first, byte[] payload) {
        return ByteBuffer.allocate(2 + payload.length).put((byte) first).put((byte) payload.length)
                .put(payload).array();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] closing(int code) {
        return new byte[]{(byte) (code >> 8), (byte) code};
    }

    /// The payload of a compressed message, without context.
    static byte[] deflated(byte[] payload) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(payload);
        byte[] bytes = new byte[payload.length + 64];
        int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(bytes, length - TAIL);
    }

    /// What a compressed message without context says.
    static byte[] inflated(byte[] payload) {
        var inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(payload, payload.length + TAIL);
        whole[payload.length + 2] = (byte) 0xff;
        whole[payload.length + 3] = (byte) 0xff;
        inflater.setInput(whole);
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int length = inflater.inflate(buffer);
            while (length > 0) {
                out.write(buffer, 0, length);
                length = inflater.inflate(buffer);
            }
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }
}
