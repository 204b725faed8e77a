package io.netjar.cli.map;

import java.util.Arrays;

/// How wide words are in DejaVu Sans (and Verdana, whose widths it has), so that they can be placed where no fonts are
/// at hand. In thousandths of the type's size.
final class Letters {
    private static final int USUAL = 620;
    private static final int WIDE = 1000;
    /// Bold letters are so much wider.
    private static final double BOLD = 1.13;
    private static final String[] BY_WIDTH = {"278ijl", "318 .,'", "337/:;|", "361-", "392t()[]", "411r",
            "550cskz", "592vyx", "636bdhpqnu0123456789", "684A", "603TFP", "732DNHU", "787OQG", "818w",
            "863M", "974m", "989W", "320I·", "950%", "838+<>=~", "695RKB"};
    private static final int[] WIDTHS = widths();

    private Letters() {}

    private static int[] widths() {
        int[] widths = new int[0x100];
        Arrays.fill(widths, USUAL);
        for (String group : BY_WIDTH) {
            for (char letter : group.substring(3).toCharArray()) {
                widths[letter] = Integer.parseInt(group.substring(0, 3));
            }
        }
        return widths;
    }

    static double width(String text, Drawing.Lettering type) {
        double sum = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            sum += letter < WIDTHS.length ? WIDTHS[letter] : WIDE;
        }
        return sum / 1000 * type.size() * (type.bold() ? BOLD : 1);
    }
}
