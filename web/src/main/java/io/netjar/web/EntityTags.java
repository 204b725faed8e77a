package io.netjar.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Entity tags made from content: `"` + 16 hexadecimal digits + `"`. RFC 9110 §8.8.3.
final class EntityTags {
    private EntityTags() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException every) {
            throw new IllegalStateException("every Java platform has SHA-256", every);
        }
    }

    static String of(MessageDigest digest) {
        return '"' + HexFormat.of().formatHex(digest.digest(), 0, 8) + '"';
    }

    /// The weak tag that goes with a strong one. RFC 9110 §8.8.3.
    static String weak(String tag) {
        return tag.startsWith("W/") ? tag : "W/" + tag;
    }

    static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return of(digest);
    }
}
