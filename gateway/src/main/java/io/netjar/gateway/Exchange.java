package io.netjar.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/// A visitor's request and its response: how far they are, and which connections can be used again afterwards.
final class Exchange {
    private final boolean head;
    private final boolean http10;
    /// The visitor's connection may take another request.
    private boolean visitorStays;
    /// The origin's connection may.
    private boolean originStays = true;
    private boolean requestDone;
    private boolean responseBegun;
    private boolean responseDone;

    Exchange(HttpRequest request) {
        head = request.method().equals(HttpMethod.HEAD);
        http10 = !request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        visitorStays = !http10 && HttpUtil.isKeepAlive(request);
    }

    boolean isHead() {
        return head;
    }

    boolean visitorStays() {
        return visitorStays;
    }

    boolean originStays() {
        return originStays;
    }

    boolean responseBegun() {
        return responseBegun;
    }

    boolean responseDone() {
        return responseDone;
    }

    boolean isDone() {
        return requestDone && responseDone;
    }

    void requestIsDone() {
        requestDone = true;
    }

    void responseIsDone() {
        responseDone = true;
    }

    /// What the visitor gets in place of an interim response; nothing, if it would not understand.
    @Nullable
    HttpResponse interim(HttpResponse response) {
        // RFC 9110 §15.2: "a server MUST NOT send a 1xx response to an HTTP/1.0 client"
        if (http10) {
            return null;
        }
        ProxyRequest.toVisitor(response);
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, response.status(), Unpooled.EMPTY_BUFFER,
                response.headers(), EmptyHttpHeaders.INSTANCE);
    }

    /// Makes the head of the origin's response the one that the visitor gets.
    void begin(HttpResponse response) {
        responseBegun = true;
        boolean chunked = HttpUtil.isTransferEncodingChunked(response);
        boolean bare = head || response.status().equals(HttpResponseStatus.NO_CONTENT)
                || response.status().equals(HttpResponseStatus.NOT_MODIFIED);
        boolean framed = bare || chunked || HttpUtil.isContentLengthSet(response);
        originStays = framed && HttpUtil.isKeepAlive(response);
        visitorStays &= framed;
        ProxyRequest.toVisitor(response);
        // RFC 9112 §6.1: "A server MUST NOT send a response containing Transfer-Encoding unless the corresponding request
        // indicates HTTP/1.1 (or later minor revisions)." To a HEAD it is optional.
        if (chunked && (http10 || head)) {
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        // RFC 9110 §2.5: "an intermediary […] MUST send its own HTTP-version in forwarded messages"
        response.setProtocolVersion(HttpVersion.HTTP_1_1);
        if (!visitorStays) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }
}
