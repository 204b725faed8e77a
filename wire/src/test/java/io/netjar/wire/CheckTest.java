package io.netjar.wire;

import static io.netjar.wire.Samples.IP;
import static io.netjar.wire.Samples.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The checks at the border: nothing short, nothing that lies about its length, nothing with a wrong bit passes, and
/// nothing makes them throw.
class CheckTest {
    private static final int CLIENT = IpAddress.of("192.0.2.10").v4();
    private static final int SERVER = IpAddress.of("198.51.100.20").v4();

    @FunctionalInterface
    interface Check {
        boolean passes(byte[] bytes, int offset, int length);
    }

    private static boolean udp(byte[] bytes, int offset, int length) {
        return UdpView.check(bytes, offset, length, CLIENT, SERVER);
    }

    private static boolean tcp(byte[] bytes, int offset, int length) {
        return TcpView.check(bytes, offset, length, CLIENT, SERVER);
    }

    static Stream<Arguments> samples() {
        return Stream.of(sample("arp-request", IP, ArpView::check), sample("arp-reply", IP, ArpView::check),
                sample("udp-dns-query", IP, Ipv4View::check), sample("tcp-syn", IP, Ipv4View::check),
                sample("ipv4-fragment", IP, Ipv4View::check),
                sample("icmp-echo-request", TRANSPORT, IcmpView::check),
                sample("udp-dns-query", TRANSPORT, CheckTest::udp),
                sample("tcp-syn", TRANSPORT, CheckTest::tcp),
                sample("tcp-data", TRANSPORT, CheckTest::tcp));
    }

    private static Arguments sample(String name, int offset, Check check) {
        return Arguments.of(name, offset, check);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aWholePacketPassesAndNoneThatIsCutOff(String name, int offset, Check check) {
        byte[] frame = Samples.frame(name);
        assertThat(check.passes(frame, offset, frame.length - offset)).isTrue();
        for (int length = offset; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThat(check.passes(cut, offset, length - offset)).as("cut to %d bytes", length).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void randomBytesNeverMakeACheckThrow(String name, int offset, Check check) {
        var random = new SplittableRandom(name.hashCode() + offset);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            int length = bytes.length - random.nextInt(bytes.length + 1);
            assertThatCode(() -> check.passes(bytes, bytes.length - length, length))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void changedBytesNeverMakeACheckThrow(String name, int offset, Check check) {
        byte[] frame = Samples.frame(name);
        for (int i = offset; i < frame.length; i++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = frame.clone();
                changed[i] = (byte) value;
                assertThatCode(() -> check.passes(changed, offset, changed.length - offset))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void oneWrongBitFailsAChecksum() {
        byte[] frame = Samples.frame("tcp-data");
        IntStream.range(TRANSPORT * 8, frame.length * 8).forEach(bit -> {
            byte[] wrong = frame.clone();
            wrong[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            assertThat(tcp(wrong, TRANSPORT, wrong.length - TRANSPORT)).as("bit %d", bit).isFalse();
        });
        IntStream.range(IP * 8, TRANSPORT * 8).forEach(bit -> {
            byte[] wrong = frame.clone();
            wrong[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            assertThat(Ipv4View.check(wrong, IP, wrong.length - IP)).as("bit %d", bit).isFalse();
        });
    }

    @Test
    void lengthsThatLieFail() {
        byte[] frame = Samples.frame("udp-dns-query");
        var ip = new Ipv4View(frame, IP);
        ip.totalLength(60);
        ip.updateChecksum();
        assertThat(Ipv4View.check(frame, IP, frame.length - IP)).isFalse();
        ip.totalLength(19);
        ip.updateChecksum();
        assertThat(Ipv4View.check(frame, IP, frame.length - IP)).isFalse();
    }

    @Test
    void paddingBehindTheDatagramIsNoError() {
        byte[] frame = Arrays.copyOf(Samples.frame("arp-request"), EthernetView.MIN_FRAME_BYTES);
        assertThat(ArpView.check(frame, IP, frame.length - IP)).isTrue();
        byte[] padded = Arrays.copyOf(Samples.frame("udp-dns-query"), 100);
        assertThat(Ipv4View.check(padded, IP, padded.length - IP)).isTrue();
        assertThat(udp(padded, TRANSPORT, padded.length - TRANSPORT)).isTrue();
    }
}
