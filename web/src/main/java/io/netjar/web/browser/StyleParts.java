package io.netjar.web.browser;

import io.netjar.web.client.Priority;
import io.netjar.web.client.WebAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.select.Selector;

/// Finds what style sheets make a document need. As in browsers, a picture is needed if its rule is for an element that is
/// there, and a font if such a rule uses its family.
final class StyleParts {
    private static final String PSEUDO_ELEMENTS = "::[-\\w]+(\\([^)]*\\))?|:(before|after|first-line|first-letter)";
    /// States in which nothing is when a page was just loaded.
    private static final String STATES = "(?s).*:(hover|focus|focus-visible|focus-within|active|visited|target|popover-open"
            + "|user-invalid|modal|fullscreen)\\b.*";

    private StyleParts() {}

    /// The sheets that `sheet`, which stands at `url`, imports.
    static List<Part> imports(StyleSheet sheet, URI url) {
        List<Part> parts = new ArrayList<>();
        for (String each : sheet.imports()) {
            WebAddress.resolve(url, each)
                    .ifPresent(found -> parts.add(Part.of(found, Kind.STYLE, Priority.HIGHEST, url)));
        }
        return parts;
    }

    /// What the rules of all `sheets`, which stand at the addresses of the same index, make `document` need.
    static List<Part> used(List<StyleSheet> sheets, List<URI> urls, Document document) {
        List<Part> parts = new ArrayList<>();
        Set<String> fonts = new LinkedHashSet<>();
        for (int i = 0; i < sheets.size(); i++) {
            for (StyleSheet.Rule rule : sheets.get(i).rules()) {
                if (applies(rule.selector(), document)) {
                    fonts.addAll(rule.fonts());
                    add(parts, rule.pictures(), Kind.IMAGE, Priority.LOW, urls.get(i));
                }
            }
        }
        for (int i = 0; i < sheets.size(); i++) {
            for (StyleSheet.Face face : sheets.get(i).faces()) {
                if (fonts.contains(face.family())) {
                    add(parts, List.of(face.url()), Kind.FONT, Priority.HIGHEST, urls.get(i));
                }
            }
        }
        return parts;
    }

    private static void add(List<Part> parts, List<String> references, Kind kind, Priority priority,
            URI url) {
        for (String each : references) {
            WebAddress.resolve(url, each).ifPresent(found -> parts.add(Part.of(found, kind, priority, url)));
        }
    }

    private static boolean applies(String selector, Document document) {
        return alternatives(selector).stream().anyMatch(each -> selects(each, document));
    }

    private static boolean selects(String alternative, Document document) {
        if (alternative.matches(STATES)) {
            return false;
        }
        String plain = alternative.replaceAll(PSEUDO_ELEMENTS, "").strip();
        try {
            return plain.isEmpty() || plain.equals(":root") || !document.select(plain).isEmpty();
        } catch (Selector.SelectorParseException | IllegalArgumentException _) {
            // A selector that the library does not know may well be for something that is there.
            return true;
        }
    }

    /// The selectors between the commas that are not in brackets.
    private static List<String> alternatives(String selector) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < selector.length(); i++) {
            char each = selector.charAt(i);
            if (each == '(' || each == '[') {
                depth++;
            } else if (each == ')' || each == ']') {
                depth--;
            } else if (each == ',' && depth == 0) {
                parts.add(selector.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(selector.substring(start));
        return parts;
    }
}
