package io.netjar.web;

import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/// A file that is open for several answers at once, and closed with the last of them.
final class OpenFile extends AbstractReferenceCounted {
    private final FileChannel channel;

    OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    /// For one answer; keeps the file open until it is closed.
    Reader reader() {
        retain();
        return new Reader(this);
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }

    @Override
    protected void deallocate() {
        try {
            channel.close();
        } catch (IOException _) {
            // It was only read; there is nothing that could be lost.
        }
    }

    /// Reads for one answer.
    record Reader(OpenFile file) implements Body.Reader {
        @Override
        public void read(long position, byte[] target) throws IOException {
            FileReader.read(file.channel, position, ByteBuffer.wrap(target));
        }

        /// A stretch of the file that the system sends by itself.
        FileRegion region(long position, long count) {
            file.retain();
            return new Region(file, position, count);
        }

        @Override
        public void close() {
            file.release();
        }
    }

    /// A stretch on its way to a socket.
    private static final class Region extends AbstractReferenceCounted implements FileRegion {
        private final OpenFile file;
        private final long position;
        private final long count;
        private long transferred;

        Region(OpenFile file, long position, long count) {
            this.file = file;
            this.position = position;
            this.count = count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        @SuppressWarnings("deprecation") // The interface still asks for it.
        public long transfered() {
            return transferred;
        }

        @Override
        public long transferred() {
            return transferred;
        }

        @Override
        public long count() {
            return count;
        }

        @Override
        public long transferTo(WritableByteChannel target, long from) throws IOException {
            long moved = file.channel.transferTo(position + from, count - from, target);
            if (moved == 0 && file.channel.size() < position + count) {
                throw new IOException("the file became shorter while it was sent");
            }
            transferred += moved;
            return moved;
        }

        @Override
        public FileRegion retain() {
            super.retain();
            return this;
        }

        @Override
        public FileRegion retain(int increment) {
            super.retain(increment);
            return this;
        }

        @Override
        public FileRegion touch() {
            return this;
        }

        @Override
        public FileRegion touch(Object hint) {
            return this;
        }

        @Override
        protected void deallocate() {
            file.release();
        }
    }
}
