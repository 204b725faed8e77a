package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One version of a file of a [LiveFolder], opened when it is first sent and kept: its bytes if they are few, else the
/// open file, which the system can send by itself.
final class LiveFile implements Body {
    /// Files up to this length are kept in memory: of those, copying costs less than asking the system.
    static final int MAX_KEPT_BYTES = 32_768;

    private final Folder folder;
    private final Folder.Place place;
    private final String entityTag;
    private @Nullable ByteBuf bytes;
    private @Nullable OpenFile file;
    private @Nullable Representation form;
    private @Nullable Answer answer;

    LiveFile(Folder folder, Folder.Place place) {
        this.folder = folder;
        this.place = place;
        BasicFileAttributes attributes = place.attributes();
        this.entityTag = '"' + Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)) + '-'
                + Long.toHexString(attributes.size()) + '"';
    }

    /// Whether what is now at the place is this version of this file.
    boolean isStill(Folder.Place now) {
        BasicFileAttributes then = place.attributes();
        return now.real().equals(place.real()) && then.size() == now.attributes().size()
                && then.lastModifiedTime().equals(now.attributes().lastModifiedTime())
                && Objects.equals(then.fileKey(), now.attributes().fileKey());
    }

    @Override
    public long length() {
        return place.attributes().size();
    }

    @Override
    public String entityTag() {
        return entityTag;
    }

    @Override
    public long lastModifiedSeconds() {
        return place.attributes().lastModifiedTime().to(TimeUnit.SECONDS);
    }

    /// The answer with all of it, made once: `form` is this file's, and hardly ever another than last time.
    Answer whole(Representation wanted) {
        Answer made = answer;
        if (made == null || !wanted.equals(form)) {
            made = wanted.makeWhole();
            answer = made;
            form = wanted;
        }
        return made;
    }

    @Override
    public Reader open() throws IOException {
        if (length() <= MAX_KEPT_BYTES) {
            return new BufferReader(bytes());
        }
        OpenFile opened = file;
        if (opened == null) {
            opened = new OpenFile(checked(folder.open(place.real())));
            file = opened;
        }
        return opened.reader();
    }

    private ByteBuf bytes() throws IOException {
        ByteBuf kept = bytes;
        if (kept == null) {
            var read = ByteBuffer.allocateDirect((int) length());
            try (FileChannel channel = checked(folder.open(place.real()))) {
                FileReader.read(channel, 0, read);
            }
            kept = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(read.flip()).asReadOnly());
            bytes = kept;
        }
        return kept;
    }

    private FileChannel checked(FileChannel channel) throws IOException {
        if (channel.size() != length()) {
            channel.close();
            throw new IOException("the file changed between looking and reading");
        }
        return channel;
    }

    /// Closes the file as soon as nobody is sent it any more.
    void letGo() {
        if (file != null) {
            file.release();
            file = null;
        }
    }

    /// Bytes that are in memory already.
    record BufferReader(ByteBuf bytes) implements Body.Reader {
        @Override
        public void read(long position, byte[] target) {
            bytes.getBytes((int) position, target);
        }

        @Override
        public void close() {
            // They are kept for the next one.
        }
    }
}
