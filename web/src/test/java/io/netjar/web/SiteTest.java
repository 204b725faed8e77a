package io.netjar.web;

import static io.netjar.web.Browser.content;
import static io.netjar.web.Browser.head;
import static io.netjar.web.Browser.header;
import static io.netjar.web.Browser.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private static final String INDEX = "<h1>안녕</h1>";

    @TempDir
    Path outside;
    private Path folder;
    private Browser browser;

    @BeforeEach
    void opensAShop() throws IOException {
        folder = Files.createDirectories(outside.resolve("shop"));
        Files.createDirectories(folder.resolve("cups/blue ones"));
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve("index.html"), INDEX);
        Files.writeString(folder.resolve("digits.txt"), "0123456789");
        Files.writeString(folder.resolve("nothing.css"), "");
        Files.writeString(folder.resolve("cups/index.html"), "cups");
        Files.writeString(folder.resolve("cups/blue ones/컵.html"), "blue");
        Files.writeString(folder.resolve(".git/config"), "secret");
        Files.writeString(outside.resolve("secret.txt"), "secret");
        browser = new Browser(Content.folder(folder));
    }

    @Test
    void servesTheIndexOfAFolderWithItsTypeAndLength() {
        String response = browser.get("/");

        assertThat(status(response)).isEqualTo("200 OK");
        assertThat(header(response, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(response, "content-length")).isEqualTo("15");
        assertThat(content(response).getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(INDEX.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void datesAnswersByTheEngineAndTheFixedEpoch() {
        browser.engine.runUntil(TimeUnit.HOURS.toNanos(25) + 1_999_999_999L);

        assertThat(header(browser.get("/"), "date")).isEqualTo("Fri, 02 Jan 2026 01:00:01 GMT");
    }

    @Test
    void saysTheSameBytesOnACheckoutWithOtherFileTimes() throws IOException {
        String here = browser.get("/digits.txt");
        Files.setLastModifiedTime(folder.resolve("digits.txt"), FileTime.fromMillis(86_400_000));

        assertThat(new Browser(Content.folder(folder)).get("/digits.txt")).isEqualTo(here);
        assertThat(header(here, "last-modified")).isEqualTo("Thu, 01 Jan 2026 00:00:00 GMT");
    }

    @Test
    void givesAnEditedFileAnotherTag() throws IOException {
        String before = header(browser.get("/digits.txt"), "etag");
        Files.writeString(folder.resolve("digits.txt"), "9876543210!");

        assertThat(header(browser.get("/digits.txt"), "etag")).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"a.html,text/html; charset=utf-8", "a.CSS,text/css; charset=utf-8",
            "a.b.js,text/javascript; charset=utf-8", "a.json,application/json", "a.svg,image/svg+xml",
            "a.png,image/png", "a.jpg,image/jpeg", "a.webp,image/webp", "a.txt,text/plain; charset=utf-8",
            "a.bin,application/octet-stream", "Makefile,application/octet-stream"})
    void knowsTheTypeByTheExtension(String name, String type) {
        assertThat(MediaTypes.of("/x.html/" + name)).isEqualTo(type);
    }

    @Test
    void answersHeadWithTheLengthAndNoContent() {
        String get = browser.get("/digits.txt");
        String head = browser.request("HEAD", "/digits.txt");

        assertThat(head).isEqualTo(head(get) + "\r\n");
        assertThat(header(head, "content-length")).isEqualTo("10");
        assertThat(status(browser.get("/digits.txt"))).isEqualTo("200 OK");
    }

    @Test
    void answersHeadOfAMissingPageWithoutContent() {
        String head = browser.request("HEAD", "/nope");

        assertThat(status(head)).isEqualTo("404 Not Found");
        assertThat(content(head)).isEmpty();
    }

    @Test
    void servesAnEmptyFile() {
        String response = browser.get("/nothing.css");

        assertThat(status(response)).isEqualTo("200 OK");
        assertThat(header(response, "content-length")).isEqualTo("0");
    }

    @Test
    void sendsFromAFolderWithoutSlashToTheOneWith() {
        String response = browser.get("/cups?colour=blue");

        assertThat(status(response)).isEqualTo("301 Moved Permanently");
        assertThat(header(response, "location")).isEqualTo("/cups/?colour=blue");
        assertThat(content(browser.get("/cups/"))).isEqualTo("cups");
    }

    @Test
    void decodesNames() {
        assertThat(content(browser.get("/cups/blue%20ones/%ec%bb%b5.html?x=%zz"))).isEqualTo("blue");
        assertThat(content(browser.get("/./cups/../digits.txt"))).isEqualTo("0123456789");
        assertThat(content(browser.get("/%64igits.txt"))).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope.html", "/empty", "/empty/", "/digits.txt/", "/cups%2findex.html",
            "//digits.txt",
            "/cups//index.html", "/.git/config", "/cups/..%2f..%2fsecret.txt", "/DIGITS.TXT.bak",
            "/%2e%67it/config",
            "/cups/...", "/..%5csecret.txt", "/index.html/x"})
    void hasNothingThere(String target) {
        String response = browser.get(target);

        assertThat(status(response)).isEqualTo("404 Not Found");
        assertThat(response).doesNotContain("secret");
        assertThat(browser.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../secret.txt", "/%2e%2e/secret.txt", "/cups/../../secret.txt",
            "/.%2e/secret.txt",
            "/digits.txt%00.html", "/%", "/%4", "/%zz", "/%ff%fe", "/%0d%0aSet-Cookie:x", "/a#b",
            "digits.txt",
            "ftp://www.shop.test/", "http://", "*"})
    void refusesWhatIsNoPath(String target) {
        String response = browser.get(target);

        assertThat(status(response)).isEqualTo("400 Bad Request");
        assertThat(response).doesNotContain("secret");
    }

    @Test
    void doesNotFollowLinksOutOfTheFolder() throws IOException {
        Files.createSymbolicLink(folder.resolve("way-out.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("up"), outside);
        Files.createSymbolicLink(folder.resolve("within.txt"), folder.resolve("digits.txt"));
        Files.createSymbolicLink(folder.resolve("dangling.txt"), folder.resolve("gone"));

        assertThat(status(browser.get("/way-out.txt"))).isEqualTo("404 Not Found");
        assertThat(status(browser.get("/up/secret.txt"))).isEqualTo("404 Not Found");
        assertThat(status(browser.get("/dangling.txt"))).isEqualTo("404 Not Found");
        assertThat(content(browser.get("/within.txt"))).isEqualTo("0123456789");
    }

    @Test
    void showsTheSitesOwnPageForWhatIsMissing() throws IOException {
        Files.writeString(folder.resolve("404.html"), "lost?");
        String response = browser.get("/nope");

        assertThat(status(response)).isEqualTo("404 Not Found");
        assertThat(content(response)).isEqualTo("lost?");
    }

    @Nested
    class WithConditions {
        private String tag;

        @BeforeEach
        void asksForTheTag() {
            tag = header(browser.get("/digits.txt"), "etag");
        }

        @Test
        void answersTheSameTagWithNotModified() {
            String response = browser.get("/digits.txt", "If-None-Match: \"other\", W/" + tag);

            assertThat(status(response)).isEqualTo("304 Not Modified");
            assertThat(header(response, "etag")).isEqualTo(tag);
            assertThat(head(response)).doesNotContain("content-length");
            assertThat(content(response)).isEmpty();
            assertThat(content(browser.get("/digits.txt"))).isEqualTo("0123456789");
        }

        @Test
        void answersAnotherTagWithTheFile() {
            assertThat(status(browser.get("/digits.txt", "If-None-Match: \"other\""))).isEqualTo("200 OK");
        }

        @Test
        void prefersTheTagToTheDate() {
            assertThat(status(browser.get("/digits.txt", "If-None-Match: \"other\"",
                    "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT"))).isEqualTo("200 OK");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"Thu, 01 Jan 2026 00:00:00 GMT|304",
                "Fri, 02 Jan 2026 00:00:00 GMT|304",
                "Wed, 31 Dec 2025 23:59:59 GMT|200", "yesterday|200", "2026-01-01T00:00:00Z|200"})
        void comparesTheDateWithTheEpoch(String date, String code) {
            assertThat(status(browser.get("/digits.txt", "If-Modified-Since: " + date))).startsWith(code);
        }

        @Test
        void refusesWhatShouldMatchAndDoesNot() {
            assertThat(status(browser.get("/digits.txt", "If-Match: \"other\"")))
                    .isEqualTo("412 Precondition Failed");
            assertThat(status(browser.get("/digits.txt", "If-Match: W/" + tag))).startsWith("412");
            assertThat(status(browser.get("/digits.txt", "If-Match: " + tag))).startsWith("200");
            assertThat(status(browser.get("/digits.txt", "If-Match: *"))).startsWith("200");
            assertThat(status(
                    browser.get("/digits.txt", "If-Unmodified-Since: Wed, 31 Dec 2025 23:59:59 GMT")))
                    .startsWith("412");
        }

        @Test
        void servesARangeOnlyOfWhatTheClientHas() {
            assertThat(status(browser.get("/digits.txt", "Range: bytes=0-1", "If-Range: " + tag)))
                    .startsWith("206");
            assertThat(status(browser.get("/digits.txt", "Range: bytes=0-1", "If-Range: \"old\"")))
                    .startsWith("200");
            assertThat(status(browser.get("/digits.txt", "Range: bytes=0-1", "If-Range: W/" + tag)))
                    .startsWith("200");
        }
    }

    @Nested
    class WithRanges {
        @ParameterizedTest
        @CsvSource({"bytes=0-0,0,0-0", "bytes=2-5,2345,2-5", "bytes=7-,789,7-9", "bytes=-3,789,7-9",
                "bytes=5-99,56789,5-9", "bytes=-99,0123456789,0-9", "BYTES= 9-9 ,9,9-9"})
        void servesOnePart(String range, String expected, String place) {
            String response = browser.get("/digits.txt", "Range: " + range);

            assertThat(status(response)).isEqualTo("206 Partial Content");
            assertThat(header(response, "content-range")).isEqualTo("bytes " + place + "/10");
            assertThat(content(response)).isEqualTo(expected);
            assertThat(header(response, "content-length")).isEqualTo(String.valueOf(expected.length()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=999999999999999999-"})
        void refusesWhatLiesOutside(String range) {
            String response = browser.get("/digits.txt", "Range: " + range);

            assertThat(status(response)).isEqualTo("416 Requested Range Not Satisfiable");
            assertThat(header(response, "content-range")).isEqualTo("bytes */10");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=5-2", "bytes=a-b", "bytes=-", "bytes=", "bytes=1", "lines=1-2",
                "bytes=0-8,1-9", "bytes=0-1,x", "bytes=0-1,5-2", "bytes=,,",
                "bytes=99999999999999999999-"})
        void ignoresNonsenseAndMoreThanThereIs(String range) {
            assertThat(content(browser.get("/digits.txt", "Range: " + range))).isEqualTo("0123456789");
        }

        @Test
        void ignoresRangesOfHead() {
            assertThat(status(browser.request("HEAD", "/digits.txt", "Range: bytes=0-1")))
                    .isEqualTo("200 OK");
        }

        @Test
        void servesSeveralPartsBetweenBoundaries() {
            String response = browser.get("/digits.txt", "Range: bytes=0-1, 4-4,-2");
            String type = header(response, "content-type");
            String boundary = type.substring(type.indexOf('=') + 1);

            assertThat(status(response)).isEqualTo("206 Partial Content");
            assertThat(type).startsWith("multipart/byteranges; boundary=");
            assertThat(head(response)).doesNotContain("content-range");
            assertThat(header(response, "content-length")).isEqualTo("" + content(response).length());
            assertThat(content(response)).isEqualTo("--" + boundary
                    + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n--"
                    + boundary
                    + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 4-4/10\r\n\r\n4\r\n--"
                    + boundary
                    + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n--"
                    + boundary + "--\r\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=2-5,20-", "bytes=20-30,2-5,-0", "bytes=,2-5,"})
        void servesAloneTheOnlyPartThatIsInside(String range) {
            String response = browser.get("/digits.txt", "Range: " + range);

            assertThat(header(response, "content-range")).isEqualTo("bytes 2-5/10");
            assertThat(content(response)).isEqualTo("2345");
        }

        @Test
        void refusesSeveralThatAllLieOutside() {
            assertThat(status(browser.get("/digits.txt", "Range: bytes=10-,20-30"))).startsWith("416");
        }

        @Test
        void sendsPartsLargerThanAPiece() throws IOException {
            byte[] bytes = new byte[300_000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i / 1000);
            }
            Files.write(folder.resolve("large.bin"), bytes);
            String all = new String(bytes, StandardCharsets.ISO_8859_1);

            String response = browser.get("/large.bin", "Range: bytes=100000-150000,1000-99999");

            assertThat(content(response)).contains("\r\n\r\n" + all.substring(100_000, 150_001) + "\r\n--")
                    .contains("\r\n\r\n" + all.substring(1000, 100_000) + "\r\n--");
        }

        @Test
        void sendsTheWholeToWhoAsksForTooManyParts() throws IOException {
            Files.write(folder.resolve("large.bin"), new byte[10_000]);
            String many = "0-0" + ",1-1".repeat(ByteRange.MAX_RANGES);

            assertThat(status(browser.get("/large.bin", "Range: bytes=" + many))).isEqualTo("200 OK");
            assertThat(status(browser.get("/large.bin", "Range: bytes=" + many.substring(4))))
                    .startsWith("206");
        }
    }
}
