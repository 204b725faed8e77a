package io.netjar.web.browser;

import io.netjar.engine.Engine;
import io.netjar.netty.HostTransport;
import io.netjar.web.client.Connections;
import io.netjar.web.client.NameLookup;
import io.netjar.web.tls.TlsClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A browser on an emulated host: its connections, its memory of names and its cache, which last from one page to the next.
///
/// ```java
/// var browser = new Browser(laptop.transport(), names, Browser.Settings.DEFAULT, Optional.of(tls));
/// Page page = browser.load("https://www.shop.test/");
/// assertThat(page.milestones().load().orElseThrow()).isLessThan(Duration.ofSeconds(1));
/// assertThat(page.connections()).isLessThanOrEqualTo(6);
/// ```
///
/// Used on the engine's thread.
public final class Browser implements AutoCloseable {
    private final Engine engine;
    private final Settings settings;
    private final Connections connections;
    private final HttpCache cache;

    /// What a browser is like.
    ///
    /// @param connections how it holds connections
    /// @param cacheBytes how much its cache holds in memory; 0 for none
    /// @param width of its window, in CSS pixels: chooses among pictures and styles
    public record Settings(Connections.Settings connections, long cacheBytes, int width) {
        /// Six connections to an origin, 64 MiB of cache, and a window of 1280 pixels.
        public static final Settings DEFAULT = new Settings(Connections.Settings.DEFAULT, 64L << 20, 1280);

        public Settings {
            if (cacheBytes < 0 || width < 1) {
                throw new IllegalArgumentException("a cache has 0 bytes or more, a window 1 pixel or more");
            }
        }

        public Settings withConnections(Connections.Settings held) {
            return new Settings(held, cacheBytes, width);
        }

        public Settings withCacheBytes(long bytes) {
            return new Settings(connections, bytes, width);
        }
    }

    /// A browser that has seen nothing yet.
    ///
    /// @param names who finds the addresses of names: the device's stub
    /// @param tls how `https:` addresses are reached; without it, they are not
    public Browser(HostTransport transport, NameLookup names, Settings settings, Optional<TlsClient> tls) {
        this.engine = transport.loop().engine();
        this.settings = settings;
        this.connections = new Connections(transport, names, settings.connections(), tls);
        this.cache = new HttpCache(settings.cacheBytes());
    }

    /// Loads the page at `url`, and lets time pass inside until nothing of it is under way any more. To be called between
    /// the engine's runs, as tests and commands do.
    ///
    /// @throws IllegalArgumentException if `url` is no address
    /// @throws IllegalStateException if nothing is left to happen before the page has ended
    public Page load(String url) {
        List<Page> pages = new ArrayList<>();
        load(URI.create(url), pages::add);
        if (!engine.runUntil(() -> !pages.isEmpty(), Engine.NEVER)) {
            throw new IllegalStateException(url + " neither came nor failed");
        }
        return pages.getFirst();
    }

    /// Begins to load the page at `url`; `done` is told when nothing of it is under way any more. Others let time pass.
    public void load(URI url, Consumer<Page> done) {
        new PageLoad(engine, connections, cache, settings.width(), url, done).begin();
    }

    /// Forgets what the cache holds. Connections and names stay.
    public void clearCache() {
        cache.clear();
    }

    /// How many bytes the cache holds.
    public long cacheSize() {
        return cache.size();
    }

    /// Closes all connections; what is under way fails. The cache stays, and a later page opens new ones.
    @Override
    public void close() {
        connections.close();
    }
}
