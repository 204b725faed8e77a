package io.netjar.web.browser;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/// The directives of a `Cache-Control` field. RFC 9111 §5.2.
record CacheControl(Map<String, String> directives) {
    /// RFC 9111 §1.2.2: what is greater than a cache can represent is taken for this.
    private static final long MAX_SECONDS = 1L << 31;

    /// All fields of that name among `headers` as one.
    static CacheControl of(List<Map.Entry<String, String>> headers) {
        Map<String, String> directives = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : headers) {
            if (field.getKey().equalsIgnoreCase("Cache-Control")) {
                read(field.getValue(), directives);
            }
        }
        return new CacheControl(directives);
    }

    private static void read(String text, Map<String, String> into) {
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) == '"') {
                quoted = !quoted;
            }
            if (i == text.length() || text.charAt(i) == ',' && !quoted) {
                String[] parts = text.substring(start, i).split("=", 2);
                String value = parts.length < 2 ? "" : parts[1].strip().replace("\"", "");
                // RFC 9111 §4.2.1: of a directive that is there twice, the first may be taken.
                into.putIfAbsent(parts[0].strip().toLowerCase(Locale.ROOT), value);
                start = i + 1;
            }
        }
    }

    boolean has(String directive) {
        return directives.containsKey(directive);
    }

    /// `max-age` in seconds; 0, which is stale, if it is no number; empty if there is none.
    OptionalLong maxAge() {
        String text = directives.get("max-age");
        return text == null ? OptionalLong.empty() : OptionalLong.of(seconds(text));
    }

    /// A number of seconds as fields write it; 0 if it is none.
    static long seconds(String text) {
        if (text.isEmpty() || !text.chars().allMatch(each -> each >= '0' && each <= '9')) {
            return 0;
        }
        return text.length() > 10 ? MAX_SECONDS : Math.min(MAX_SECONDS, Long.parseLong(text));
    }
}
