package io.netjar.web.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerTest {
    @ParameterizedTest
    @CsvSource({"0, 0400", "1, 040100", "127, 047f", "128, 048180", "255, 0481ff", "256, 04820100",
            "65535, 0482ffff", "65536, 0483010000"})
    void writesLengthsInTheFewestBytes(int length, String head) {
        byte[] value = Der.octets(new byte[length]);
        assertThat(HexFormat.of().formatHex(value)).startsWith(head);
        assertThat(value).hasSize(length + (length < 128 ? 2 : length < 256 ? 3 : length < 65_536 ? 4 : 5));
    }

    /// The first two are the examples of ITU-T X.690 and RFC 5280's appendix C.
    @ParameterizedTest
    @CsvSource({"1.2.840.113549, 06062a864886f70d", "2.5.29.19, 0603551d13",
            "1.3.6.1.5.5.7.3.1, 06082b06010505070301",
            "1.2.840.10045.4.3.2, 06082a8648ce3d040302", "2.5.4.3, 0603550403"})
    void writesIdentifiersInGroupsOfSevenBits(String dotted, String bytes) {
        assertThat(HexFormat.of().formatHex(Der.identifier(dotted))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 020100", "127, 02017f", "128, 02020080", "256, 02020100"})
    void writesPositiveIntegersWithRoomForTheirSign(long number, String bytes) {
        assertThat(HexFormat.of().formatHex(Der.integer(BigInteger.valueOf(number)))).isEqualTo(bytes);
    }

    @Test
    void writesTimesToTheSecond() {
        assertThat(new String(Der.utcTime(Instant.parse("2026-01-02T03:04:05Z")),
                java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("\u0017\r260102030405Z");
    }

    @Test
    void putsValuesIntoSequencesAndBehindTags() {
        byte[] two = Der.integer(BigInteger.TWO);
        assertThat(HexFormat.of().formatHex(Der.sequence(two, Der.TRUE))).isEqualTo("3006020102" + "0101ff");
        assertThat(HexFormat.of().formatHex(Der.tagged(0, true, two))).isEqualTo("a003020102");
        assertThat(HexFormat.of().formatHex(Der.tagged(2, false, new byte[]{'a'}))).isEqualTo("820161");
        assertThat(HexFormat.of().formatHex(Der.bits(7, new byte[]{(byte) 0x80}))).isEqualTo("03020780");
    }
}
