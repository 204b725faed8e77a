package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;
import java.util.Set;

/// What a server refuses before it looks for content, and with which status.
final class RequestRules {
    /// Longest request content that is read (and thrown away: nothing here takes any) rather than refused.
    static final long MAX_CONTENT_BYTES = 65_536;

    /// RFC 9110 §15.5.14, with the name it has there.
    static final HttpResponseStatus CONTENT_TOO_LARGE = new HttpResponseStatus(413, "Content Too Large");
    /// RFC 9110 §15.5.15.
    private static final HttpResponseStatus URI_TOO_LONG = new HttpResponseStatus(414, "URI Too Long");

    /// What fits into a long.
    private static final int MAX_DIGITS = 18;

    private static final Set<HttpMethod> KNOWN = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
            HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.TRACE,
            HttpMethod.CONNECT);

    private RequestRules() {}

    /// The status for bytes that are no request.
    ///
    /// @param inHead whether the head is what cannot be read, else the content
    static HttpResponseStatus unreadable(Throwable cause, boolean inHead) {
        if (cause instanceof TooLongHttpLineException) {
            return inHead ? URI_TOO_LONG : HttpResponseStatus.BAD_REQUEST;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }

    /// The status that refuses the message as such, after which its end is not known and the connection closes.
    static Optional<HttpResponseStatus> refusal(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.protocolVersion().majorVersion() != 1
                || !request.protocolVersion().protocolName().equals("HTTP")) {
            return Optional.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
        }
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            // RFC 9112 §6.1: "A server or client that receives an HTTP/1.0 message containing a Transfer-Encoding
            // header field MUST treat the message as if the framing is faulty"
            if (request.protocolVersion().minorVersion() == 0) {
                return Optional.of(HttpResponseStatus.BAD_REQUEST);
            }
            // RFC 9112 §6.1: "A server that receives a request message with a transfer coding it does not
            // understand SHOULD respond with 501 (Not Implemented)."
            if (!headers.get(HttpHeaderNames.TRANSFER_ENCODING, "").strip().equalsIgnoreCase("chunked")) {
                return Optional.of(HttpResponseStatus.NOT_IMPLEMENTED);
            }
        }
        return HttpUtil.getContentLength(request, 0L) > MAX_CONTENT_BYTES
                ? Optional.of(CONTENT_TOO_LARGE)
                : unexpected(headers);
    }

    /// The same for a request of HTTP/2, whose end is always known.
    static Optional<HttpResponseStatus> refusal(Request request) {
        if (request.line().length() > RequestDecoder.MAX_LINE_BYTES) {
            return Optional.of(URI_TOO_LONG);
        }
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0");
        return length.length() > MAX_DIGITS || Long.parseLong(length) > MAX_CONTENT_BYTES
                ? Optional.of(CONTENT_TOO_LARGE)
                : unexpected(request.headers());
    }

    private static Optional<HttpResponseStatus> unexpected(HttpHeaders headers) {
        // RFC 9110 §10.1.1: "A server that receives an Expect field value containing a member other than
        // 100-continue MAY respond with a 417 (Expectation Failed) status code"
        String expect = headers.get(HttpHeaderNames.EXPECT, "");
        return expect.isEmpty() || HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect.strip())
                ? Optional.empty()
                : Optional.of(HttpResponseStatus.EXPECTATION_FAILED);
    }

    /// Whether anyone has heard of the method. RFC 9110 §9.1: methods are case-sensitive.
    static boolean isKnown(HttpMethod method) {
        return KNOWN.contains(method);
    }
}
