package io.netjar.web.browser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// Reads a document while it comes, so that its parts are found before its end, as by a browser's preload scanner.
///
/// What has come is parsed anew, up to its last `>`, when it has grown by a sixteenth and by 4 KiB at least: so the work
/// is in proportion to the length, and a part is found a sixteenth of the document late at most.
final class HtmlScanner {
    private static final int STEP = 4096;
    private static final int FRACTION = 16;
    /// What is longer is not read on; Chromium has no limit.
    private static final int LONGEST = 32 << 20;

    private final URI page;
    private final @Nullable String charset;
    private final int width;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int parsed;

    /// @param contentType the document's `Content-Type`
    /// @param width of the window, in CSS pixels
    HtmlScanner(URI page, String contentType, int width) {
        this.page = page;
        this.charset = charset(contentType);
        this.width = width;
    }

    /// The charset that a `Content-Type` names; `null` if it names none that is known, so that the document says itself.
    private static @Nullable String charset(String contentType) {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return null;
        }
        String name = contentType.substring(at + "charset=".length()).split("[;\\s]", 2)[0].replace("\"", "");
        try {
            return Charset.isSupported(name) ? Charset.forName(name).name() : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return null;
        }
    }

    /// More has come. Returns all parts found so far; empty if it was not time to look.
    List<Part> add(byte[] piece) {
        if (text.size() > LONGEST) {
            return List.of();
        }
        text.writeBytes(piece);
        if (text.size() < parsed + Math.max(STEP, parsed / FRACTION) && parsed > 0) {
            return List.of();
        }
        parsed = text.size();
        byte[] soFar = text.toByteArray();
        int end = soFar.length;
        while (end > 0 && soFar[end - 1] != '>') {
            end--;
        }
        return HtmlParts.of(parse(soFar, end), page, width).parts();
    }

    /// The document as far as it came.
    Document document() {
        return parse(text.toByteArray(), text.size());
    }

    private Document parse(byte[] bytes, int length) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(bytes, 0, length), charset, page.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        }
    }
}
