package io.netjar.web.browser;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a style sheet names: other sheets, pictures by the rules that use them, fonts. Read as CSS Syntax Level 3 has it, as
/// far as that needs: strings, comments, blocks, and at-rules. Nested rules are passed over.
///
/// @param imports addresses of `@import`, in order
/// @param rules those that name pictures or fonts, in order
/// @param faces the `@font-face` rules, in order
record StyleSheet(List<String> imports, List<Rule> rules, List<Face> faces) {
    private static final Pattern URL = Pattern
            .compile("url\\(\\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\\s]*))\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern STRING = Pattern.compile("^\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern FAMILY = Pattern.compile("(?:^|[;{\\s])font(?:-family)?\\s*:\\s*([^;}]*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SOURCE = Pattern.compile("(?:^|[;{\\s])src\\s*:\\s*([^;}]*)",
            Pattern.CASE_INSENSITIVE);
    /// At-rules whose blocks hold rules like those outside.
    private static final Set<String> GROUPS = Set.of("@media", "@supports", "@layer", "@container", "@scope",
            "@starting-style");

    /// A rule that names something.
    ///
    /// @param fonts the families it uses, in lower case
    record Rule(String selector, List<String> pictures, Set<String> fonts) {}

    /// A font to be fetched when a rule uses its family.
    record Face(String family, String url) {}

    /// @param width of the window, in CSS pixels
    static StyleSheet read(String text, int width) {
        var sheet = new StyleSheet(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        sheet.readBlock(withoutComments(text), width);
        return sheet;
    }

    /// The addresses that declarations name: `url(...)`.
    static List<String> urls(String declarations) {
        List<String> found = new ArrayList<>();
        for (int at = 0; at < declarations.length(); at = afterToken(declarations, at)) {
            Matcher each = URL.matcher(declarations).region(at, declarations.length());
            if (each.lookingAt() && !first(each).isEmpty() && !first(each).startsWith("#")) {
                found.add(first(each));
            }
        }
        return found;
    }

    private static String first(Matcher match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return match.group(group);
            }
        }
        return "";
    }

    private static String withoutComments(String text) {
        var out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
                out.append(' ');
            } else {
                int next = afterToken(text, at);
                out.append(text, at, next);
                at = next;
            }
        }
        return out.toString();
    }

    /// Where the string or the address that begins at `at` ends; the next character, if none begins.
    private static int afterToken(String text, int at) {
        char each = text.charAt(at);
        if (each == '"' || each == '\'') {
            return afterString(text, at);
        }
        if (each == '\\') {
            return Math.min(text.length(), at + 2);
        }
        if (text.regionMatches(true, at, "url(", 0, 4)) {
            Matcher url = URL.matcher(text).region(at, text.length());
            return url.lookingAt() ? url.end() : at + 4;
        }
        return at + 1;
    }

    private static int afterString(String text, int at) {
        char quote = text.charAt(at);
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote || text.charAt(i) == '\n') {
                return i + 1;
            }
        }
        return text.length();
    }

    private void readBlock(String text, int width) {
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            char each = text.charAt(at);
            if (each == ';') {
                readStatement(text.substring(start, at).strip(), width);
                start = at + 1;
            } else if (each == '{') {
                int end = endOfBlock(text, at);
                readRule(text.substring(start, at).strip(), text.substring(at + 1, end), width);
                at = end;
                start = end + 1;
            }
            at = at < text.length() ? afterToken(text, at) : at;
        }
        readStatement(text.substring(Math.min(start, text.length())).strip(), width);
    }

    /// Where the block that opens at `open` closes; the end of the text, if it does not.
    private static int endOfBlock(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i = afterToken(text, i)) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    private void readStatement(String text, int width) {
        if (!text.regionMatches(true, 0, "@import", 0, 7)) {
            return;
        }
        String rest = text.substring(7);
        Matcher quoted = STRING.matcher(rest);
        Matcher url = URL.matcher(rest);
        Matcher found = quoted.find() ? quoted : url;
        if ((found == quoted || url.find())
                && MediaQuery.matches(rest.substring(found.end()), width)) {
            imports.add(first(found));
        }
    }

    private void readRule(String prelude, String block, int width) {
        String name = prelude.split("[\\s(]", 2)[0].toLowerCase(Locale.ROOT);
        if (name.equals("@font-face")) {
            readFace(block);
        } else if (GROUPS.contains(name)) {
            if (!name.equals("@media") || MediaQuery.matches(prelude.substring(6), width)) {
                readBlock(block, width);
            }
        } else if (!prelude.startsWith("@")) {
            Set<String> fonts = families(block);
            List<String> pictures = urls(block);
            if (!fonts.isEmpty() || !pictures.isEmpty()) {
                rules.add(new Rule(prelude, pictures, fonts));
            }
        }
    }

    private void readFace(String block) {
        Matcher source = SOURCE.matcher(block);
        List<String> urls = source.find() ? urls(source.group(1)) : List.of();
        for (String family : families(block)) {
            urls.stream().findFirst().ifPresent(url -> faces.add(new Face(family, url)));
        }
    }

    /// The families of `font-family`, or of the end of `font`: without quotes, in lower case.
    private static Set<String> families(String declarations) {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher each = FAMILY.matcher(declarations); each.find();) {
            for (String part : each.group(1).split(",", -1)) {
                String name = part.strip().toLowerCase(Locale.ROOT);
                int quote = Math.max(name.indexOf('"'), name.indexOf('\''));
                if (quote >= 0) {
                    names.add(name.substring(quote + 1).replaceAll("[\"'].*", ""));
                } else {
                    // What stands before an unquoted family in `font` ends with its size.
                    names.add(name.replaceFirst("^.*\\d\\S*\\s+", ""));
                }
            }
        }
        names.remove("");
        return names;
    }
}
