package io.netjar.internet.topology;

import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Mistake;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The characters of an XML file by the encoding that it has (Extensible Markup Language 1.0, appendix F): that of its byte
/// order mark, else the one that its first line names, else UTF-8.
final class XmlText {
    private static final Pattern DECLARED = Pattern
            .compile("^<\\?xml[^>]*?\\bencoding\\s*=\\s*[\"']([^\"'>]*)[\"']");
    private static final int LONGEST_DECLARATION = 200;

    private XmlText() {}

    /// @param file what to call it in messages
    /// @throws DescriptionException if the encoding is not known, or a byte means nothing in it
    static String of(byte[] bytes, String file) {
        Charset charset = charset(bytes, file);
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(bytes.length * decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw mistake(file, text,
                    "this is not text in " + charset.name() + ": the byte 0x%02x stands here"
                            .formatted(in.get()));
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static Charset charset(byte[] bytes, String file) {
        if (bytes.length >= 2 && (bytes[0] & 0xff ^ bytes[1] & 0xff) == 0x01
                && (bytes[0] & 0xff) >= 0xfe) {
            return StandardCharsets.UTF_16;
        }
        String start = new String(bytes, 0, Math.min(LONGEST_DECLARATION, bytes.length),
                StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(start);
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            throw mistake(file, start.substring(0, declared.start(1)),
                    "the encoding '" + declared.group(1) + "' is not known; save the file as UTF-8");
        }
    }

    /// @param before what stands before it
    private static DescriptionException mistake(String file, String before, String message) {
        int line = 1 + (int) before.chars().filter(each -> each == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return new DescriptionException(List.of(new Mistake(file, line, column, message)));
    }
}
