package io.netjar.web.browser;

import io.netjar.web.client.Priority;
import io.netjar.web.client.WebAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;

/// Finds what a document names, as the preload scanner and the parser of a browser with scripts do: what stands in `noscript`
/// and `template` is not part of the page. HTML standard, §4.
final class HtmlParts implements NodeFilter {
    private static final Set<String> SCRIPT_TYPES = Set.of("", "module", "text/javascript",
            "application/javascript", "application/ecmascript", "text/ecmascript");
    private static final Set<String> PICTURE_TYPES = Set.of("", "image/webp", "image/avif", "image/svg+xml",
            "image/png", "image/jpeg", "image/gif");

    private final URI page;
    private final URI base;
    private final int width;
    private final List<Part> parts = new ArrayList<>();
    private final List<StyleSheet> inline = new ArrayList<>();
    /// Sheets that no script has followed yet.
    private final List<URI> sheets = new ArrayList<>();
    private final Set<URI> awaited = new LinkedHashSet<>();
    private boolean icon;
    private boolean picture;

    private HtmlParts(URI page, URI base, int width) {
        this.page = page;
        this.base = base;
        this.width = width;
    }

    /// @param document all of a page or its beginning
    /// @param page where it stands
    /// @param width of the window, in CSS pixels
    static HtmlParts of(Document document, URI page, int width) {
        Element first = document.selectFirst("base[href]");
        URI base = first == null ? page : WebAddress.resolve(page, first.attr("href")).orElse(page);
        var found = new HtmlParts(page, base, width);
        document.filter(found);
        return found;
    }

    /// In the order of the document.
    List<Part> parts() {
        return parts;
    }

    /// Its style elements.
    List<StyleSheet> inlineSheets() {
        return inline;
    }

    /// What addresses in the document are relative to.
    URI base() {
        return base;
    }

    /// The scripts that are not `async`, and the style sheets that stand before one of those or before a script in the
    /// document: DOMContentLoaded waits for them.
    Set<URI> awaited() {
        return awaited;
    }

    /// Whether it names an icon.
    boolean hasIcon() {
        return icon;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        switch (element.normalName()) {
            case "noscript", "template" -> {
                return FilterResult.SKIP_CHILDREN;
            }
            case "link" -> link(element);
            case "script" -> script(element);
            case "style" -> style(element);
            case "img" -> image(element);
            case "input" -> {
                if (element.attr("type").equalsIgnoreCase("image")) {
                    add(element.attr("src"), Kind.IMAGE, Priority.LOW, Part.When.AT_ONCE);
                }
            }
            case "video" -> add(element.attr("poster"), Kind.IMAGE, Priority.LOW, Part.When.AT_ONCE);
            case "image" -> add(element.hasAttr("href") ? element.attr("href") : element.attr("xlink:href"),
                    Kind.IMAGE, Priority.LOW, Part.When.AT_ONCE);
            default -> {
                // Names nothing.
            }
        }
        for (String url : StyleSheet.urls(element.attr("style"))) {
            add(url, Kind.IMAGE, Priority.LOW, Part.When.AT_ONCE);
        }
        return FilterResult.CONTINUE;
    }

    private void add(String reference, Kind kind, Priority priority, Part.When when) {
        if (!reference.isBlank()) {
            WebAddress.resolve(base, reference)
                    .ifPresent(url -> parts.add(new Part(url, kind, priority, when, page)));
        }
    }

    private void style(Element style) {
        if (MediaQuery.matches(style.attr("media"), width)) {
            StyleSheet sheet = StyleSheet.read(style.data(), width);
            inline.add(sheet);
            for (Part each : StyleParts.imports(sheet, base)) {
                parts.add(each);
                sheets.add(each.url());
            }
        }
    }

    private void link(Element link) {
        List<String> words = List.of(link.attr("rel").toLowerCase(Locale.ROOT).strip().split("\\s+"));
        String href = link.attr("href");
        if (words.contains("stylesheet") && !link.hasAttr("disabled")) {
            boolean shown = MediaQuery.matches(link.attr("media"), width) && !words.contains("alternate");
            add(href, Kind.STYLE, shown ? Priority.HIGHEST : Priority.LOWEST,
                    shown ? Part.When.AT_ONCE : Part.When.ASIDE);
            if (shown) {
                WebAddress.resolve(base, href).ifPresent(sheets::add);
            }
        } else if (words.contains("icon")) {
            icon = true;
            add(href, Kind.ICON, Priority.LOWEST, Part.When.AFTERWARDS);
        } else if (words.contains("modulepreload")) {
            add(href, Kind.SCRIPT, Priority.HIGH, Part.When.AT_ONCE);
        } else if (words.contains("preload") && MediaQuery.matches(link.attr("media"), width)) {
            preload(link, href);
        }
    }

    private void preload(Element link, String href) {
        switch (link.attr("as").toLowerCase(Locale.ROOT)) {
            case "style" -> add(href, Kind.STYLE, Priority.HIGHEST, Part.When.AT_ONCE);
            case "script" -> add(href, Kind.SCRIPT, Priority.HIGH, Part.When.AT_ONCE);
            case "font" -> add(href, Kind.FONT, Priority.HIGH, Part.When.AT_ONCE);
            case "image" -> add(
                    SourceSet.choose(link.attr("imagesrcset"), link.attr("imagesizes"), width).orElse(href),
                    Kind.IMAGE, wished(link, Priority.LOW), Part.When.AT_ONCE);
            case "fetch" -> add(href, Kind.OTHER, Priority.HIGH, Part.When.AT_ONCE);
            default -> {
                // Browsers pass over what they do not know.
            }
        }
    }

    private void script(Element script) {
        String type = script.attr("type").toLowerCase(Locale.ROOT).strip();
        if (!SCRIPT_TYPES.contains(type) || script.hasAttr("nomodule")) {
            return;
        }
        boolean later = script.hasAttr("async");
        if (!later) {
            awaited.addAll(sheets);
            sheets.clear();
        }
        if (!script.hasAttr("src")) {
            return;
        }
        boolean blocking = !later && !script.hasAttr("defer") && !type.equals("module");
        Priority usual = picture ? Priority.MEDIUM : Priority.HIGH;
        add(script.attr("src"), Kind.SCRIPT, wished(script, blocking ? usual : Priority.LOW),
                Part.When.AT_ONCE);
        if (!later) {
            WebAddress.resolve(base, script.attr("src")).ifPresent(awaited::add);
        }
    }

    private void image(Element image) {
        picture = true;
        String source = source(image);
        boolean lazy = image.attr("loading").equalsIgnoreCase("lazy");
        add(source, Kind.IMAGE, wished(image, Priority.LOW), lazy ? Part.When.LAZY : Part.When.AT_ONCE);
    }

    /// What is shown of an image: the first source of its `picture` that is for this screen, or what it names itself.
    private String source(Element image) {
        Element parent = image.parent();
        if (parent != null && parent.normalName().equals("picture")) {
            for (Element each : parent.select("> source[srcset]")) {
                if (PICTURE_TYPES.contains(each.attr("type").toLowerCase(Locale.ROOT))
                        && MediaQuery.matches(each.attr("media"), width)) {
                    return SourceSet.choose(each.attr("srcset"), each.attr("sizes"), width).orElse("");
                }
            }
        }
        return SourceSet.choose(image.attr("srcset"), image.attr("sizes"), width).orElse(image.attr("src"));
    }

    private static Priority wished(Element element, Priority usual) {
        return switch (element.attr("fetchpriority").toLowerCase(Locale.ROOT)) {
            case "high" -> Priority.HIGH;
            case "low" -> usual == Priority.LOW ? Priority.LOWEST : Priority.LOW;
            default -> usual;
        };
    }
}
