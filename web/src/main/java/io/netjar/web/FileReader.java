package io.netjar.web;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reads a file that was opened for one answer.
record FileReader(FileChannel channel) implements Body.Reader {
    @Override
    public void read(long position, byte[] target) throws IOException {
        read(channel, position, ByteBuffer.wrap(target));
    }

    /// Fills `buffer` from `position` of the file on.
    ///
    /// @throws EOFException if there is not enough
    static void read(FileChannel channel, long position, ByteBuffer buffer) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
