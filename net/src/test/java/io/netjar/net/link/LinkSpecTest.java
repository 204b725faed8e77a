package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkSpecTest {
    private final LinkSpec spec = LinkSpec.ethernet();

    @Test
    void saysWhatIsWrongInWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> spec.withBitsPerSecond(0))
                .withMessage("a link's rate is from 1 bit/s to 100 Tbit/s, not 0 bit/s");
        assertThatIllegalArgumentException().isThrownBy(() -> spec.withDelay(Duration.ofNanos(-1)))
                .withMessage("a link's delay is from 0 to a day, not -1 ns");
        assertThatIllegalArgumentException().isThrownBy(() -> spec.withLoss(1.1))
                .withMessage("a link's loss is a share from 0 (none) to 1 (all), not 1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> spec.withLoss(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> spec.withMtu(67))
                .withMessage("a link's MTU is from 68 to 65535 bytes, not 67");
        assertThatIllegalArgumentException().isThrownBy(() -> spec.withQueueBytes(1513))
                .withMessage("a link's queue must hold a frame of 1514 bytes at least, not 1513 bytes");
    }

    @Test
    void takesTheLastRightValues() {
        assertThat(spec.withBitsPerSecond(1).bitsPerSecond()).isEqualTo(1);
        assertThat(spec.withLoss(1).loss()).isEqualTo(1);
        assertThat(spec.withMtu(68).maxFrameBytes()).isEqualTo(82);
        assertThat(spec.withQueueBytes(1514).queue().limit()).isEqualTo(QueueLimit.bytes(1514));
        assertThat(spec.withDelay(Duration.ZERO).delay()).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"14, 84", "60, 84", "61, 85", "1514, 1538"})
    void countsWhatAFrameTakesOnAnEthernet(int length, int wireBytes) {
        assertThat(LinkSpec.wireBytes(length)).isEqualTo(wireBytes);
    }

    @Test
    void givesTheQueueAHundredMillisecondsOfTraffic() {
        assertThat(LinkSpec.of(100_000_000, Duration.ZERO).queue().limit())
                .isEqualTo(QueueLimit.bytes(1_250_000));
        assertThat(LinkSpec.of(1_000_000, Duration.ZERO).queue().limit())
                .isEqualTo(QueueLimit.bytes(64 * 1024));
        assertThat(LinkSpec.backbone(Duration.ofMillis(10)).queue().limit())
                .isEqualTo(QueueLimit.bytes(16 * 1024 * 1024));
        assertThat(LinkSpec.fastEthernet().bitsPerSecond()).isEqualTo(100_000_000);
        assertThat(LinkSpec.dataCenter().bitsPerSecond()).isEqualTo(10_000_000_000L);
        assertThat(LinkSpec.ideal().delayNanos()).isZero();
    }
}
