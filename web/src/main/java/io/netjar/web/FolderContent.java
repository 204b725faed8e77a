package io.netjar.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/// A folder of the real file system. The entity tag is a hash of the bytes (first 64 bits of SHA-256), since file
/// times differ between checkouts; it is worked out again when a file's size or time changes.
final class FolderContent implements Content {
    private final Path root;
    private final Map<Path, Hashed> hashes = new LinkedHashMap<>();

    private record Hashed(long length, FileTime modified, String entityTag) {}

    FolderContent(Path folder) throws IOException {
        this.root = folder.toRealPath();
    }

    @Override
    public Found find(String path) throws IOException {
        Path place = root;
        for (String segment : path.substring(1).split("/", -1)) {
            // A separator of the file system inside a segment (a backslash, where that is one) names no file.
            if (segment.startsWith(".") || segment.contains(root.getFileSystem().getSeparator())) {
                return new Found.Missing();
            }
            try {
                place = place.resolve(segment);
            } catch (InvalidPathException _) {
                return new Found.Missing();
            }
        }
        return Files.exists(place) ? inside(place.toRealPath()) : new Found.Missing();
    }

    private Found inside(Path real) throws IOException {
        if (!real.startsWith(root)) {
            return new Found.Missing();
        }
        var attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return new Found.Folder();
        }
        if (!attributes.isRegularFile()) {
            return new Found.Missing();
        }
        Hashed known = hashes.get(real);
        if (known == null || known.length != attributes.size()
                || !known.modified.equals(attributes.lastModifiedTime())) {
            known = new Hashed(attributes.size(), attributes.lastModifiedTime(), hash(real));
            hashes.put(real, known);
        }
        return new Found.File(new FileBody(real, known.length, known.entityTag));
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = EntityTags.digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[65536];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return EntityTags.of(digest);
    }

    private record FileBody(Path file, long length, String entityTag) implements Body {
        @Override
        public Reader open() throws IOException {
            return new FileReader(FileChannel.open(file, StandardOpenOption.READ));
        }
    }

    private record FileReader(FileChannel channel) implements Body.Reader {
        @Override
        public void read(long position, byte[] target) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(target);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw new EOFException("the file became shorter while it was sent");
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
