package io.netjar.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.web.Body;
import io.netjar.web.Content;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import io.netjar.web.client.Connections;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.Road;
import io.netjar.web.tls.Authority;
import io.netjar.web.tls.CertificateKind;
import io.netjar.web.tls.TlsClient;
import io.netjar.web.tls.TlsServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A page of twenty images over TLS. A round trip takes 20 ms, TCP's handshake one, TLS 1.3's one, a request one.
class SecurePageTest {
    private static final String SHOP = "www.shop.test";
    private static final int IMAGES = 20;

    private final Road road = new Road().serving(80);
    private final Authority authority = new Authority(road.engine, List.of("test"));

    /// What there is at every path: the page, and images of a byte.
    private record Text(byte[] bytes) implements Body, Body.Reader {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public String entityTag() {
            return "\"" + bytes.length + "\"";
        }

        @Override
        public Body.Reader open() {
            return this;
        }

        @Override
        public void read(long position, byte[] target) {
            System.arraycopy(bytes, (int) position, target, 0, target.length);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private Page load(Connections.Settings connections) {
        var html = new StringBuilder("<link rel=icon href='data:,'>");
        for (int i = 0; i < IMAGES; i++) {
            html.append("<img src=").append(i).append(".png>");
        }
        byte[] document = html.toString().getBytes(StandardCharsets.UTF_8);
        Content content = path -> path.equals("/index.html")
                ? new Content.Found.File(new Text(document))
                : path.endsWith(".png")
                        ? new Content.Found.File(new Text(new byte[1]))
                        : new Content.Found.Missing();
        SiteServer.openSecure(road.server, 443, Map.of(SHOP, new Site(content)), _ -> {
        }, new TlsServer(road.engine, authority, Map.of(SHOP, CertificateKind.VALID)));
        var browser = new Browser(road.client, road::lookup,
                Browser.Settings.DEFAULT.withConnections(connections),
                Optional.of(new TlsClient(road.engine, authority::root)));
        Page page = browser.load("https://" + SHOP + "/");
        browser.close();
        road.engine.runUntil(road.engine.now() + 300 * Road.SECOND);
        assertThat(road.network.packets().lent()).isZero();
        return page;
    }

    private static long loaded(Page page) {
        return page.milestones().load().orElseThrow().toMillis();
    }

    @Test
    void asksForAllAtOnceOverOneConnectionOfHttp2() {
        Page page = load(Connections.Settings.DEFAULT);
        assertThat(page.failures()).isEmpty();
        assertThat(page.resources()).hasSize(1 + IMAGES).allSatisfy(
                each -> assertThat(each.via().map(Fetched.Via::protocol)).contains("h2"));
        assertThat(page.connections()).isOne();
        // Two handshakes, the document, all images.
        assertThat(loaded(page)).isEqualTo(20 + 20 + 20 + 20);
    }

    @Test
    void needsRoundsOfSixOverHttp1() {
        Page page = load(Connections.Settings.DEFAULT.withHttp2(false));
        assertThat(page.failures()).isEmpty();
        assertThat(page.resources())
                .allSatisfy(each -> assertThat(each.via().map(Fetched.Via::protocol)).contains("http/1.1"));
        assertThat(page.connections()).isEqualTo(6);
        // The document at 60; while five more connections are opened, the first carries two images; then six, six and six.
        assertThat(loaded(page)).isEqualTo(60 + 40 + 3 * 20);
    }
}
