package io.netjar.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/// Compresses files while they are asked for (RFC 1952), once for each version of a file: the results are kept as long
/// as there is room, those that were asked for last.
final class Gzip {
    /// What HTTP calls it. RFC 9110 §8.4.1.3.
    static final String CODING = "gzip";
    /// Shorter files fit into one packet with their head, compressed or not.
    static final long MIN_BYTES = 256;
    /// Longer ones would keep everybody else waiting; what is so large belongs compressed beside the file.
    static final long MAX_BYTES = 4 << 20;
    /// How much is kept for one site.
    private static final long MAX_KEPT_BYTES = 16 << 20;
    private static final int PIECE_BYTES = 16_384;
    /// Kinds that shrink, besides `text/…`; pictures, sound, fonts and archives are compressed already.
    private static final Set<String> KINDS = Set.of("application/json", "application/manifest+json",
            "image/svg+xml", "application/wasm", "font/ttf", "image/vnd.microsoft.icon");

    private final Map<String, MemoryBody> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    /// Whether a file of this type and length becomes shorter.
    static boolean isWorthwhile(String mediaType, long length) {
        return length >= MIN_BYTES && length <= MAX_BYTES
                && (mediaType.startsWith("text/") || KINDS.contains(mediaType));
    }

    /// The bytes of `body`, compressed. They stand for the same but need not be the same on another machine, so their
    /// entity tag is a weak one.
    ///
    /// @throws IOException if the body cannot be read
    Body compress(Body body) throws IOException {
        // RFC 9110 §8.8.1: "a validator is weak if it is shared by two or more representations of a given resource at
        // the same time"
        String tag = EntityTags.weak(body.entityTag());
        MemoryBody known = kept.get(tag + body.length());
        if (known == null) {
            known = new MemoryBody(bytes(body));
            keep(tag + body.length(), known);
        }
        return new Coded(known, tag, body.lastModifiedSeconds());
    }

    private void keep(String key, MemoryBody body) {
        kept.put(key, body);
        keptBytes += body.length();
        Iterator<MemoryBody> oldest = kept.values().iterator();
        while (keptBytes > MAX_KEPT_BYTES) {
            keptBytes -= oldest.next().length();
            oldest.remove();
        }
    }

    private static byte[] bytes(Body body) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (Body.Reader reader = body.open(); var gzip = new GZIPOutputStream(compressed)) {
            for (long at = 0; at < body.length(); at += PIECE_BYTES) {
                byte[] piece = new byte[(int) Math.min(PIECE_BYTES, body.length() - at)];
                reader.read(at, piece);
                gzip.write(piece);
            }
        }
        return compressed.toByteArray();
    }

    private record Coded(MemoryBody bytes, String entityTag, long lastModifiedSeconds) implements Body {
        @Override
        public long length() {
            return bytes.length();
        }

        @Override
        public Reader open() {
            return bytes.open();
        }
    }
}
