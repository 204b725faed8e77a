package io.netjar.web;

import java.util.Locale;
import java.util.Optional;

/// A part of a body: the `length` bytes from `offset` on. A length of 0 says that what was asked for lies outside
/// the body. RFC 9110 §14.
record ByteRange(long offset, long length) {
    private static final int MAX_DIGITS = 18;

    boolean isSatisfiable() {
        return length > 0;
    }

    /// Reads a `Range` header for a body of `size` bytes. Empty if it is to be ignored: another unit, several
    /// ranges, or nonsense.
    // RFC 9110 §14.2: "A server MAY ignore the Range header field."
    static Optional<ByteRange> parse(String header, long size) {
        String value = header.strip().toLowerCase(Locale.ROOT);
        if (!value.startsWith("bytes=")) {
            return Optional.empty();
        }
        String range = value.substring("bytes=".length()).strip();
        int dash = range.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        String first = range.substring(0, dash);
        String last = range.substring(dash + 1);
        if (!isNumber(first) && !first.isEmpty() || !isNumber(last) && !last.isEmpty()
                || first.isEmpty() && last.isEmpty()) {
            return Optional.empty();
        }
        return first.isEmpty() ? Optional.of(suffix(Long.parseLong(last), size)) : between(first, last, size);
    }

    private static ByteRange suffix(long count, long size) {
        // RFC 9110 §14.1.2: "If the selected representation is shorter than the specified suffix-length, the
        // entire representation is used."
        long length = Math.min(count, size);
        return new ByteRange(size - length, length);
    }

    private static Optional<ByteRange> between(String first, String last, long size) {
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        // RFC 9110 §14.1.1: "An int-range is invalid if the last-pos value is present and less than first-pos."
        if (to < from) {
            return Optional.empty();
        }
        if (from >= size) {
            return Optional.of(new ByteRange(0, 0));
        }
        return Optional.of(new ByteRange(from, Math.min(to, size - 1) - from + 1));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
