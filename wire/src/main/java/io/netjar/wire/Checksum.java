package io.netjar.wire;

/// The Internet checksum: the one's complement of the one's complement sum of 16-bit words. RFC 1071.
public final class Checksum {
    private Checksum() {}

    /// The unfolded sum of the words in `bytes[offset, offset + length)`, added to `initial`. An odd last
    /// byte counts as the high byte of a word (RFC 1071 §4.1).
    public static long sum(byte[] bytes, int offset, int length, long initial) {
        int index = offset + (length & ~7);
        long sum = initial + sumOfLongs(bytes, offset, index);
        int end = offset + length;
        if (index + 4 <= end) {
            sum += Bytes.u32(bytes, index);
            index += 4;
        }
        if (index + 2 <= end) {
            sum += Bytes.u16(bytes, index);
            index += 2;
        }
        if (index < end) {
            sum += (long) Bytes.u8(bytes, index) << 8;
        }
        return sum;
    }

    /// The sum of the words in `bytes[from, to)`, a multiple of 8 bytes, as 16 bits. The upper and the lower halves of the longs
    /// are added up apart, which cannot overflow, and which the compiler does for several longs at a time.
    private static int sumOfLongs(byte[] bytes, int from, int to) {
        long low = 0;
        long high = 0;
        for (int index = from; index < to; index += 8) {
            // RFC 1071 §2(B): the sum is the same in any byte order, but for the order of its own two bytes.
            long words = Bytes.native64(bytes, index);
            low += words & 0xffff_ffffL;
            high += words >>> 32;
        }
        return Bytes.fromNative16(~fold(low + high));
    }

    /// The 16-bit checksum that belongs into a header whose words (checksum field zero) add up to `sum`.
    public static int fold(long sum) {
        long folded = (sum & 0xffff_ffffL) + (sum >>> 32);
        folded = (folded & 0xffff_ffffL) + (folded >>> 32);
        folded = (folded & 0xffff) + (folded >>> 16);
        folded = (folded & 0xffff) + (folded >>> 16);
        return (int) (~folded & 0xffff);
    }

    public static int of(byte[] bytes, int offset, int length) {
        return fold(sum(bytes, offset, length, 0));
    }

    /// The sum of the IPv4 pseudo header of UDP and TCP (RFC 768, RFC 9293 §3.1).
    public static long pseudoHeader(int source, int destination, int protocol, int length) {
        return (source & 0xffff_ffffL) + (destination & 0xffff_ffffL) + protocol + (long) length;
    }

    /// The checksum after one 16-bit word of the covered data changed. RFC 1624 eqn. 3: HC' = ~(~HC + ~m + m').
    public static int update(int checksum, int oldWord, int newWord) {
        long sum = (~checksum & 0xffffL) + (~oldWord & 0xffff) + (newWord & 0xffff);
        return fold(sum);
    }

    /// The checksum after a 32-bit value of the covered data changed (an address in NAT).
    public static int update32(int checksum, int oldValue, int newValue) {
        int high = update(checksum, oldValue >>> 16, newValue >>> 16);
        return update(high, oldValue & 0xffff, newValue & 0xffff);
    }
}
