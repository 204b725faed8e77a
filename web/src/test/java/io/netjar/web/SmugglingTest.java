package io.netjar.web;

import static io.netjar.web.Browser.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests of which two servers in a row might not agree where they end or whom they are for. RFC 9112 §11.2.
class SmugglingTest {
    private static final Content PAGES = path -> path.equals("/a")
            ? new Content.Found.File(MemoryBody.of("page a"))
            : new Content.Found.Missing();
    /// What an attacker wants to have taken for a request of its own.
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: www.shop.test\r\n\r\n";
    private static final String HOST = "Host: www.shop.test\r\n";

    private static Arguments that(String name, int code, String request) {
        return Arguments.of(name, code, request);
    }

    private static String post(String fields, String content) {
        return "POST /a HTTP/1.1\r\n" + HOST + fields + "\r\n" + content;
    }

    private static String get(String fields) {
        return "GET /a HTTP/1.1\r\n" + HOST + fields + "\r\n";
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                that("both lengths", 400,
                        post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
                that("both lengths, the other way round", 400,
                        post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n")),
                that("two lengths", 400, post("Content-Length: 0\r\nContent-Length: 4\r\n", "")),
                that("two lengths in a list", 400, post("Content-Length: 0, 4\r\n", "")),
                that("the same length twice", 400, post("Content-Length: 1\r\nContent-Length: 1\r\n", "x")),
                that("the same length twice in a list", 400, post("Content-Length: 1, 1\r\n", "x")),
                that("a negative length", 400, post("Content-Length: -1\r\n", "")),
                that("a length with a plus", 400, post("Content-Length: +1\r\n", "x")),
                that("a hexadecimal length", 400, post("Content-Length: 0x1\r\n", "x")),
                that("a length with a space in it", 400, post("Content-Length: 1 0\r\n", "x")),
                that("a length with a point", 400, post("Content-Length: 1.0\r\n", "x")),
                that("an empty length", 400, post("Content-Length: \r\n", "")),
                that("a length of foreign digits", 400, post("Content-Length: \u00b2\r\n", "x")),
                that("a length beyond a long", 400, post("Content-Length: 99999999999999999999\r\n", "x")),
                that("a length whose last bits are small", 400,
                        post("Content-Length: 18446744073709551617\r\n", "x")));
    }

    static Stream<Arguments> codings() {
        return Stream.of(
                that("a coding nobody knows", 400, post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
                that("chunked and more", 400, post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")),
                that("chunked twice", 400, post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n")),
                that("two lines", 400,
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n")),
                // RFC 9112 §6.1: a coding that is not understood, but an end that is, has a status of its own.
                that("two lines, chunked last", 501,
                        post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
                that("chunked on two lines", 400,
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
                that("quoted", 400, post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n")),
                that("with a parameter", 400, post("Transfer-Encoding: chunked;x=1\r\n", "0\r\n\r\n")),
                that("an empty one", 400, post("Transfer-Encoding: \r\n", "0\r\n\r\n")),
                that("with a vertical tab", 400, post("Transfer-Encoding:\u000bchunked\r\n", "0\r\n\r\n")),
                that("with a form feed", 400, post("Transfer-Encoding: chunked\f\r\n", "0\r\n\r\n")),
                that("with a byte above ASCII", 400,
                        post("Transfer-Encoding: \u00a0chunked\r\n", "0\r\n\r\n")),
                that("of HTTP/1.0", 400, "POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                that("a space before the colon", 400, post("Content-Length : 0\r\n", "")),
                that("a space before the colon of a coding", 400,
                        post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")),
                that("a tab before the colon", 400, get("X\t: y\r\n")),
                that("a line without a colon", 400, get("X\r\n")),
                that("a line without a name", 400, get(": y\r\n")),
                that("a folded length", 400, post("Content-Length: 1\r\n 0\r\n", "x")),
                that("a folded coding", 400, post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")),
                that("a folded first line", 400, "GET /a HTTP/1.1\r\n X: y\r\n" + HOST + "\r\n"),
                that("line feeds alone", 400, "GET /a HTTP/1.1\nHost: www.shop.test\n\n"),
                that("one line feed alone", 400, get("X: y\nContent-Length: 4\r\n")),
                that("a head that ends with a line feed alone", 400, "GET /a HTTP/1.1\r\n" + HOST + "\n"),
                that("a carriage return alone", 400, get("X: y\rContent-Length: 4\r\n")),
                that("a carriage return in the request line", 400, "GET /a\r HTTP/1.1\r\n" + HOST + "\r\n"),
                that("a NUL in a value", 400, get("X: a\0b\r\n")),
                that("a NUL in a name", 400, get("X\0: y\r\n")),
                that("a NUL in the target", 400, "GET /a\0b HTTP/1.1\r\n" + HOST + "\r\n"),
                that("a byte above ASCII in a name", 400, get("X\u00e9: y\r\n")),
                that("a method that is no token", 400, "G@T /a HTTP/1.1\r\n" + HOST + "\r\n"),
                that("two spaces", 400, "GET  /a HTTP/1.1\r\n" + HOST + "\r\n"),
                that("a tab", 400, "GET\t/a HTTP/1.1\r\n" + HOST + "\r\n"),
                that("a space in the target", 400, "GET /a b HTTP/1.1\r\n" + HOST + "\r\n"),
                that("a space at the end", 400, "GET /a HTTP/1.1 \r\n" + HOST + "\r\n"),
                that("a space at the beginning", 400, " GET /a HTTP/1.1\r\n" + HOST + "\r\n"),
                that("a version in small letters", 400, "GET /a http/1.1\r\n" + HOST + "\r\n"),
                that("a version of two digits", 400, "GET /a HTTP/1.10\r\n" + HOST + "\r\n"),
                that("a version to come", 505, "GET /a HTTP/3.0\r\n" + HOST + "\r\n"));
    }

    static Stream<Arguments> chunks() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        return Stream.of(
                that("a chunk beyond a long", 400, post(chunked, "ffffffffffffffffff\r\nx\r\n0\r\n\r\n")),
                that("a chunk whose last bits are small", 400, post(chunked, "100000000\r\nx\r\n0\r\n\r\n")),
                that("a negative chunk", 400, post(chunked, "-1\r\nx\r\n0\r\n\r\n")),
                that("a chunk with a plus", 400, post(chunked, "+1\r\nx\r\n0\r\n\r\n")),
                that("a chunk with 0x", 400, post(chunked, "0x1\r\nx\r\n0\r\n\r\n")),
                that("a chunk without a size", 400, post(chunked, "\r\nx\r\n0\r\n\r\n")),
                that("a chunk with a space in its size", 400, post(chunked, "1 0\r\nx\r\n0\r\n\r\n")),
                that("a chunk that is longer than it said", 400, post(chunked, "1\r\nxy\r\n0\r\n\r\n")),
                that("a size that ends with a line feed alone", 400, post(chunked, "1\nx\r\n0\r\n\r\n")),
                that("a chunk that ends with a line feed alone", 400, post(chunked, "1\r\nx\n0\r\n\r\n")),
                that("an extension with a line feed", 400, post(chunked, "1;a\nb\r\nx\r\n0\r\n\r\n")),
                that("an endless extension", 400,
                        post(chunked, "1;" + "a".repeat(20_000) + "\r\nx\r\n0\r\n\r\n")),
                that("endless trailers", 431,
                        post(chunked, "0\r\n" + ("X: " + "y".repeat(1000) + "\r\n").repeat(20) + "\r\n")));
    }

    static Stream<Arguments> hosts() {
        return Stream.of(
                that("a byte above ASCII in the target", 400, "GET /\u00e9 HTTP/1.1\r\n" + HOST + "\r\n"),
                that("no host", 400, "GET /a HTTP/1.1\r\n\r\n"),
                that("two hosts", 400, "GET /a HTTP/1.1\r\n" + HOST + "Host: b.test\r\n\r\n"),
                that("the same host twice", 400, "GET /a HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
                that("a host with a path", 400, "GET /a HTTP/1.1\r\nHost: www.shop.test/x\r\n\r\n"),
                that("a host with a user", 400, "GET /a HTTP/1.1\r\nHost: x@www.shop.test\r\n\r\n"),
                that("a host with a space", 400, "GET /a HTTP/1.1\r\nHost: www.shop.test b.test\r\n\r\n"),
                that("a list of hosts", 400, "GET /a HTTP/1.1\r\nHost: www.shop.test, b.test\r\n\r\n"),
                that("a port that is none", 400, "GET /a HTTP/1.1\r\nHost: www.shop.test:80a\r\n\r\n"),
                that("a user in the target", 400,
                        "GET http://x@www.shop.test/a HTTP/1.1\r\n" + HOST + "\r\n"),
                that("a target with a space as its host", 421,
                        "GET http://%20/a HTTP/1.1\r\n" + HOST + "\r\n"),
                that("a target without a host", 400, "GET http:///a HTTP/1.1\r\n" + HOST + "\r\n"),
                that("another site in the target", 421, "GET http://b.test/a HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"lengths", "codings", "lines", "chunks"})
    void refusesAndServesNothingMore(String name, int code, String request) {
        var browser = new Browser(PAGES);
        String response = browser.send(request + SMUGGLED);

        assertThat(status(response)).startsWith(code + " ");
        assertThat(browser.isOpen()).as("open").isFalse();
        assertThat(response.split("HTTP/1.1 [0-9]", -1)).as("answers").hasSize(2);
        assertThat(browser.log).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hosts")
    void refusesAsNobodyIsMeant(String name, int code, String request) {
        assertThat(status(new Browser(PAGES).send(request))).startsWith(code + " ");
    }

    static Stream<Arguments> fine() {
        return Stream.of(
                that("chunked in capitals", 405,
                        post("Transfer-Encoding: CHUNKED\r\n", "1\r\nx\r\n0\r\n\r\n")),
                that("spaces around a value", 405, post("Content-Length: \t1 \r\n", "x")),
                that("zeros before a length", 405, post("Content-Length: 0001\r\n", "x")),
                that("zeros before a size", 405,
                        post("Transfer-Encoding: chunked\r\n", "0001;a=\"b\"\r\nx\r\n000\r\nX: y\r\n\r\n")),
                that("an empty line before", 200, "\r\n" + get("")),
                // RFC 9112 §5.2 lets a server take the fold for spaces.
                that("a folded line", 200, get("X: y\r\n z\r\n")),
                that("content of a GET", 200, get("Content-Length: 1\r\n") + "x"),
                that("a host with a final dot and a port", 200,
                        "GET /a HTTP/1.1\r\nHost: WWW.shop.test.:80\r\n\r\n"),
                that("another host than the target's", 200,
                        "GET http://www.shop.test/a HTTP/1.1\r\nHost: b.test\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fine")
    void takesWhatIsUnusualButClear(String name, int code, String request) {
        var browser = new Browser(PAGES);
        String response = browser.send(request + SMUGGLED);

        assertThat(status(response)).startsWith(code + " ");
        assertThat(response).contains("HTTP/1.1 404 Not Found");
        assertThat(browser.isOpen()).as("open").isTrue();
    }
}
