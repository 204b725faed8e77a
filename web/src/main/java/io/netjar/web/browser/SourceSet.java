package io.netjar.web.browser;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Chooses one of the pictures that `srcset` offers, for a screen of usual density. HTML standard, "Images", "Source sets".
final class SourceSet {
    /// An address, and perhaps a descriptor: density (`2x`) or width in pixels (`640w`).
    private static final Pattern CANDIDATE = Pattern
            .compile("[\\s,]*([^\\s,]\\S*[^\\s,]|[^\\s,])(?:\\s+([0-9.]+)([xw]))?\\s*(?:,|$)");
    private static final Pattern SIZE = Pattern.compile("([0-9.]+)(px|vw|em|rem)\\s*$");
    private static final int EM_PIXELS = 16;

    private SourceSet() {}

    /// The candidate whose density is the nearest from above to 1, or else the densest; empty if there is none.
    ///
    /// @param sizes how wide the picture is shown, as the attribute says; with empty, as wide as the window
    /// @param width of the window, in CSS pixels
    static Optional<String> choose(String srcset, String sizes, int width) {
        double shown = shown(sizes, width);
        String best = "";
        double bestDensity = 0;
        for (Matcher each = CANDIDATE.matcher(srcset); each.find();) {
            double number = each.group(2) == null ? 1 : Double.parseDouble(each.group(2));
            double density = "w".equals(each.group(3)) ? number / shown : number;
            boolean better = bestDensity < 1 ? density > bestDensity : density >= 1 && density < bestDensity;
            if (better) {
                best = each.group(1);
                bestDensity = density;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static double shown(String sizes, int width) {
        for (String each : sizes.toLowerCase(Locale.ROOT).split(",", -1)) {
            Matcher size = SIZE.matcher(each.strip());
            if (size.find() && MediaQuery.matches(each.substring(0, size.start()).strip(), width)) {
                double number = Double.parseDouble(size.group(1));
                return Math.max(1, switch (size.group(2)) {
                    case "px" -> number;
                    case "vw" -> width * number / 100;
                    default -> number * EM_PIXELS;
                });
            }
        }
        return width;
    }
}
