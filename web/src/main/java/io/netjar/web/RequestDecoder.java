package io.netjar.web;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;

/// Reads requests of HTTP/1.1 as strictly as RFC 9112 lets a server be: whoever stands before this server must not take
/// the same bytes for another request.
final class RequestDecoder extends HttpRequestDecoder {
    /// Longest request line, in bytes; what is longer is answered with 414. (nginx: 8 KB, Apache: 8,190 B.)
    static final int MAX_LINE_BYTES = 8_192;
    /// Longest header section, in bytes; what is longer is answered with 431. (nginx: 32 KB, Apache: 8 KB a line.)
    static final int MAX_HEADERS_BYTES = 16_384;
    private static final int MAX_PIECE_BYTES = 8_192;
    private static final String VERSION = "HTTP/0.0";

    /// Where the last word of the request line ended.
    private int end;

    RequestDecoder() {
        super(new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADERS_BYTES).setMaxChunkSize(MAX_PIECE_BYTES)
                // RFC 9112 §2.2 lets a server take a lone LF for the end of a line; not this one.
                .setStrictLineParsing(true)
                // RFC 9112 §6.3 lets a server take one length said twice for one; not this one.
                .setAllowDuplicateContentLengths(false)
                // RFC 9112 §6.3: with both a length and a coding the message "ought to be handled as an error".
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        if (start != 0) {
            throw new IllegalArgumentException("a request line begins with its method");
        }
        end = length;
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        follow(line, start, length);
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        follow(line, start, length);
        for (int i = 0; i < length; i++) {
            boolean fits = i < VERSION.length() && (VERSION.charAt(i) == '0'
                    ? line[start + i] >= '0' && line[start + i] <= '9'
                    : line[start + i] == VERSION.charAt(i));
            if (!fits) {
                // RFC 9112 §2.3: "HTTP-version is case-sensitive."
                throw new IllegalArgumentException("no version of HTTP");
            }
        }
        return super.splitThirdWordInitialLine(line, start, length);
    }

    // RFC 9112 §3: a request line has single spaces between its words. A server may be lenient about that, which "can
    // result in request smuggling security vulnerabilities".
    private void follow(byte[] line, int start, int length) {
        if (start != end + 1 || line[end] != ' ') {
            throw new IllegalArgumentException("one space stands between the words of a request line");
        }
        end = start + length;
    }
}
