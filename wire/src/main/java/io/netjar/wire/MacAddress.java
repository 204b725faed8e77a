package io.netjar.wire;

/// A 48-bit IEEE 802 MAC address.
public record MacAddress(long bits) {
    public static final long BROADCAST_BITS = 0xffff_ffff_ffffL;
    public static final MacAddress BROADCAST = new MacAddress(BROADCAST_BITS);

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits: 0x" + Long.toHexString(bits));
        }
    }

    /// The `index`-th locally administered unicast address (IEEE 802 §8.4: second-lowest bit of the first octet
    /// set, lowest clear), `02:4e:00:00:00:00` onward.
    public static MacAddress local(int index) {
        return new MacAddress(0x024e_0000_0000L | (index & 0xffff_ffffL));
    }

    /// The address that `text` says, as in `02:4e:00:00:00:07`.
    ///
    /// @throws IllegalArgumentException if it is not six octets in hexadecimal digits, joined by colons
    public static MacAddress of(String text) {
        if (!text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}")) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no MAC address: six octets in hexadecimal digits, as in '02:4e:00:00:00:07'");
        }
        return new MacAddress(Long.parseLong(text.replace(":", ""), 16));
    }

    /// The group bit (IEEE 802 §8.4): broadcast or multicast.
    public static boolean isGroup(long bits) {
        return (bits >>> 40 & 1) != 0;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (bits >>> shift) & 0xff;
            text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 0xf, 16));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
