package io.netjar.web.browser;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decodes the content coding `gzip` piece by piece as it comes. RFC 1952; checksum and length at the end are not looked at,
/// as in browsers.
final class GzipReader implements AutoCloseable {
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int HEADER_CHECKSUM = 2;
    private static final int FIXED_BYTES = 10;
    private static final int FLAGS_AT = 3;

    private final Inflater inflater = new Inflater(true);
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private boolean begun;

    /// What `piece` holds, decoded.
    ///
    /// @throws DataFormatException if it is not gzip
    byte[] read(byte[] piece) throws DataFormatException {
        if (begun) {
            return inflate(piece, 0);
        }
        head.writeBytes(piece);
        byte[] soFar = head.toByteArray();
        int length = headLength(soFar);
        if (length < 0) {
            return new byte[0];
        }
        begun = true;
        return inflate(soFar, length);
    }

    /// How long the header is; -1 if it is not complete.
    private static int headLength(byte[] bytes) throws DataFormatException {
        if (bytes.length < FIXED_BYTES) {
            return -1;
        }
        if ((bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b || bytes[2] != 8) {
            throw new DataFormatException("this is not gzip");
        }
        int flags = bytes[FLAGS_AT];
        int at = FIXED_BYTES;
        if ((flags & EXTRA) != 0) {
            at = at + 2 > bytes.length ? -1 : at + 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
        }
        at = (flags & NAME) == 0 ? at : afterZero(bytes, at);
        at = (flags & COMMENT) == 0 ? at : afterZero(bytes, at);
        at = at < 0 || (flags & HEADER_CHECKSUM) == 0 ? at : at + 2;
        return at > bytes.length ? -1 : at;
    }

    private static int afterZero(byte[] bytes, int from) {
        for (int i = from; i >= 0 && i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private byte[] inflate(byte[] piece, int from) throws DataFormatException {
        inflater.setInput(piece, from, piece.length - from);
        var out = new ByteArrayOutputStream();
        var part = new byte[8192];
        for (int n = inflater.inflate(part); n > 0; n = inflater.inflate(part)) {
            out.write(part, 0, n);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
