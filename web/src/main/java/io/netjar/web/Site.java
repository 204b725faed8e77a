package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// What one name on the web serves: content, programs by path, redirects and pages for errors. RFC 9110, RFC 9112.
///
/// Served are GET and HEAD with validators, conditions, byte ranges and content codings. A folder is shown by its
/// `index.html`; there are no listings. A missing page is answered with the site's own `/404.html`, if it has one.
public final class Site {
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private final Content content;
    private final Negotiation negotiation;
    private final Paths paths;
    private final ErrorPages errors;

    /// A site of content only.
    public Site(Content content) {
        this(content, new Negotiation(content), Paths.NONE, ErrorPages.USUAL);
    }

    private Site(Content content, Negotiation negotiation, Paths paths, ErrorPages errors) {
        this.content = content;
        this.negotiation = negotiation;
        this.paths = paths;
        this.errors = errors;
    }

    /// A site that sends everybody to the same path and query at `origin`, like `https://www.shop.test`.
    public static Site movedTo(String origin) {
        return new Site(_ -> new Content.Found.Missing()).withRedirect("/", origin + "/");
    }

    /// This site with a WebSocket program at `path` (decoded, like `/feed`), which hides content there.
    public Site with(String path, WebSocketProgram program) {
        return new Site(content, negotiation, paths.withSocket(path, program), errors);
    }

    /// This site with a program that makes the pages at `path` (decoded), which hides content there. If the path ends
    /// with a slash, at all paths that begin with it; the longest such path is the one that counts.
    public Site withPage(String path, HttpProgram program) {
        return new Site(content, negotiation, paths.withPage(path, program), errors);
    }

    /// This site with everybody who asks for `path` (decoded) sent to `target`, a path or a URL, for good (301; 308 for
    /// other methods than GET and HEAD). If the path ends with a slash, so is everybody below it, and what follows the
    /// slash is added to the target. The query goes along.
    public Site withRedirect(String path, String target) {
        return new Site(content, negotiation, paths.withRedirect(path, target), errors);
    }

    /// This site with the content at `path` as the page that goes with `status`.
    ///
    /// @param status 400 to 599
    public Site withErrorPage(int status, String path) {
        return new Site(content, negotiation, paths, errors.with(status, path));
    }

    Optional<WebSocketProgram> program(String path) {
        return paths.socket(path);
    }

    /// The answer to a request that breaks no rule of the protocol.
    Answer answer(HttpMethod method, RequestTarget target, HttpHeaders headers) {
        Optional<String> elsewhere = paths.redirect(target);
        if (elsewhere.isPresent()) {
            return moved(elsewhere.get(), method);
        }
        if (method.equals(HttpMethod.OPTIONS)) {
            return Answer.bare(HttpResponseStatus.NO_CONTENT).with(HttpHeaderNames.ALLOW, ALLOWED);
        }
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            // RFC 9110 §15.5.6: "The origin server MUST generate an Allow header field in a 405 response"
            return refused(Answer.page(HttpResponseStatus.METHOD_NOT_ALLOWED).with(HttpHeaderNames.ALLOW,
                    ALLOWED));
        }
        if (paths.socket(target.path()).isPresent()) {
            // RFC 9110 §15.5.22: "The server MUST send an Upgrade header field in a 426 response"
            return refused(
                    Answer.page(HttpResponseStatus.UPGRADE_REQUIRED)
                            .with(HttpHeaderNames.UPGRADE, "websocket")
                            .with(HttpHeaderNames.CONNECTION, "Upgrade"));
        }
        try {
            Optional<HttpProgram> program = paths.page(target.path());
            return program.isPresent()
                    ? made(program.get().page(new PageRequest(target, headers)), method, headers)
                    : refused(fromContent(method, target, headers));
        } catch (IOException _) {
            return refused(Answer.page(HttpResponseStatus.INTERNAL_SERVER_ERROR));
        }
    }

    private static Answer moved(String location, HttpMethod method) {
        // RFC 9110 §15.4.2 notes that clients may turn a POST into a GET after a 301, and names 308 against that.
        boolean plain = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return Answer
                .page(plain ? HttpResponseStatus.MOVED_PERMANENTLY : HttpResponseStatus.PERMANENT_REDIRECT)
                .with(HttpHeaderNames.LOCATION, location);
    }

    /// What a program made: of no known age, and compressed if it is long enough.
    private Answer made(Page page, HttpMethod method, HttpHeaders headers) throws IOException {
        var body = new MemoryBody(page.content());
        if (page.status() != HttpResponseStatus.OK.code()) {
            return Answer.of(HttpResponseStatus.valueOf(page.status()), body, page.mediaType());
        }
        return selected(negotiation.select(body, page.mediaType(), headers)
                .map(form -> form.aged(OptionalLong.empty())), method, headers);
    }

    private Answer fromContent(HttpMethod method, RequestTarget target, HttpHeaders headers)
            throws IOException {
        if (target.namesNothing()) {
            return Answer.page(HttpResponseStatus.NOT_FOUND);
        }
        String path = target.path().endsWith("/") ? target.path() + "index.html" : target.path();
        return switch (content.find(path)) {
            case Content.Found.File file ->
                selected(negotiation.select(path, file.body(), headers), method, headers);
            case Content.Found.Folder _ when path.equals(target.path()) && hasPage(path) ->
                Answer.page(HttpResponseStatus.MOVED_PERMANENTLY).with(HttpHeaderNames.LOCATION,
                        target.rawPath() + "/" + target.query());
            case Content.Found.Folder _,Content.Found.Missing _ -> Answer.page(HttpResponseStatus.NOT_FOUND);
        };
    }

    private boolean hasPage(String folder) throws IOException {
        return content.find(folder + "/index.html") instanceof Content.Found.File;
    }

    private static Answer selected(Optional<Representation> form, HttpMethod method, HttpHeaders headers) {
        return form.map(selected -> selected.answer(method, headers))
                .orElseGet(() -> Answer.page(HttpResponseStatus.NOT_ACCEPTABLE)
                        .with(HttpHeaderNames.VARY, "Accept-Encoding"));
    }

    /// The same answer; if it is an error for which the site has a page, with that.
    private Answer refused(Answer answer) {
        try {
            return errors.dress(answer, content);
        } catch (IOException _) {
            return answer;
        }
    }
}
