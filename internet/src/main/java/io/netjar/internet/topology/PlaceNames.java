package io.netjar.internet.topology;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Labels made into names as descriptions have them: lower-case letters, digits and hyphens, and no two the same.
final class PlaceNames {
    /// Names of routers' interfaces, which are made of two of these, must be labels of the DNS.
    private static final int LONGEST = 24;
    /// Letters that are no other letter with a mark.
    private static final Map<String, String> LETTERS = Map.of("ø", "o", "ł", "l", "æ", "ae", "œ", "oe", "ß",
            "ss", "đ", "d", "þ", "th", "ı", "i");

    private final Set<String> taken = new LinkedHashSet<>();

    /// @param reserved names that mean something else
    PlaceNames(Set<String> reserved) {
        taken.addAll(reserved);
    }

    /// A name like `label`; the second of the same label has `-2` behind it, the third `-3`.
    ///
    /// @param otherwise what to make it of if nothing is left of the label
    String name(String label, String otherwise) {
        String like = plain(label);
        if (like.isEmpty()) {
            like = plain(otherwise);
        }
        like = like.isEmpty() ? "node" : like;
        String name = like;
        for (int i = 2; !taken.add(name); i++) {
            name = like + "-" + i;
        }
        return name;
    }

    /// Lower-case letters, digits and hyphens of `text`; empty if there are none.
    static String plain(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            lower = lower.replace(letter.getKey(), letter.getValue());
        }
        String plain = Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        return plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("-+$", "");
    }
}
