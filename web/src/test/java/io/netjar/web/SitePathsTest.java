package io.netjar.web;

import static io.netjar.web.Browser.content;
import static io.netjar.web.Browser.head;
import static io.netjar.web.Browser.header;
import static io.netjar.web.Browser.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a site has besides content.
class SitePathsTest {
    private static final Content PAGES = path -> switch (path) {
        case "/index.html", "/old/kept.html" -> new Content.Found.File(MemoryBody.of("page " + path));
        case "/lost.html", "/never.html" -> new Content.Found.File(MemoryBody.of("sorry"));
        default -> new Content.Found.Missing();
    };

    private static Browser browser(Site site) {
        return new Browser(Map.of("www.shop.test", site));
    }

    @Nested
    class Programs {
        private final Browser browser = browser(new Site(PAGES)
                .withPage("/candles",
                        request -> Page.json("{\"of\":\"" + request.parameter("code").orElse("?")
                                + "\",\"query\":\"" + request.query() + "\"}"))
                .withPage("/v1/",
                        request -> Page.text(request.path() + " " + request.header("X-Who").orElse("")))
                .withPage("/v1/none/", request -> Page.json("{}").as(404))
                .withPage("/long", _ -> Page.text("long ".repeat(1000))));

        @Test
        void makesAPageFromThePathTheQueryAndHeaders() {
            String response = browser.get("/candles?code=KRW%2DBTC&n=1");

            assertThat(status(response)).isEqualTo("200 OK");
            assertThat(header(response, "content-type")).isEqualTo("application/json");
            assertThat(content(response)).isEqualTo("{\"of\":\"KRW-BTC\",\"query\":\"code=KRW%2DBTC&n=1\"}");
            assertThat(content(browser.get("/v1/a/b%20c", "x-who: me"))).isEqualTo("/v1/a/b c me");
        }

        @Test
        void hasNoParametersInAQueryThatIsNone() {
            assertThat(content(browser.get("/candles?code=%zz"))).startsWith("{\"of\":\"?\"");
            assertThat(content(browser.get("/candles"))).startsWith("{\"of\":\"?\"");
        }

        @Test
        void leavesTheRestToTheSite() {
            assertThat(content(browser.get("/"))).isEqualTo("page /index.html");
            assertThat(status(browser.get("/candles/"))).startsWith("404");
            assertThat(status(browser.get("/v1"))).startsWith("404");
            assertThat(status(browser.request("POST", "/candles"))).startsWith("405");
        }

        @Test
        void keepsItsOwnErrors() {
            String response = browser.get("/v1/none/x");

            assertThat(status(response)).isEqualTo("404 Not Found");
            assertThat(content(response)).isEqualTo("{}");
        }

        @Test
        void speaksTheRestOfTheProtocolForTheProgram() {
            String get = browser.get("/long");
            assertThat(browser.request("HEAD", "/long")).isEqualTo(head(get) + "\r\n");
            assertThat(get).doesNotContain("last-modified");
            assertThat(status(browser.get("/long", "If-None-Match: " + header(get, "etag"))))
                    .startsWith("304");
            assertThat(content(browser.get("/long", "Range: bytes=-5"))).isEqualTo("long ");
            assertThat(header(browser.get("/long", "Accept-Encoding: gzip"), "content-encoding"))
                    .isEqualTo("gzip");
            assertThat(status(browser.get("/long", "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT")))
                    .startsWith("200");
        }

        @Test
        void hasNoOtherStatusThanSuccessAndErrors() {
            assertThatIllegalArgumentException().isThrownBy(() -> Page.text("").as(304));
        }
    }

    @Nested
    class Redirects {
        private final Browser browser = browser(new Site(PAGES).withRedirect("/old.html", "/new.html")
                .withRedirect("/old/", "https://old.shop.test/archive/").withRedirect("/a b", "/ab"));

        @ParameterizedTest
        @CsvSource({"/old.html,/new.html", "/old.html?x=1,/new.html?x=1",
                "/old/,https://old.shop.test/archive/",
                "/old/kept.html?a=b,https://old.shop.test/archive/kept.html?a=b",
                "/old/%ec%bb%b5,https://old.shop.test/archive/%ec%bb%b5", "/a%20b,/ab",
                "/%6fld/%ec%bb%b5%20x,https://old.shop.test/archive/%EC%BB%B5%20x",
                "/x/../old/y,https://old.shop.test/archive/y"})
        void sendsElsewhereForGood(String target, String location) {
            String response = browser.get(target);

            assertThat(status(response)).isEqualTo("301 Moved Permanently");
            assertThat(header(response, "location")).isEqualTo(location);
        }

        @Test
        void keepsTheMethodOfOtherRequests() {
            assertThat(status(browser.request("POST", "/old.html"))).isEqualTo("308 Permanent Redirect");
        }

        @Test
        void leavesTheRestAlone() {
            assertThat(status(browser.get("/old"))).startsWith("404");
            assertThat(status(browser.get("/old.html/x"))).startsWith("404");
            assertThat(status(browser.get("/"))).startsWith("200");
        }

        @Test
        void putsNoHeaderIntoALocation() {
            assertThat(status(browser.get("/old/%0d%0aSet-Cookie:%20a"))).startsWith("400");
        }
    }

    @Nested
    class Errors {
        private final Browser browser = browser(new Site(PAGES).withErrorPage(404, "/lost.html")
                .withErrorPage(405, "/never.html").withErrorPage(416, "/nowhere.html"));

        @Test
        void showsThePageThatGoesWithAStatus() {
            String missing = browser.get("/nope");
            String wrong = browser.request("DELETE", "/index.html");

            assertThat(status(missing)).isEqualTo("404 Not Found");
            assertThat(content(missing)).isEqualTo("sorry");
            assertThat(header(missing, "content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(status(wrong)).isEqualTo("405 Method Not Allowed");
            assertThat(header(wrong, "allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(header(wrong, "content-length")).isEqualTo("5");
        }

        @Test
        void hasAPageOfItsOwnWhereTheContentHasNone() {
            String response = browser.get("/", "Range: bytes=100-");

            assertThat(header(response, "content-range")).isEqualTo("bytes */16");
            assertThat(content(response)).contains("416 Requested Range Not Satisfiable");
        }
    }
}
