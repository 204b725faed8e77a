package io.netjar.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Several ranges of a body as one: each with a head of its own, between boundaries. RFC 9110 §14.6, RFC 2046 §5.1.
final class MultipartBody implements Body {
    private final Body whole;
    private final String boundary;
    private final List<Part> parts = new ArrayList<>();
    private final long length;

    /// A head, and the range of the body after it.
    ///
    /// @param start where in all of it the head begins
    private record Part(long start, byte[] head, ByteRange range) {}

    /// @param mediaType of the body that the ranges are of
    MultipartBody(Body whole, String mediaType, List<ByteRange> ranges) {
        this.whole = whole;
        // The tag is a digest of the bytes or tells their age: they do not hold it but by a wonder.
        this.boundary = "netjar-" + EntityTags.of(whole.entityTag().getBytes(US_ASCII)).replace("\"", "");
        long start = 0;
        for (ByteRange range : ranges) {
            String head = (parts.isEmpty() ? "--" : "\r\n--") + boundary + "\r\nContent-Type: " + mediaType
                    + "\r\nContent-Range: " + range.contentRange(whole.length()) + "\r\n\r\n";
            start = add(start, head, range);
        }
        this.length = add(start, "\r\n--" + boundary + "--\r\n", new ByteRange(0, 0));
    }

    private long add(long start, String head, ByteRange range) {
        parts.add(new Part(start, head.getBytes(US_ASCII), range));
        return start + head.length() + range.length();
    }

    /// The media type of all of it, with the boundary.
    String mediaType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public String entityTag() {
        return whole.entityTag();
    }

    @Override
    public Reader open() throws IOException {
        return new PartsReader(parts, whole.open());
    }

    private record PartsReader(List<Part> parts, Body.Reader whole) implements Body.Reader {
        @Override
        public void read(long position, byte[] target) throws IOException {
            for (Part part : parts) {
                long content = part.start + part.head.length;
                copyHead(part, position, target);
                long from = Math.max(position, content);
                long to = Math.min(position + target.length, content + part.range.length());
                if (from < to) {
                    byte[] piece = new byte[(int) (to - from)];
                    whole.read(part.range.offset() + from - content, piece);
                    System.arraycopy(piece, 0, target, (int) (from - position), piece.length);
                }
            }
        }

        private static void copyHead(Part part, long position, byte[] target) {
            long from = Math.max(position, part.start);
            long to = Math.min(position + target.length, part.start + part.head.length);
            if (from < to) {
                System.arraycopy(part.head, (int) (from - part.start), target, (int) (from - position),
                        (int) (to - from));
            }
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}
