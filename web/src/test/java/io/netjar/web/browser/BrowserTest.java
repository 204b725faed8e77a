package io.netjar.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.web.client.Road;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// How pages are loaded. A round trip of the road takes 20 ms, a handshake one, a request one.
class BrowserTest {
    private static final String PAGE = "http://www.shop.test/";
    private static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";

    private final Road road = new Road().serving(80);
    private final Browser browser = browser(Browser.Settings.DEFAULT);

    private Browser browser(Browser.Settings settings) {
        return new Browser(road.client, road::lookup, settings, Optional.empty());
    }

    private void html(String content) {
        road.answers.put("/", Road.ok(HTML, content));
    }

    private void has(String... targets) {
        for (String target : targets) {
            road.answers.put(target, Road.ok("", "x"));
        }
    }

    private List<String> asked() {
        return road.requests.stream().map(each -> each.substring(each.indexOf(' ') + 1)).toList();
    }

    private static long millis(Optional<Duration> milestone) {
        return milestone.orElseThrow().toMillis();
    }

    private static Resource at(Page page, String target) {
        return page.resource("http://www.shop.test" + target).orElseThrow();
    }

    @Test
    void loadsImagesSixAtATime() {
        var text = new StringBuilder();
        for (int i = 0; i < 13; i++) {
            text.append("<img src=").append(i).append(".png>");
            has("/" + i + ".png");
        }
        html(text.toString());
        Page page = browser.load(PAGE);

        // 20 for the handshake and 20 for the document. Then one image on its connection, while five others are opened;
        // then six, and six.
        assertThat(millis(page.milestones().firstByte())).isEqualTo(40);
        assertThat(millis(page.milestones().domContentLoaded())).isEqualTo(40);
        assertThat(millis(page.milestones().load())).isEqualTo(40 + 3 * 20);
        assertThat(page.connections()).isEqualTo(6);
        // The icon comes after the load event, in one more round trip.
        assertThat(page.milestones().quiet().toMillis()).isEqualTo(120);
        assertThat(asked().getLast()).isEqualTo("/favicon.ico");
        assertThat(page.requests()).isEqualTo(1 + 13 + 1);
        assertThat(at(page, "/12.png").timings().queued() / 1_000_000).isEqualTo(40);
        leavesNothingBehind();
    }

    private void leavesNothingBehind() {
        browser.close();
        road.engine.runUntil(road.engine.now() + 300 * Road.SECOND);
        assertThat(road.network.packets().lent()).isZero();
        assertThat(road.accepted).isEmpty();
    }

    @Test
    void findsWhatThePageAndItsStylesName() {
        has("/a.js", "/b.js", "/d.js", "/bg.png", "/deep/bg.png", "/deep/f.woff2", "/hi.png", "/p.jpg",
                "/in.png",
                "/m.js");
        road.answers.put("/deep/s.css", Road.ok("Content-Type: text/css\r\n",
                """
                        @import "t.css";
                        /* url(no.png) */
                        @font-face { font-family: "Used"; src: local("Used"), url(f.woff2) format("woff2") }
                        @font-face { font-family: Unused; src: url(no.woff2) }
                        .there { background: url("bg.png") }
                        .absent, a:hover { background: url(no.png) }
                        @media print { .there { background: url(no.png) } }
                        """));
        road.answers.put("/deep/t.css", Road.ok("Content-Type: text/css\r\n",
                "p { font: bold 12px/1.5 Used, serif; content: \"url(no.png)\" }"));
        html("""
                <!doctype html><title>x</title>
                <link rel="shortcut icon" href=/ico.png>
                <link rel=stylesheet href="deep/s.css">
                <link rel=stylesheet href="print.css" media=print>
                <script src=a.js></script><script src=b.js async></script><script src=d.js defer></script>
                <script src=m.js type=module></script><script src=no.js nomodule></script>
                <script type="application/json" src=no.json></script>
                <style>body { background: url(bg.png) }</style>
                <body><p class=there style="background:url('in.png')">text
                <img srcset="no.png 2x, hi.png 1x" src=no.png><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
                <noscript><img src=no.png></noscript><template><img src=no.png></template><!-- <img src=no.png> -->
                <iframe src=no.html></iframe><video poster=p.jpg src=no.mp4></video>
                """);
        Page page = browser.load(PAGE);

        assertThat(asked()).containsExactlyInAnyOrder("/", "/deep/s.css", "/deep/t.css", "/print.css",
                "/a.js", "/b.js",
                "/d.js", "/m.js", "/bg.png", "/deep/bg.png", "/deep/f.woff2", "/hi.png", "/p.jpg", "/in.png",
                "/ico.png");
        assertThat(page.failures()).extracting(each -> each.url().getPath()).containsExactly("/print.css",
                "/ico.png");
        assertThat(at(page, "/deep/t.css").initiator())
                .hasToString("Optional[http://www.shop.test/deep/s.css]");
    }

    @Test
    void waitsForScriptsAndTheStylesBeforeThemButNotForImages() {
        has("/a.js", "/slow.png");
        road.answers.put("/s.css", Road.ok("", "@import url(t.css);"));
        road.answers.put("/t.css", Road.ok("", "@import url(u.css);"));
        road.answers.put("/u.css", Road.ok("", ""));
        html("<link rel=stylesheet href=s.css><script>1</script><img src=slow.png>");
        Page page = browser.load(PAGE);

        // The document at 40; its sheet at 60 on the same connection; the sheets that are imported at 80 and 100.
        assertThat(millis(page.milestones().domContentLoaded())).isEqualTo(100);
        assertThat(millis(page.milestones().load())).isEqualTo(100);
    }

    @Test
    void doesNotWaitForStylesThatNoScriptFollows() {
        road.answers.put("/s.css", Road.ok("", ""));
        html("<script>1</script><link rel=stylesheet href=s.css>");
        Page page = browser.load(PAGE);

        assertThat(millis(page.milestones().domContentLoaded())).isEqualTo(40);
        assertThat(millis(page.milestones().load())).isEqualTo(60);
    }

    @Test
    void findsPartsBeforeTheEndOfTheDocument() {
        has("/first.png");
        html("<img src=first.png>" + "<p>long".repeat(200_000));
        Page page = browser.load(PAGE);

        assertThat(at(page, "/first.png").timings().began() - page.beganNanos()).isBetween(40_000_000L,
                40_100_000L);
        assertThat(millis(page.milestones().domContentLoaded())).isGreaterThan(60);
    }

    @Test
    void loadsWhatMattersMoreFirst() {
        has("/1.png", "/2.png", "/3.png", "/4.png", "/5.png", "/6.png", "/7.png", "/a.js", "/s.css");
        html("<img src=1.png><img src=2.png><img src=3.png><img src=4.png><img src=5.png><img src=6.png>"
                + "<img src=7.png fetchpriority=high><script src=late.js async></script><script src=a.js></script>"
                + "<link rel=stylesheet href=s.css>");
        browser.load(PAGE);
        // All are found before the document's connection is free; the others stand a round trip later.
        assertThat(asked().subList(0, 6)).containsExactly("/", "/s.css", "/7.png", "/a.js", "/1.png",
                "/2.png");
    }

    @Test
    void followsRedirectsAndRecordsEach() {
        road.answers.put("/", "HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n");
        road.answers.put("/a",
                "HTTP/1.1 308 Permanent Redirect\r\nLocation: b/\r\nContent-Length: 0\r\n\r\n");
        road.answers.put("/b/", Road.ok(HTML, "<link rel=icon href='data:,'><img src=c.png>"));
        has("/b/c.png");
        Page page = browser.load(PAGE);

        assertThat(page.resources()).extracting(each -> each.url().getPath()).containsExactly("/", "/a",
                "/b/",
                "/b/c.png");
        assertThat(page.document().url()).hasToString("http://www.shop.test/b/");
        assertThat(millis(page.milestones().firstByte())).isEqualTo(80);
        assertThat(page.connections()).isEqualTo(1);
    }

    @Test
    void endsARingOfRedirects() {
        road.answers.put("/", "HTTP/1.1 307 Temporary Redirect\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
        Page page = browser.load(PAGE);

        assertThat(page.isLoaded()).isFalse();
        assertThat(road.requests).hasSize(21);
        assertThat(page.document().problem()).contains("more than 20 redirects");
    }

    @Test
    void saysWhyAPartIsMissingAndLoadsThePageWithout() {
        html("<img src=http://nowhere.test/a.png><img src=http://www.shop.test:81/b.png><img src=c.png><img src=d.png>"
                + "<img src=https://www.shop.test/e.png>");
        has("/c.png");
        road.answers.put("/d.png",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 11\r\n\r\nthis is not");
        Page page = browser.load(PAGE);

        assertThat(page.isLoaded()).isTrue();
        assertThat(page.failures()).extracting(each -> each.problem().orElse(String.valueOf(each.status())))
                .containsExactly("could not resolve nowhere.test: there is no such name",
                        "could not connect to www.shop.test (10.0.0.2:81): refused",
                        "the content of http://www.shop.test/d.png is not gzip, as its head says",
                        "no http or https address: https://www.shop.test/e.png", "404");
        assertThat(at(page, "/c.png").failed()).isFalse();
    }

    @Test
    void tellsThatThePageItselfDidNotCome() {
        Page page = browser.load("http://nowhere.test/");
        assertThat(page.isLoaded()).isFalse();
        assertThat(page.milestones().firstByte()).isEmpty();
        assertThat(page.document().problem())
                .contains("could not resolve nowhere.test: there is no such name");
    }

    @Test
    void loadsThePageThatGoesWithAnError() {
        road.answers.put("/", "HTTP/1.1 404 Not Found\r\n" + HTML
                + "Content-Length: 17\r\n\r\n<img src='a.png'>");
        has("/a.png");
        Page page = browser.load(PAGE);
        assertThat(page.isLoaded()).isTrue();
        assertThat(page.document().failed()).isTrue();
        assertThat(at(page, "/a.png").failed()).isFalse();
    }

    @Test
    void loadsLazyImagesWithoutWaitingForThem() {
        has("/now.png", "/lazy.png");
        html("<img src=lazy.png loading=lazy><img src=now.png>");
        Page page = browser.load(PAGE);
        assertThat(asked().subList(0, 3)).containsExactly("/", "/now.png", "/lazy.png");
        assertThat(millis(page.milestones().load())).isEqualTo(60);
        assertThat(at(page, "/lazy.png").failed()).isFalse();
    }

    @Test
    void fetchesAtOnceWhatIsAnIconAndAPictureToo() {
        has("/logo.svg");
        html("<link rel=icon href=logo.svg><img src=logo.svg loading=lazy><img src=logo.svg>");
        Page page = browser.load(PAGE);
        assertThat(asked()).containsExactly("/", "/logo.svg");
        assertThat(at(page, "/logo.svg").kind()).isEqualTo(Kind.IMAGE);
        assertThat(millis(page.milestones().load())).isEqualTo(60);
    }

    @Test
    void decodesWhatIsCompressed() throws IOException {
        String text = "<img src=a.png>" + "<p>the same again".repeat(1000);
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        road.answers.put("/", Road.ok(HTML + "Content-Encoding: gzip\r\n",
                zipped.toString(StandardCharsets.ISO_8859_1)));
        has("/a.png");
        Page page = browser.load(PAGE);

        assertThat(road.heads.getFirst()).contains("accept-encoding: gzip\r\n");
        assertThat(page.document().decodedBytes()).isEqualTo(text.length());
        assertThat(page.document().encodedBytes()).isEqualTo(zipped.size()).isLessThan(500);
        assertThat(at(page, "/a.png").failed()).isFalse();
    }

    @Test
    void saysWhereItComesFrom() {
        has("/a.png");
        road.answers.put("/page?q", Road.ok(HTML, "<img src=a.png><img src=http://other.test/b.png>"));
        browser.load("http://www.shop.test/page?q");
        assertThat(road.heads.get(1)).contains("referer: http://www.shop.test/page?q\r\n");
        assertThat(road.heads.get(2)).contains("referer: http://www.shop.test/\r\n");
    }
}
