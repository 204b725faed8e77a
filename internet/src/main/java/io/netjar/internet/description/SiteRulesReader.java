package io.netjar.internet.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `aliases`, `redirects` and `error-pages` of a site.
final class SiteRulesReader {
    private static final Pattern PATH = Pattern.compile("/[^\\s?#\\p{Cntrl}]*");
    private static final Pattern TARGET = Pattern
            .compile("(/|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(?=$|/))[!-~&&[^#?]]*");
    private static final Pattern ERROR = Pattern.compile("[45][0-9]{2}");

    private final Reading reading;
    private final Known known;

    SiteRulesReader(Known known) {
        this.known = known;
        this.reading = known.reading();
    }

    /// @param site the name of the site
    SiteRules read(String site, Fields fields) {
        return new SiteRules(fields.find("aliases").map(node -> aliases(site, node)).orElse(List.of()),
                fields.find("redirects").map(this::redirects).orElse(Map.of()),
                fields.find("error-pages").map(this::errorPages).orElse(Map.of()));
    }

    private List<String> aliases(String site, Node node) {
        List<String> aliases = new ArrayList<>();
        for (Node item : reading.items(node, "the aliases of '" + site + "'")) {
            reading.text(item, "an alias").filter(alias -> known.isHostName(item, alias, 2))
                    .ifPresent(alias -> {
                        String domain = WebSite.domain(site);
                        if (!WebSite.domain(alias).equals(domain)) {
                            reading.mistake(item, "'" + alias + "' is not in '" + domain
                                    + "', the domain of its site: give it a site of its own, with a redirect for '/'");
                        }
                        aliases.add(alias);
                    });
        }
        return aliases;
    }

    private Map<String, String> redirects(Node node) {
        Map<String, String> redirects = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'redirects'")) {
            String target = reading.text(entry.value(), "where '" + entry.key() + "' leads").orElse("/");
            if (!PATH.matcher(entry.key()).matches()) {
                reading.mistake(entry.keyNode(),
                        "'" + entry.key() + "' is no path: it starts with '/', as in '/old.html' or '/old/'");
            } else if (!TARGET.matcher(target).matches()) {
                reading.mistake(entry.value(),
                        "'" + target
                                + "' is no path and no URL, as in '/new.html' or 'https://www.shop.test/'");
            } else {
                redirects.put(entry.key(), target);
            }
        }
        return redirects;
    }

    private Map<Integer, String> errorPages(Node node) {
        Map<Integer, String> pages = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'error-pages'")) {
            String path = reading.text(entry.value(), "the page for " + entry.key()).orElse("/");
            if (!ERROR.matcher(entry.key()).matches()) {
                reading.mistake(entry.keyNode(), "'" + entry.key() + "' is no error: 400 to 599");
            } else if (!PATH.matcher(path).matches()) {
                reading.mistake(entry.value(), "'" + path + "' is no path of a page, as in '/lost.html'");
            } else {
                pages.put(Integer.parseInt(entry.key()), path);
            }
        }
        return pages;
    }
}
