package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.gateway.DoorException;
import io.netjar.gateway.DoorKind;
import io.netjar.gateway.DoorPlan;
import io.netjar.gateway.Doors;
import io.netjar.internet.Internet;
import io.netjar.net.link.Link;
import io.netjar.verify.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exchange's page in Chromium, behind a line that is cut and healed.
class ExchangePageTest {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final String PAGE = "http://exchange.test/?lang=en";

    private final List<String> answered = new CopyOnWriteArrayList<>();
    private Internet internet;
    private Doors doors;
    private PacedRunner runner;
    private Thread thread;

    @BeforeEach
    void run() throws IOException, DoorException {
        internet = Internet.open(Checkout.root().resolve("samples/small-world.yaml"), 11);
        assertThat(internet.settle()).isTrue();
        internet.onAccess(access -> answered.add(access.requestLine() + " " + access.status()));
        doors = Doors.open(internet.device("alice/laptop"), List.of(
                new DoorPlan(DoorKind.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))));
        runner = new PacedRunner(internet.engine(), System::nanoTime, Pace.real());
        thread = new Thread(runner::run, "engine");
        internet.loop().handOverTo(thread);
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        doors.close();
        runner.stop();
        thread.join(10_000);
    }

    private Browser browser() throws IOException, InterruptedException {
        return Browser.through(door());
    }

    private String door() {
        return "127.0.0.1:" + doors.doors().getFirst().address().getPort();
    }

    private void line(boolean up) throws InterruptedException {
        var done = new CountDownLatch(1);
        Link line = internet.link("alice/line");
        internet.engine().mailbox().post(() -> {
            line.up(up);
            done.countDown();
        });
        done.await();
    }

    /// Waits until `condition` holds on the page, or fails with what it counts.
    private static void await(Browser browser, String condition) throws IOException, InterruptedException {
        String outcome = browser
                .await("const d = document.body.dataset, until = Date.now() + 60000; const t = setInterval("
                        + "() => { const ok = " + condition
                        + "; if (ok || Date.now() > until) { clearInterval(t); done(ok ? 'ok' : JSON.stringify({...d})"
                        + ".replaceAll('\"', '')); } }, 50)");
        assertThat(outcome).as(condition).isEqualTo("ok");
    }

    private static long count(Browser browser, String name) throws IOException, InterruptedException {
        return Long.parseLong(browser.evaluate("return document.body.dataset." + name));
    }

    @Test
    void showsCandlesBookAndTrades() throws IOException, InterruptedException {
        Tool.need("chromium", "chromedriver");
        try (Browser browser = browser()) {
            browser.open(PAGE);
            await(browser, "d.state == 'live' && d.received > 60 && d.crossed == 'false'");

            assertThat(browser.evaluate("return document.querySelectorAll('#markets tr').length"))
                    .isEqualTo("8");
            assertThat(browser.evaluate("return document.querySelectorAll('#asks tr').length"))
                    .isEqualTo("12");
            assertThat(browser.evaluate("return document.querySelectorAll('#bids tr').length"))
                    .isEqualTo("12");
            assertThat(browser.evaluate("return document.querySelectorAll('#trades tr').length"))
                    .isEqualTo("40");
            // Candles are pixels of two colours.
            assertThat(Integer.parseInt(browser.evaluate(
                    "const c = document.getElementById('chart'), p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                            + "let n = 0; for (let i = 0; i < p.length; i += 4) if (p[i] > 200 && p[i + 1] < 120) n++; return n")))
                    .isGreaterThan(200);
            assertThat(count(browser, "gaps")).isZero();
            assertThat(count(browser, "doubles")).isZero();
            browser.screenshot(PICTURES.resolve("exchange-live.png"));
        }
    }

    /// RFC 8441, by the server's own account: a CONNECT that is answered with 200, where HTTP/1.1 has a GET and 101.
    @Test
    void hearsItsPricesOnAStreamOfTheConnectionByWhichItCame(@TempDir Path folder)
            throws IOException, InterruptedException {
        Tool.need("chromium", "chromedriver", "certutil");
        Path root = Files.writeString(folder.resolve("root.pem"), internet.authority().rootPem());
        try (Browser browser = Browser.trusting(root.toString(), folder, door())) {
            browser.open("https://exchange.test/?lang=en");
            await(browser, "d.state == 'live' && d.received > 20");
            assertThat(browser
                    .await("const s = new WebSocket('wss://exchange.test/echo'), long = 'x'.repeat(60000);"
                            + "s.onopen = () => s.send(long); s.onerror = () => done('failed');"
                            + "s.onmessage = m => { s.onclose = c => done(c.code + ' ' + (m.data == long)); s.close(1000); }"))
                    .isEqualTo("1000 true");
            browser.screenshot(PICTURES.resolve("exchange-http2.png"));
        }
        assertThat(answered).contains("GET /?lang=en HTTP/2.0 200", "CONNECT /feed HTTP/2.0 200",
                "CONNECT /echo HTTP/2.0 200").noneMatch(line -> line.contains("HTTP/1"));
    }

    @Test
    void fitsAPhoneInKorean() throws IOException, InterruptedException {
        Tool.need("chromium", "chromedriver");
        try (Browser browser = browser()) {
            browser.open(PAGE);
            browser.evaluate("document.body.className = 'framed'; document.body.style.display = 'block';"
                    + "document.body.innerHTML = '<iframe id=phone src=/?lang=ko style=width:390px;height:740px;border:0></iframe>'");
            String ready = browser
                    .await("const t = setInterval(() => { const p = document.getElementById('phone')"
                            + ".contentDocument; if (Number(p.body?.dataset?.received) > 30) { clearInterval(t); "
                            + "done([p.documentElement.lang, p.documentElement.scrollWidth <= 390].join(' ')); } }, 50)");
            browser.screenshot(PICTURES.resolve("exchange-phone.png"));

            assertThat(ready).isEqualTo("ko true");
        }
    }

    @Test
    void goesOnWithoutGapAfterACut() throws IOException, InterruptedException {
        Tool.need("chromium", "chromedriver");
        try (Browser browser = browser()) {
            browser.open(PAGE);
            await(browser, "d.state == 'live' && d.received > 40");
            line(false);
            await(browser, "d.state == 'cut'");
            browser.screenshot(PICTURES.resolve("exchange-cut.png"));
            long received = count(browser, "received");
            long snapshots = count(browser, "snapshots");
            line(true);
            await(browser, "d.state == 'live' && d.connections == 2 && d.received > " + (received + 60));

            assertThat(count(browser, "gaps")).isZero();
            assertThat(count(browser, "doubles")).isZero();
            assertThat(count(browser, "resumed")).as("trades and book").isEqualTo(2);
            // Tickers say all there is: they begin anew, trades and book do not.
            assertThat(count(browser, "snapshots") - snapshots).isBetween(1L, 8L);
            assertThat(browser.evaluate("return document.body.dataset.crossed")).isEqualTo("false");
            assertThat(browser.evaluate(
                    "const s = [...document.querySelectorAll('#trades tr')].map(r => +r.dataset.sequence);"
                            + "return s.every((n, i) => i == 0 || n == s[i - 1] - 1 || Math.floor(n / 1e6) < Math.floor(s[i - 1] / 1e6))"))
                    .isEqualTo("true");
            browser.screenshot(PICTURES.resolve("exchange-healed.png"));
        }
    }
}
