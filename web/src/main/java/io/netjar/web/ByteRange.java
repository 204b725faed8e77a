package io.netjar.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A part of a body: the `length` bytes from `offset` on. RFC 9110 §14.
record ByteRange(long offset, long length) {
    private static final int MAX_DIGITS = 18;
    /// More parts than this nobody needs; who asks for them gets the whole.
    static final int MAX_RANGES = 64;

    /// Reads a `Range` header for a body of `size` bytes. Empty if it is to be ignored: another unit, nonsense, or
    /// ranges that together are more than the body. An empty list if all of it lies outside the body.
    // RFC 9110 §14.2: "A server that supports range requests MAY ignore or reject a Range header field that contains
    // an invalid ranges-specifier (Section 14.1.1), a ranges-specifier with more than two overlapping ranges, or a set
    // of many small ranges that are not listed in ascending order"
    static Optional<List<ByteRange>> parse(String header, long size) {
        String value = header.strip().toLowerCase(Locale.ROOT);
        if (!value.startsWith("bytes=")) {
            return Optional.empty();
        }
        List<String> specs = specs(value.substring("bytes=".length()));
        if (specs.isEmpty() || specs.size() > MAX_RANGES) {
            return Optional.empty();
        }
        List<ByteRange> ranges = new ArrayList<>();
        long total = 0;
        for (String spec : specs) {
            Optional<ByteRange> range = range(spec, size);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            if (range.get().length > 0) {
                ranges.add(range.get());
                total += range.get().length;
            }
        }
        return total > size ? Optional.empty() : Optional.of(ranges);
    }

    private static List<String> specs(String list) {
        List<String> specs = new ArrayList<>();
        for (String member : list.split(",", -1)) {
            // RFC 9110 §5.6.1.2: "A recipient MUST parse and ignore a reasonable number of empty list elements"
            if (!member.isBlank()) {
                specs.add(member.strip());
            }
        }
        return specs;
    }

    /// One range, cut to the body; of length 0 if it lies outside. Empty if it is none.
    private static Optional<ByteRange> range(String spec, long size) {
        int dash = spec.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        String first = spec.substring(0, dash);
        String last = spec.substring(dash + 1);
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

    /// What a `Content-Range` header says of this part of `size` bytes. RFC 9110 §14.4.
    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}
