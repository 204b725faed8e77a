package io.netjar.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where a request wants to go: the name of a site (empty if the target does not say), the path as it was written,
/// the path as it is meant (percent-decoded, dot segments resolved) and the query with its question mark.
/// RFC 9112 §3.2, RFC 3986 §3.
record RequestTarget(String authority, String rawPath, String path, String query) {

    /// Reads the target of a request; empty if it breaks the grammar, hides a control character, is not UTF-8, or
    /// climbs above the root.
    static Optional<RequestTarget> parse(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= 0x20 || target.charAt(i) >= 0x7f) {
                return Optional.empty();
            }
        }
        if (target.startsWith("/")) {
            return origin("", target);
        }
        // RFC 9112 §3.2.2: "a server MUST accept the absolute-form in requests"
        String lower = target.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return Optional.empty();
        }
        String rest = target.substring(target.indexOf("//") + 2);
        int end = endOfAuthority(rest);
        String authority = rest.substring(0, end);
        String after = rest.substring(end);
        return authority.isEmpty()
                ? Optional.empty()
                : origin(authority, after.startsWith("/") ? after : "/" + after);
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
                return i;
            }
        }
        return rest.length();
    }

    private static Optional<RequestTarget> origin(String authority, String target) {
        if (target.indexOf('#') >= 0) {
            return Optional.empty();
        }
        int question = target.indexOf('?');
        String rawPath = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question);
        return decode(rawPath).map(path -> new RequestTarget(authority, rawPath, path, query));
    }

    /// Decodes each segment by itself, so that an encoded slash never becomes a separator.
    private static Optional<String> decode(String rawPath) {
        if (isPlain(rawPath)) {
            return Optional.of(rawPath);
        }
        List<String> segments = new ArrayList<>();
        String[] raw = rawPath.substring(1).split("/", -1);
        for (int i = 0; i < raw.length; i++) {
            Optional<String> segment = decodeSegment(raw[i]);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            boolean last = i == raw.length - 1;
            if (!step(segments, segment.get(), last)) {
                return Optional.empty();
            }
        }
        return Optional.of("/" + String.join("/", segments));
    }

    /// Whether nothing is encoded in a path and no segment begins with a dot, so that it means what it says.
    private static boolean isPlain(String rawPath) {
        return rawPath.indexOf('%') < 0 && !rawPath.contains("/.");
    }

    /// RFC 3986 §5.2.4, one segment at a time; false if it would leave the root.
    private static boolean step(List<String> segments, String segment, boolean last) {
        if (segment.equals("..")) {
            if (segments.isEmpty()) {
                return false;
            }
            segments.removeLast();
        } else if (!segment.equals(".")) {
            segments.add(segment);
            return true;
        }
        if (last) {
            segments.add("");
        }
        return true;
    }

    private static Optional<String> decodeSegment(String raw) {
        ByteBuffer octets = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int octet = raw.charAt(i);
            if (octet == '%') {
                octet = hexOctet(raw, i + 1);
                i += 2;
            }
            if (octet < 0x20 || octet == 0x7f) {
                return Optional.empty();
            }
            octets.put((byte) octet);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static int hexOctet(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /// Whether the path has a name nothing can have: an empty segment inside, or one with a slash in it.
    boolean namesNothing() {
        return path.contains("//") || rawPath.contains("//") || rawPath.contains("%2f")
                || rawPath.contains("%2F");
    }
}
