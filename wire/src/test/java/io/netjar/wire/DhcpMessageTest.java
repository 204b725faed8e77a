package io.netjar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DhcpMessageTest {
    private static final int OPTIONS = DhcpView.HEADER_BYTES;

    private static DhcpMessage message(DhcpMessage.Type type) {
        return new DhcpMessage(type, 0x1234_5678, 7, true, 0x0a00_0001, 0x0a00_0002, 0x024e_0000_0009L,
                DhcpOptions.NONE.with(DhcpOptions.SUBNET_MASK, 0xffff_ff00)
                        .with(DhcpOptions.NAME_SERVER,
                                List.of(IpAddress.of("192.0.2.1"), IpAddress.of("192.0.2.2")))
                        .with(DhcpOptions.LEASE_TIME, 86_400).with(DhcpOptions.HOST_NAME, "laptop"));
    }

    @ParameterizedTest
    @EnumSource(value = DhcpMessage.Type.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void readsWhatItWrote(DhcpMessage.Type type) {
        byte[] bytes = message(type).encoded();
        DhcpMessage read = DhcpMessage.parse(bytes, 0, bytes.length).orElseThrow();
        assertThat(read).usingRecursiveComparison().ignoringFields("options").isEqualTo(message(type));
        assertThat(read.options().seconds(DhcpOptions.LEASE_TIME)).isEqualTo(86_400);
        assertThat(read.options().address(DhcpOptions.SUBNET_MASK)).isEqualTo(0xffff_ff00);
        assertThat(read.options().text(DhcpOptions.HOST_NAME)).isEqualTo("laptop");
        assertThat(read.options().addresses(DhcpOptions.NAME_SERVER)).containsExactly(
                IpAddress.of("192.0.2.1"),
                IpAddress.of("192.0.2.2"));
        assertThat(read.encoded()).isEqualTo(bytes);
    }

    @Test
    void standsInTheBytesAsTheFigureOfRfc2131Shows() {
        byte[] bytes = message(DhcpMessage.Type.OFFER).encoded();
        assertThat(Arrays.copyOf(bytes, 34)).containsExactly(2, 1, 6, 0, 0x12, 0x34, 0x56, 0x78, 0, 7, 0x80,
                0, 10, 0,
                0, 1, 10, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x4e, 0, 0, 0, 9);
        assertThat(Arrays.copyOfRange(bytes, 236, 249)).containsExactly(99, (byte) 130, 83, 99, 53, 1, 2, 1,
                4, -1, -1,
                -1, 0);
    }

    @Test
    void isNeverShorterThanABootpMessage() {
        var bare = new DhcpMessage(DhcpMessage.Type.DISCOVER, 1, 0, true, 0, 0, 1, DhcpOptions.NONE);
        assertThat(bare.encoded()).hasSize(300);
    }

    @Test
    void splitsAndJoinsAnOptionLongerThan255Bytes() {
        byte[] name = new byte[600];
        Arrays.fill(name, (byte) 'x');
        byte[] bytes = new DhcpMessage(DhcpMessage.Type.ACK, 1, 0, true, 0, 0, 1,
                DhcpOptions.NONE.with(DhcpOptions.DOMAIN_NAME, name)).encoded();
        assertThat(DhcpMessage.parse(bytes, 0, bytes.length).orElseThrow().options()
                .bytes(DhcpOptions.DOMAIN_NAME))
                .isEqualTo(name);
    }

    @Test
    void readsOptionsFromTheFieldsThatOverloadNames() {
        byte[] bytes = new DhcpMessage(DhcpMessage.Type.ACK, 1, 0, true, 0, 0, 1,
                DhcpOptions.NONE.with(DhcpOptions.OVERLOAD, new byte[]{3})).encoded();
        byte[] router = {3, 4, 10, 0, 0, 1, (byte) 255};
        byte[] lease = {51, 4, 0, 0, 0, 60, (byte) 255};
        System.arraycopy(router, 0, bytes, 44, router.length);
        System.arraycopy(lease, 0, bytes, 108, lease.length);
        DhcpOptions options = DhcpMessage.parse(bytes, 0, bytes.length).orElseThrow().options();
        assertThat(options.address(DhcpOptions.ROUTER)).isEqualTo(0x0a00_0001);
        assertThat(options.seconds(DhcpOptions.LEASE_TIME)).isEqualTo(60);
    }

    @Test
    void ignoresAnOptionThatRunsOverTheEnd() {
        byte[] bytes = message(DhcpMessage.Type.ACK).encoded();
        bytes[OPTIONS + 4] = (byte) 200;
        DhcpMessage read = DhcpMessage.parse(bytes, 0, bytes.length).orElseThrow();
        assertThat(read.options().has(DhcpOptions.SUBNET_MASK)).isFalse();
    }

    @Test
    void refusesAReplyThatClaimsToBeARequest() {
        byte[] bytes = message(DhcpMessage.Type.ACK).encoded();
        bytes[0] = 1;
        assertThat(DhcpMessage.parse(bytes, 0, bytes.length)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrowsOnTruncatedOrRandomBytes(long seed) {
        byte[] bytes = message(DhcpMessage.Type.ACK).encoded();
        for (int length = 0; length <= bytes.length; length++) {
            assertThat(DhcpMessage.parse(Arrays.copyOf(bytes, length), 0, length).isPresent())
                    .as("length " + length)
                    .isEqualTo(length >= OPTIONS + 3);
        }
        long state = seed;
        for (int round = 0; round < 5000; round++) {
            byte[] random = bytes.clone();
            for (int i = OPTIONS; i < random.length; i++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                random[i] = (byte) (state >>> 33);
            }
            DhcpMessage.parse(random, 0, 240 + (int) (state >>> 40 & 63) % 61)
                    .ifPresent(DhcpMessage::encoded);
        }
    }
}
