package io.netjar.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A folder for emulated sites. The entity tag is a hash of the bytes (first 64 bits of SHA-256), since file
/// times differ between checkouts; it is worked out again when a file's size or time changes.
final class FolderContent implements Content {
    private static final int PIECE_BYTES = 65_536;

    private final Folder folder;
    private final Map<Path, Hashed> hashes = new LinkedHashMap<>();

    private record Hashed(long length, FileTime modified, String entityTag) {}

    FolderContent(Path folder) throws IOException {
        this.folder = new Folder(folder);
    }

    @Override
    public Found find(String path) throws IOException {
        Optional<Folder.Place> place = folder.locate(path);
        if (place.isPresent() && place.get().attributes().isDirectory()) {
            return new Found.Folder();
        }
        return place.isPresent() && place.get().attributes().isRegularFile()
                ? new Found.File(body(place.get()))
                : new Found.Missing();
    }

    private Body body(Folder.Place place) throws IOException {
        Path real = place.real();
        long length = place.attributes().size();
        FileTime modified = place.attributes().lastModifiedTime();
        Hashed known = hashes.get(real);
        if (known == null || known.length != length || !known.modified.equals(modified)) {
            known = new Hashed(length, modified, hash(real, length));
            hashes.put(real, known);
        }
        return new FileBody(folder, real, length, known.entityTag);
    }

    private String hash(Path file, long length) throws IOException {
        MessageDigest digest = EntityTags.digest();
        try (FileChannel channel = folder.open(file)) {
            for (long at = 0; at < length; at += PIECE_BYTES) {
                var piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, length - at));
                FileReader.read(channel, at, piece);
                digest.update(piece.flip());
            }
        }
        return EntityTags.of(digest);
    }

    private record FileBody(Folder folder, Path file, long length, String entityTag) implements Body {
        @Override
        public Reader open() throws IOException {
            return new FileReader(folder.open(file));
        }
    }
}
