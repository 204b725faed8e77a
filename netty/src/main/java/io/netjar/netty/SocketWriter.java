package io.netjar.netty;

import io.netjar.net.tcp.TcpSocket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Moves messages from Netty's outbound buffer into a socket: buffers with an array straight from there, others and
/// files by way of a scratch array.
final class SocketWriter implements WritableByteChannel {
    private final TcpSocket socket;
    private final byte[] scratch;
    private boolean full;

    SocketWriter(TcpSocket socket, byte[] scratch) {
        this.socket = socket;
        this.scratch = scratch;
    }

    /// Writes of the current message what there is room for, and takes it off the buffer if that was all. Returns
    /// false if the socket is full and will tell when there is room again.
    boolean write(ChannelOutboundBuffer outbound) throws IOException {
        Object message = outbound.current();
        if (message instanceof ByteBuf bytes) {
            writeBytes(bytes, outbound);
        } else if (message instanceof FileRegion region) {
            writeRegion(region, outbound);
        }
        return !full;
    }

    private void writeBytes(ByteBuf bytes, ChannelOutboundBuffer outbound) {
        int taken = bytes.hasArray()
                ? offer(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes())
                : copy(bytes);
        bytes.skipBytes(taken);
        outbound.progress(taken);
        if (!bytes.isReadable()) {
            outbound.remove();
        }
    }

    private int copy(ByteBuf bytes) {
        int length = Math.min(scratch.length, bytes.readableBytes());
        bytes.getBytes(bytes.readerIndex(), scratch, 0, length);
        return offer(scratch, 0, length);
    }

    private void writeRegion(FileRegion region, ChannelOutboundBuffer outbound) throws IOException {
        long moved = region.transferTo(this, region.transferred());
        outbound.progress(Math.max(0, moved));
        if (region.transferred() >= region.count()) {
            outbound.remove();
        } else if (moved <= 0 && !full) {
            throw new IOException(
                    "the file ended after " + region.transferred() + " of " + region.count() + " bytes");
        }
    }

    /// Takes bytes of a file.
    @Override
    public int write(ByteBuffer source) {
        int length = Math.min(scratch.length, source.remaining());
        source.get(source.position(), scratch, 0, length);
        int taken = offer(scratch, 0, length);
        source.position(source.position() + taken);
        return taken;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /// The socket stays open: a file does not end a connection.
    @Override
    public void close() {}

    private int offer(byte[] source, int offset, int length) {
        int taken = length == 0 ? 0 : socket.write(source, offset, length);
        full = taken < length;
        return taken;
    }
}
