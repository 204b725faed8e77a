package io.netjar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    @Test
    void sumsUpTheExampleOfRfc1071() {
        // RFC 1071 §3: the words 0001 f203 f4f5 f6f7 sum up to ddf2.
        byte[] example = HexFormat.of().parseHex("0001f203f4f5f6f7");
        assertThat(Checksum.of(example, 0, 8)).isEqualTo(~0xddf2 & 0xffff);
    }

    @Test
    void takesAnOddLastByteAsTheHighOneOfAWord() {
        byte[] odd = HexFormat.of().parseHex("0001f203f4f5f6");
        byte[] padded = HexFormat.of().parseHex("0001f203f4f5f600");
        assertThat(Checksum.of(odd, 0, 7)).isEqualTo(Checksum.of(padded, 0, 8));
        assertThat(Checksum.of(odd, 6, 1)).isEqualTo(~0xf600 & 0xffff);
        assertThat(Checksum.of(odd, 0, 0)).isEqualTo(0xffff);
    }

    @Test
    void anUpdateEqualsAFullSum() {
        var random = new SplittableRandom(1);
        byte[] bytes = new byte[40];
        for (int round = 0; round < 10_000; round++) {
            random.nextBytes(bytes);
            int before = Checksum.of(bytes, 0, 40);
            int index = random.nextInt(10) * 4;
            int old = Bytes.i32(bytes, index);
            int changed = random.nextInt();
            Bytes.i32(bytes, index, changed);
            assertThat(Checksum.update32(before, old, changed)).as("round %d", round)
                    .isEqualTo(Checksum.of(bytes, 0, 40));
        }
    }

    @Test
    void updatesTheExampleOfRfc1624() {
        // RFC 1624 §4: HC = dd2f, m = 5555, m' = 3285; the new checksum is 0000.
        assertThat(Checksum.update(0xdd2f, 0x5555, 0x3285)).isZero();
    }

    @Test
    void addsUpWordByWord() {
        var random = new SplittableRandom(2);
        byte[] bytes = new byte[120];
        for (int round = 0; round < 20_000; round++) {
            random.nextBytes(bytes);
            int offset = random.nextInt(20);
            int length = random.nextInt(101);
            long sum = 0;
            for (int i = 0; i < length; i++) {
                sum += i % 2 == 0 ? (long) Bytes.u8(bytes, offset + i) << 8 : Bytes.u8(bytes, offset + i);
            }
            assertThat(Checksum.of(bytes, offset, length)).as("round %d", round)
                    .isEqualTo(Checksum.fold(sum));
        }
    }

    @Test
    void foldsTheLargestSums() {
        byte[] ones = new byte[65_535];
        Arrays.fill(ones, (byte) 0xff);
        assertThat(Checksum.of(ones, 0, 65_534)).isZero();
        assertThat(Checksum.fold(0xffff_ffff_ffffL)).isZero();
    }
}
