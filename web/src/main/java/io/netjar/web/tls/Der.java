package io.netjar.web.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The distinguished encoding of ASN.1 values (ITU-T X.690), as far as certificates need it.
final class Der {
    static final byte[] TRUE = value(0x01, new byte[]{(byte) 0xff});
    private static final int SEQUENCE = 0x30;
    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter
            .ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Der() {}

    /// Tag, length and content.
    static byte[] value(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >>> 8 * i);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... values) {
        return value(SEQUENCE, joined(values));
    }

    /// A value whose tag stands in for its own or around several, by context.
    static byte[] tagged(int number, boolean constructed, byte[]... values) {
        return value((constructed ? 0xa0 : 0x80) | number, joined(values));
    }

    private static byte[] joined(byte[]... values) {
        var out = new ByteArrayOutputStream();
        for (byte[] each : values) {
            out.writeBytes(each);
        }
        return out.toByteArray();
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    /// Bits, the last `unused` of which do not count.
    static byte[] bits(int unused, byte[] bytes) {
        return value(0x03, joined(new byte[]{(byte) unused}, bytes));
    }

    static byte[] octets(byte[] bytes) {
        return value(0x04, bytes);
    }

    static byte[] utf8(String text) {
        return value(0x0c, text.getBytes(UTF_8));
    }

    /// A time to the second. RFC 5280 §4.1.2.5: years up to 2049 only.
    static byte[] utcTime(Instant time) {
        return value(0x17, UTC_TIME.format(time).getBytes(US_ASCII));
    }

    /// An object identifier as people write it, like `2.5.29.17`.
    static byte[] identifier(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        var out = new ByteArrayOutputStream();
        out.write(40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    out.write(0x80 | arc >>> shift & 0x7f);
                }
            }
            out.write(arc & 0x7f);
        }
        return value(0x06, out.toByteArray());
    }
}
