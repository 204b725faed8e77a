package io.netjar.web.browser;

import io.netjar.engine.Engine;
import io.netjar.web.client.Connections;
import io.netjar.web.client.Priority;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// One page on its way: which parts are wanted when, and which milestones are reached. HTML standard, §13.2.7 "The end".
final class PageLoad {
    private static final long NOT_YET = -1;

    private final Engine engine;
    private final Connections connections;
    private final HttpCache cache;
    private final int width;
    private final Consumer<Page> done;
    private final URI asked;
    private final Instant date;
    private final long began;
    private final Map<Integer, Resource> resources = new TreeMap<>();
    private int orders;
    /// All parts that were ever wanted, by address; each is fetched once.
    private final Map<URI, Part> wanted = new LinkedHashMap<>();
    private final Set<URI> underWay = new LinkedHashSet<>();
    private final List<Part> lazy = new ArrayList<>();
    private final List<Part> afterwards = new ArrayList<>();
    private final Map<Loading, ByteArrayOutputStream> sheetTexts = new LinkedHashMap<>();
    private final List<StyleSheet> sheets = new ArrayList<>();
    private final List<URI> sheetUrls = new ArrayList<>();
    private @Nullable HtmlScanner scanner;
    private @Nullable Document document;
    private Set<URI> awaited = Set.of();
    private long firstByte = NOT_YET;
    private long contentLoaded = NOT_YET;
    private long loaded = NOT_YET;
    private boolean styled;
    private boolean over;
    /// How deep in a decision this is; none is begun in the midst of another.
    private int deciding;

    /// @param width of the window, in CSS pixels
    PageLoad(Engine engine, Connections connections, HttpCache cache, int width, URI url,
            Consumer<Page> done) {
        this.engine = engine;
        this.connections = connections;
        this.cache = cache;
        this.width = width;
        this.done = done;
        this.asked = url;
        this.date = engine.date();
        this.began = engine.now();
    }

    void begin() {
        new Loading(this, Part.of(asked, Kind.DOCUMENT, Priority.HIGHEST, asked), true).begin();
    }

    Connections connections() {
        return connections;
    }

    HttpCache cache() {
        return cache;
    }

    long now() {
        return engine.now();
    }

    /// The emulated calendar, in milliseconds since 1970.
    long millis() {
        return engine.date().toEpochMilli();
    }

    /// The place of a request that is made now, among all.
    int order() {
        return orders++;
    }

    /// A request has ended.
    void record(int order, Resource resource) {
        resources.put(order, resource);
    }

    /// The head of a part is here, and it is no redirect.
    void begins(Loading loading, String contentType) {
        switch (loading.part().kind()) {
            case DOCUMENT -> {
                firstByte = engine.now();
                boolean html = contentType.startsWith("text/html")
                        || contentType.startsWith("application/xhtml+xml");
                scanner = html ? new HtmlScanner(loading.url(), contentType, width) : null;
            }
            case STYLE -> sheetTexts.put(loading, new ByteArrayOutputStream());
            case SCRIPT, IMAGE, FONT, ICON, OTHER -> {
                // Nothing in them is looked at.
            }
        }
    }

    /// More of a part is here, decoded.
    void content(Loading loading, byte[] piece) {
        HtmlScanner reading = scanner;
        ByteArrayOutputStream sheet = sheetTexts.get(loading);
        if (sheet != null) {
            sheet.writeBytes(piece);
        } else if (loading.part().kind() == Kind.DOCUMENT && reading != null) {
            reading.add(piece).forEach(this::want);
        }
    }

    /// Each address is fetched once. What would have been fetched later is fetched at once if it is wanted so by another element.
    private void want(Part part) {
        Part before = wanted.get(part.url());
        boolean sooner = before != null && part.when() == Part.When.AT_ONCE
                && (lazy.remove(before) || afterwards.remove(before));
        if (before != null && !sooner) {
            return;
        }
        wanted.put(part.url(), part);
        switch (part.when()) {
            case LAZY -> lazy.add(part);
            case AFTERWARDS -> afterwards.add(part);
            case AT_ONCE, ASIDE -> start(part);
        }
    }

    private void start(Part part) {
        underWay.add(part.url());
        new Loading(this, part, false).begin();
    }

    /// A part is complete, or is not to be had.
    void ended(Loading loading, Resource resource) {
        deciding++;
        ByteArrayOutputStream text = sheetTexts.remove(loading);
        if (loading.part().kind() == Kind.DOCUMENT) {
            documentEnded(loading.url(), resource);
        } else if (text != null && !resource.failed()) {
            sheetEnded(loading, StyleSheet.read(text.toString(StandardCharsets.UTF_8), width));
        }
        underWay.remove(loading.part().url());
        deciding--;
        progress();
    }

    private void documentEnded(URI url, Resource resource) {
        if (resource.problem().isPresent() && firstByte == NOT_YET) {
            finish();
            return;
        }
        HtmlScanner read = scanner;
        Document whole = read == null ? new Document(url.toString()) : read.document();
        HtmlParts found = HtmlParts.of(whole, url, width);
        awaited = found.awaited();
        sheets.addAll(0, found.inlineSheets());
        found.inlineSheets().forEach(_ -> sheetUrls.addFirst(found.base()));
        found.parts().forEach(this::want);
        if (read != null && !found.hasIcon()) {
            // HTML standard, §4.6.7.8: without a link, the icon is at /favicon.ico.
            want(new Part(url.resolve("/favicon.ico"), Kind.ICON, Priority.LOWEST, Part.When.AFTERWARDS,
                    url));
        }
        document = whole;
    }

    private void sheetEnded(Loading loading, StyleSheet sheet) {
        StyleParts.imports(sheet, loading.url()).stream()
                .map(each -> new Part(each.url(), Kind.STYLE, loading.part().priority(),
                        loading.part().when(), loading.part().url()))
                .forEach(this::want);
        sheets.add(sheet);
        sheetUrls.add(loading.url());
    }

    /// Reaches what can be reached. What comes from the cache ends while it is begun, so this may be called from within
    /// itself.
    private void progress() {
        Document whole = document;
        if (whole == null || over || deciding > 0) {
            return;
        }
        deciding++;
        while (reachesNext(whole)) {
            // And the one after it.
        }
        deciding--;
    }

    /// Whether one more milestone is reached; what waited for it begins.
    private boolean reachesNext(Document whole) {
        if (!styled && underWay.stream().noneMatch(this::isSheet)) {
            styled = true;
            StyleParts.used(sheets, sheetUrls, whole).forEach(this::want);
            startAll(lazy);
            return true;
        }
        if (contentLoaded == NOT_YET && underWay.stream().noneMatch(this::isAwaited)) {
            contentLoaded = engine.now();
            return true;
        }
        if (styled && contentLoaded >= 0 && loaded == NOT_YET
                && underWay.stream().noneMatch(this::delaysLoad)) {
            loaded = engine.now();
            startAll(afterwards);
            return true;
        }
        if (loaded >= 0 && underWay.isEmpty()) {
            finish();
        }
        return false;
    }

    private void startAll(List<Part> parts) {
        List<Part> all = List.copyOf(parts);
        parts.clear();
        all.forEach(this::start);
    }

    /// Whether DOMContentLoaded waits for the part at `url`, or for the sheet that imports it.
    private boolean isAwaited(URI url) {
        Part part = wanted.get(url);
        return awaited.contains(url)
                || part != null && isSheet(url) && !part.initiator().equals(url)
                        && wanted.containsKey(part.initiator()) && isAwaited(part.initiator());
    }

    private boolean isSheet(URI url) {
        Part part = wanted.get(url);
        return part != null && part.kind() == Kind.STYLE && part.when() == Part.When.AT_ONCE;
    }

    private boolean delaysLoad(URI url) {
        Part part = wanted.get(url);
        return part != null && part.when() == Part.When.AT_ONCE;
    }

    private void finish() {
        if (over) {
            return;
        }
        over = true;
        done.accept(new Page(asked, date, began, List.copyOf(resources.values()),
                new Page.Milestones(reached(firstByte), reached(contentLoaded), reached(loaded),
                        Duration.ofNanos(engine.now() - began))));
    }

    private Optional<Duration> reached(long when) {
        return when == NOT_YET ? Optional.empty() : Optional.of(Duration.ofNanos(when - began));
    }
}
