package io.netjar.web.browser;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a list of media queries is true of a screen of a given width, of usual density, in light colours, with a mouse. Of the
/// features, those in CSS pixels of width and the reader's wishes are looked at; others are taken to be true.
final class MediaQuery {
    private static final Pattern MIN = Pattern.compile("min-width\\s*:\\s*([0-9.]+)(px|em|rem)");
    private static final Pattern MAX = Pattern.compile("max-width\\s*:\\s*([0-9.]+)(px|em|rem)");
    private static final Pattern WISH = Pattern
            .compile("prefers-color-scheme\\s*:\\s*dark|prefers-reduced-motion\\s*:\\s*reduce"
                    + "|orientation\\s*:\\s*portrait|forced-colors\\s*:\\s*active");
    /// The size of the initial font, in which media queries reckon. CSS Media Queries Level 4 §1.3.
    private static final int EM_PIXELS = 16;

    private MediaQuery() {}

    static boolean matches(String list, int width) {
        if (list.isBlank()) {
            return true;
        }
        for (String query : list.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (isTrue(query.strip(), width)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTrue(String query, int width) {
        if (query.startsWith("not ")) {
            return !isTrue(query.substring(4).strip(), width);
        }
        String media = query.replaceFirst("^only\\s+", "").split("[\\s(]", 2)[0];
        if (media.equals("print") || media.equals("speech")) {
            return false;
        }
        Matcher min = MIN.matcher(query);
        Matcher max = MAX.matcher(query);
        return !(min.find() && width < pixels(min)) && !(max.find() && width > pixels(max))
                && !WISH.matcher(query).find();
    }

    private static double pixels(Matcher length) {
        double number = Double.parseDouble(length.group(1));
        return length.group(2).equals("px") ? number : number * EM_PIXELS;
    }
}
