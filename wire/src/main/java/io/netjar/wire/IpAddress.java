package io.netjar.wire;

import java.util.Optional;

/// An IP address: 128 bits, an IPv4 address in its IPv4-mapped form `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2), so
/// that tables and interfaces laid out for it hold both families.
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    private static final long V4_MAPPED = 0xffff_0000_0000L;

    /// 0.0.0.0, "this host on this network" (RFC 1122 §3.2.1.3).
    public static final IpAddress ANY_V4 = v4(0);
    /// 127.0.0.1.
    public static final IpAddress LOOPBACK_V4 = v4(0x7f00_0001);
    /// 255.255.255.255, the limited broadcast (RFC 919).
    public static final IpAddress BROADCAST_V4 = v4(-1);

    public static IpAddress v4(int bits) {
        return new IpAddress(0, V4_MAPPED | (bits & 0xffff_ffffL));
    }

    public boolean isV4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /// The 32 bits of an IPv4 address; meaningless unless [#isV4()].
    public int v4() {
        return (int) low;
    }

    /// This address, for code that speaks IPv4 only and would cut any other to its last 32 bits.
    ///
    /// @throws IllegalArgumentException if it is an IPv6 address
    public IpAddress requireV4() {
        if (!isV4()) {
            throw new IllegalArgumentException(this + " is an IPv6 address; only IPv4 is spoken here");
        }
        return this;
    }

    /// The address in dotted-decimal notation.
    ///
    /// @throws IllegalArgumentException if `text` is not four decimal numbers from 0 to 255
    public static IpAddress of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(
                "not an IPv4 address: '" + text + "' (write four numbers from 0 to 255, like 192.0.2.1)"));
    }

    /// The address in dotted-decimal notation without leading zeros (RFC 6943 §3.1.1 on why not), or empty.
    public static Optional<IpAddress> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        int bits = 0;
        for (String part : parts) {
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return Optional.of(v4(bits));
    }

    /// The 4 or 16 octets in network byte order.
    public byte[] octets() {
        if (isV4()) {
            byte[] octets = new byte[4];
            Bytes.i32(octets, 0, v4());
            return octets;
        }
        byte[] octets = new byte[16];
        Bytes.i64(octets, 0, high);
        Bytes.i64(octets, 8, low);
        return octets;
    }

    /// The address of 4 or 16 octets.
    ///
    /// @throws IllegalArgumentException for another length
    public static IpAddress of(byte[] octets) {
        return switch (octets.length) {
            case 4 -> v4(Bytes.i32(octets, 0));
            case 16 -> new IpAddress(Bytes.i64(octets, 0), Bytes.i64(octets, 8));
            default ->
                throw new IllegalArgumentException("an IP address has 4 or 16 octets, not " + octets.length);
        };
    }

    @Override
    public int compareTo(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        if (isV4()) {
            return v4Text(v4());
        }
        var text = new StringBuilder();
        for (int group = 0; group < 8; group++) {
            long half = group < 4 ? high : low;
            text.append(group == 0 ? "" : ":")
                    .append(Long.toHexString(half >>> 48 - 16 * (group & 3) & 0xffff));
        }
        return text.toString();
    }

    /// Dotted decimal.
    public static String v4Text(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
