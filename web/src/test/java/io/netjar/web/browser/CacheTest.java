package io.netjar.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.web.client.Road;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a second visit asks for. The emulated calendar begins with 2026 and the road is a second old.
class CacheTest {
    private static final String URL = "http://www.shop.test/a.css";
    private static final String DATE = "Date: Thu, 01 Jan 2026 00:00:01 GMT\r\n";

    private final Road road = new Road().serving(80);
    private Browser browser = browser(Browser.Settings.DEFAULT);

    private Browser browser(Browser.Settings settings) {
        return new Browser(road.client, road::lookup, settings, Optional.empty());
    }

    /// A sheet that is loaded as a page: nothing but itself.
    private Resource visit(String headers) {
        road.answers.put("/a.css", Road.ok(headers, "p {}"));
        return visit();
    }

    private Resource visit() {
        return browser.load(URL).document();
    }

    private static String notModified(String... headers) {
        return "HTTP/1.1 304 Not Modified\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private void later(long seconds) {
        road.engine.runUntil(road.engine.now() + seconds * Road.SECOND);
    }

    private long askedFor() {
        return road.requests.stream().filter(each -> each.endsWith("/a.css")).count();
    }

    @Test
    void asksNothingWhileMaxAgeLasts() {
        assertThat(visit(DATE + "Cache-Control: public, max-age=60\r\n").source())
                .isEqualTo(Resource.Source.NETWORK);
        // The date has no fractions, so the answer is less than a second older than it was sent.
        later(57);
        Resource again = visit();

        assertThat(again.source()).isEqualTo(Resource.Source.CACHE);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.decodedBytes()).isEqualTo(4);
        assertThat(again.transferSize()).isZero();
        assertThat(again.duration()).isZero();
        assertThat(again.via()).isEmpty();
        assertThat(askedFor()).isOne();
    }

    @Test
    void asksAgainWhenMaxAgeIsOver() {
        visit(DATE + "Cache-Control: max-age=60\r\n");
        later(61);
        assertThat(visit().source()).isEqualTo(Resource.Source.NETWORK);
        assertThat(askedFor()).isEqualTo(2);
    }

    @Test
    void countsTheAgeThatOtherCachesTell() {
        visit(DATE + "Cache-Control: max-age=60\r\nAge: 50\r\n");
        later(5);
        assertThat(visit().source()).isEqualTo(Resource.Source.CACHE);
        later(6);
        assertThat(visit().source()).isEqualTo(Resource.Source.NETWORK);
    }

    @Test
    void countsFromTheDateOfTheServer() {
        // Ten seconds on the way, the server's clock says.
        visit("Date: Wed, 31 Dec 2025 23:59:51 GMT\r\nCache-Control: max-age=15\r\n");
        later(3);
        assertThat(visit().source()).isEqualTo(Resource.Source.CACHE);
        later(3);
        assertThat(visit().source()).isEqualTo(Resource.Source.NETWORK);
    }

    @Test
    void heedsExpiresButMaxAgeMore() {
        visit(DATE + "Expires: Thu, 01 Jan 2026 00:01:01 GMT\r\n");
        later(50);
        assertThat(visit().source()).isEqualTo(Resource.Source.CACHE);
        later(20);
        assertThat(visit().source()).isEqualTo(Resource.Source.NETWORK);
        browser.clearCache();
        visit("Expires: 0\r\n");
        assertThat(visit().source()).isEqualTo(Resource.Source.NETWORK);
        visit("Expires: 0\r\nCache-Control: max-age=60\r\n");
        assertThat(visit().source()).isEqualTo(Resource.Source.CACHE);
    }

    @Test
    void trustsATenthOfTheTimeSinceItChanged() {
        // Changed 1,000 s before it was sent.
        visit(DATE + "Last-Modified: Wed, 31 Dec 2025 23:43:21 GMT\r\n");
        later(98);
        assertThat(visit().source()).isEqualTo(Resource.Source.CACHE);
        later(3);
        assertThat(visit().source()).isEqualTo(Resource.Source.NETWORK);
        assertThat(road.heads.getLast()).contains("if-modified-since: Wed, 31 Dec 2025 23:43:21 GMT\r\n");
    }

    @Test
    void keepsWhatTheServerSaysHasNotChanged() {
        visit(DATE + "ETag: \"v1\"\r\nX-Colour: red\r\n");
        road.answers.put("/a.css", notModified("ETag: \"v1\"", "Date: Thu, 01 Jan 2026 00:00:02 GMT",
                "Cache-Control: max-age=60", "X-Colour: blue"));
        later(1);
        Resource second = visit();
        assertThat(road.heads.getLast()).contains("if-none-match: \"v1\"\r\n");
        assertThat(second.source()).isEqualTo(Resource.Source.REVALIDATED);
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.decodedBytes()).isEqualTo(4);
        assertThat(second.transferSize()).isEqualTo(300);
        later(1);
        Resource third = visit();
        assertThat(third.source()).isEqualTo(Resource.Source.CACHE);
        assertThat(third.response().orElseThrow().header("X-Colour")).isEqualTo("blue");
        assertThat(third.response().orElseThrow().header("Content-Length")).isEqualTo("4");
    }

    @Test
    void takesWhatHasChanged() {
        visit("ETag: \"v1\"\r\n");
        road.answers.put("/a.css", Road.ok("ETag: \"v2\"\r\n", "p { color: red }"));
        assertThat(visit().decodedBytes()).isEqualTo(16);
        visit();
        assertThat(road.heads.getLast()).contains("if-none-match: \"v2\"\r\n");
    }

    @Test
    void asksBeforeItUsesWhatSaysNoCache() {
        visit("ETag: \"v1\"\r\nCache-Control: no-cache, max-age=60\r\n");
        visit();
        assertThat(road.heads.getLast()).contains("if-none-match: \"v1\"\r\n");
    }

    @Test
    void keepsNothingOfWhatSaysNoStore() {
        visit("ETag: \"v1\"\r\nCache-Control: max-age=60, no-store\r\n");
        assertThat(browser.cacheSize()).isZero();
        visit();
        assertThat(road.heads.getLast()).doesNotContain("if-none-match");
    }

    @Test
    void keepsWhatIsPrivateAndTakesNoNoticeOfSharedCaches() {
        visit("Cache-Control: private, max-age=60, s-maxage=0\r\n");
        assertThat(visit().source()).isEqualTo(Resource.Source.CACHE);
    }

    @Test
    void tellsVariantsApart() {
        road.answers.put("/",
                Road.ok("Content-Type: text/html\r\n", "<img src=a.css><link rel=icon href='data:,'>"));
        visit("Cache-Control: max-age=60\r\nVary: Accept, Accept-Encoding\r\n");
        // As a picture it is asked for with another Accept.
        assertThat(browser.load("http://www.shop.test/").resource(URL).orElseThrow().source())
                .isEqualTo(Resource.Source.NETWORK);
        assertThat(visit().source()).isEqualTo(Resource.Source.CACHE);
        visit("Cache-Control: max-age=60\r\n");
        browser.clearCache();
        visit("Cache-Control: max-age=60\r\nVary: *\r\n");
        assertThat(browser.cacheSize()).isZero();
    }

    @Test
    void remembersPermanentRedirects() {
        road.answers.put("/",
                "HTTP/1.1 301 Moved Permanently\r\nLocation: /a.css\r\nContent-Length: 0\r\n\r\n");
        road.answers.put("/a.css", Road.ok("", "p {}"));
        browser.load("http://www.shop.test/");
        later(100_000);
        Page page = browser.load("http://www.shop.test/");
        assertThat(page.resources()).extracting(Resource::source).containsExactly(Resource.Source.CACHE,
                Resource.Source.NETWORK);
    }

    @Test
    void letsGoWhatWasNotUsedForLongest() {
        browser = browser(Browser.Settings.DEFAULT.withCacheBytes(24_000));
        for (String each : List.of("/1", "/2", "/3", "/1", "/4", "/5", "/6", "/7", "/8")) {
            road.answers.put(each, Road.ok("Cache-Control: max-age=60\r\n", "x".repeat(2_800)));
            browser.load("http://www.shop.test" + each);
        }
        // Each takes some 3,200 bytes, so seven have room: 2 went for 8.
        assertThat(browser.cacheSize()).isBetween(20_000L, 24_000L);
        road.requests.clear();
        for (String each : List.of("/1", "/3", "/8", "/2")) {
            browser.load("http://www.shop.test" + each);
        }
        assertThat(road.requests).singleElement().asString().endsWith(" /2");
    }

    @Test
    void keepsNothingThatIsAnEighthOfTheCache() {
        browser = browser(Browser.Settings.DEFAULT.withCacheBytes(8_000));
        road.answers.put("/1", Road.ok("Cache-Control: max-age=60\r\n", "x".repeat(1_001)));
        browser.load("http://www.shop.test/1");
        assertThat(browser.cacheSize()).isZero();
    }

    @Test
    void makesTheSecondVisitFaster() {
        road.answers.put("/", Road.ok("Content-Type: text/html\r\nETag: \"1\"\r\n",
                "<link rel=icon href='data:,'><link rel=stylesheet href=a.css><img src=b.png>"));
        road.answers.put("/a.css", Road.ok("Cache-Control: max-age=60\r\n", "p {}"));
        road.answers.put("/b.png", Road.ok("Cache-Control: max-age=60\r\n", "x"));
        Page first = browser.load("http://www.shop.test/");
        Page second = browser.load("http://www.shop.test/");

        // First: handshake, document, both parts: the sheet on its connection, the picture after it, before another stands.
        assertThat(first.milestones().load().orElseThrow().toMillis()).isEqualTo(80);
        // Then only the document is asked for, on a connection that stands.
        assertThat(second.milestones().load().orElseThrow().toMillis()).isEqualTo(20);
        assertThat(second.requests()).isOne();
    }
}
