package io.netjar.web;

import static io.netjar.web.Browser.content;
import static io.netjar.web.Browser.head;
import static io.netjar.web.Browser.header;
import static io.netjar.web.Browser.status;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which form of a file a client gets.
class CodingsTest {
    private static final String TEXT = "The same words over and over. ".repeat(100);

    @TempDir
    Path folder;
    private Browser browser;

    @BeforeEach
    void opensASite() throws IOException {
        Files.writeString(folder.resolve("page.html"), TEXT);
        Files.writeString(folder.resolve("picture.png"), TEXT);
        Files.writeString(folder.resolve("short.txt"), "x".repeat((int) Gzip.MIN_BYTES - 1));
        Files.writeString(folder.resolve("app.js"), TEXT);
        Files.writeString(folder.resolve("app.js.br"), "as br");
        Files.writeString(folder.resolve("app.js.zst"), "as zstd");
        Files.writeString(folder.resolve("app.js.gz"), "as gzip");
        browser = new Browser(Content.folder(folder));
    }

    private static String inflated(String response) throws IOException {
        try (var gzip = new GZIPInputStream(
                new ByteArrayInputStream(content(response).getBytes(ISO_8859_1)))) {
            return new String(gzip.readAllBytes(), UTF_8);
        }
    }

    @Nested
    class OnTheFly {
        @Test
        void compressesForWhoTakesIt() throws IOException {
            String response = browser.get("/page.html", "Accept-Encoding: gzip, deflate, br");

            assertThat(header(response, "content-encoding")).isEqualTo("gzip");
            assertThat(header(response, "content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(header(response, "content-length")).isEqualTo("" + content(response).length());
            assertThat(content(response).length()).isLessThan(TEXT.length() / 10);
            assertThat(inflated(response)).isEqualTo(TEXT);
        }

        @Test
        void saysThatOthersGetAnotherForm() {
            assertThat(header(browser.get("/page.html"), "vary")).isEqualTo("Accept-Encoding");
            assertThat(header(browser.get("/page.html", "Accept-Encoding: gzip"), "vary"))
                    .isEqualTo("Accept-Encoding");
            assertThat(browser.get("/picture.png", "Accept-Encoding: gzip")).doesNotContain("vary");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/picture.png", "/short.txt"})
        void sendsAsItIsWhatWouldNotShrink(String path) {
            assertThat(browser.get(path, "Accept-Encoding: gzip")).doesNotContain("content-encoding");
        }

        @Test
        void tagsTheCompressedFormWeaklyAndKnowsItAgain() {
            String plain = header(browser.get("/page.html"), "etag");
            String response = browser.get("/page.html", "Accept-Encoding: gzip");

            assertThat(header(response, "etag")).isEqualTo("W/" + plain);
            String again = browser.get("/page.html", "Accept-Encoding: gzip", "If-None-Match: W/" + plain);
            assertThat(status(again)).isEqualTo("304 Not Modified");
            assertThat(header(again, "vary")).isEqualTo("Accept-Encoding");
            assertThat(again).doesNotContain("content-encoding");
            assertThat(status(browser.get("/page.html", "Accept-Encoding: gzip", "If-Match: W/" + plain)))
                    .startsWith("412");
        }

        @Test
        void servesNoRangesOfWhatMayHaveOtherBytesNextTime() throws IOException {
            String response = browser.get("/page.html", "Accept-Encoding: gzip", "Range: bytes=0-9");

            assertThat(status(response)).isEqualTo("200 OK");
            assertThat(response).doesNotContain("accept-ranges");
            assertThat(inflated(response)).isEqualTo(TEXT);
        }

        @Test
        void answersHeadWithTheHeadOfGet() {
            String get = browser.get("/page.html", "Accept-Encoding: gzip");

            assertThat(browser.request("HEAD", "/page.html", "Accept-Encoding: gzip"))
                    .isEqualTo(head(get) + "\r\n");
        }

        @Test
        void compressesAnewWhatWasEdited() throws IOException {
            browser.get("/page.html", "Accept-Encoding: gzip");
            Files.writeString(folder.resolve("page.html"), TEXT + "And once more.");

            assertThat(inflated(browser.get("/page.html", "Accept-Encoding: gzip")))
                    .endsWith("And once more.");
        }
    }

    @Nested
    class Beside {
        @Test
        void hasATagOfItsOwnAndRanges() {
            String whole = browser.get("/app.js", "Accept-Encoding: br");
            String part = browser.get("/app.js", "Accept-Encoding: br", "Range: bytes=3-4",
                    "If-Range: " + header(whole, "etag"));

            assertThat(header(whole, "etag")).isNotEqualTo(header(browser.get("/app.js"), "etag"));
            assertThat(header(whole, "content-type")).isEqualTo("text/javascript; charset=utf-8");
            assertThat(status(part)).startsWith("206");
            assertThat(content(part)).isEqualTo("br");
            assertThat(header(part, "content-encoding")).isEqualTo("br");
        }

        @Test
        void isAFileOfItsOwnToo() {
            String response = browser.get("/app.js.gz");

            assertThat(header(response, "content-type")).isEqualTo("application/gzip");
            assertThat(response).doesNotContain("content-encoding");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"-|-", "''|-", "gzip|gzip", "GZIP|gzip",
            "x-gzip|gzip", "br|br",
            "zstd|zstd", "gzip, br, zstd|br", "gzip, zstd|zstd", "gzip;q=1.0, br;q=0.5|gzip",
            "gzip;q=0.001|gzip",
            "gzip;q=0|-", "gzip;q=0.000, br|br", "*|br", "*;q=0.5, br;q=0|zstd", "identity, gzip;q=0.5|-",
            "identity;q=0.5, gzip;q=0.6|gzip", "identity;q=0, gzip|gzip", "deflate, compress|-", "gzip;q=2|-",
            "gzip;q=0.1234|-", "gzip ; Q=0.3|gzip", ", ,gzip,|gzip", "br;q=|-", "gzip;level=9|-"})
    void choosesTheFormTheClientLikesBest(String accepted, String coding) {
        String response = accepted == null
                ? browser.get("/app.js")
                : browser.get("/app.js", "Accept-Encoding: " + accepted);

        assertThat(status(response)).isEqualTo("200 OK");
        if (coding == null) {
            assertThat(response).doesNotContain("content-encoding");
            assertThat(content(response)).isEqualTo(TEXT);
        } else {
            assertThat(header(response, "content-encoding")).isEqualTo(coding);
            assertThat(content(response)).isEqualTo("as " + coding);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*;q=0", "identity;q=0", "identity;q=0, deflate", "gzip;q=0, *;q=0"})
    void hasNothingForWhoTakesNothing(String accepted) {
        String response = browser.get("/picture.png", "Accept-Encoding: " + accepted);

        assertThat(status(response)).isEqualTo("406 Not Acceptable");
        assertThat(header(response, "vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void readsSeveralLinesAsOne() {
        assertThat(header(browser.get("/app.js", "Accept-Encoding: gzip;q=0.5", "Accept-Encoding: zstd"),
                "content-encoding")).isEqualTo("zstd");
    }
}
