package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What `netjar load` fetches of a page, beside what a real browser fetches of it by the SOCKS door.
class PageLoadTest {
    private static final List<String> PAGES = List.of("https://www.shop.test/",
            "https://www.shop.test/catalogue.html", "https://www.shop.test/products/moon-jar.html");
    /// The addresses of everything that Chromium loaded, as its Resource Timing tells, once the lazy pictures are there, for
    /// which the load event does not wait.
    private static final String LOADED = "const pictures = [...document.images]; pictures.forEach(i => i.loading = 'eager'); "
            + "Promise.all(pictures.map(i => i.decode())).then(() => requestAnimationFrame(() => done("
            + "performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))"
            + ".map(e => e.name).join(','))));";
    private static final String PROTOCOL = "return performance.getEntriesByType('navigation')[0].nextHopProtocol;";

    @TempDir
    private static Path folder = Path.of("");

    @Test
    void fetchesWhatChromiumFetchesByTheSameProtocol() throws IOException, InterruptedException {
        Tool.need("chromium", "chromedriver", "certutil");
        Map<String, Set<String>> chromium = new TreeMap<>();
        String protocol;
        try (Netjar netjar = Netjar.run();
                Browser browser = Browser.trusting(netjar.root(), folder, netjar.socksDoor())) {
            browser.open(PAGES.getFirst());
            protocol = browser.evaluate(PROTOCOL);
            for (String url : PAGES) {
                browser.open(url);
                chromium.put(url, new TreeSet<>(List.of(browser.await(LOADED).split(","))));
            }
        }
        for (String url : PAGES) {
            // Chromium's Resource Timing leaves out the icon, unless it is a picture of the page, too.
            List<Map<String, Object>> ours = resources("load", "--json", "alice/laptop", url).stream()
                    .filter(each -> !"icon".equals(each.get("kind"))).toList();
            assertThat(ours).extracting(each -> text(each, "nextHopProtocol")).containsOnly(protocol);
            Set<String> names = new TreeSet<>(ours.stream().map(each -> text(each, "name")).toList());
            assertThat(names).as(url).isEqualTo(chromium.get(url)).hasSizeGreaterThan(2);
        }
        assertThat(protocol).isEqualTo("h2");
    }

    @Test
    void opensSixConnectionsOverHttp1AndOneOverHttp2() {
        assertThat(new TreeSet<>(connections("--http1.1"))).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(new TreeSet<>(connections())).containsExactly("1");
    }

    private static List<String> connections(String... options) {
        return resources(Stream.concat(Stream.of("load", "--json", "alice/laptop", "https://www.shop.test/"),
                Stream.of(options)).toArray(String[]::new)).stream().map(each -> text(each, "connection"))
                .toList();
    }

    private static String text(Map<String, Object> object, String name) {
        return Objects.requireNonNull(object.get(name), name).toString();
    }

    /// JSON is YAML 1.2, so a reader of that reads it.
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> resources(String... arguments) {
        var document = (Map<String, Object>) Objects.requireNonNull(new Load(LoadSettings.builder().build())
                .loadFromString(Netjar.command(arguments).succeeded()));
        var pages = (List<Map<String, Object>>) Objects.requireNonNull(document.get("pages"));
        assertThat(pages).hasSize(1);
        return (List<Map<String, Object>>) Objects.requireNonNull(pages.getFirst().get("resources"));
    }
}
