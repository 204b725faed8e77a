package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netjar.engine.Engine;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueLimitTest {
    private static final long MS = 1_000_000;
    /// 1 Mbit/s: the frame of 101 bytes takes exactly 1 ms.
    private static final LinkSpec PLAIN = LinkSpec.of(1_000_000, Duration.ofMillis(10));
    private static final LinkSpec SHAKY = PLAIN
            .withImpairments(Impairments.none().withJitter(Jitter.uniform(Duration.ofMillis(3))));
    private static final int MS_FRAME = 101;

    private final Network network = new Network(new Engine(42));
    private final RecordingDevice left = new RecordingDevice(network, "left:eth0");
    private final RecordingDevice right = new RecordingDevice(network, "right:eth0");

    private Link link(boolean impaired, QueueLimit limit) {
        return new Link(network, "cable", left.port, right.port, (impaired ? SHAKY : PLAIN).withQueue(limit));
    }

    private void send(int frames) {
        IntStream.range(0, frames).forEach(i -> left.send(MS_FRAME, i));
    }

    private long full() {
        return network.drops(DropReason.QUEUE_FULL);
    }

    @AfterEach
    void nothingLeaks() {
        network.engine().runUntil(network.engine().now() + 10_000 * MS);
        assertThat(network.packets().lent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bytesTakeTheFrameThatJustFits(boolean impaired) {
        Link link = link(impaired, QueueLimit.bytes(1514));
        left.send(1514 - MS_FRAME, 1);
        left.send(MS_FRAME, 2);
        assertThat(full()).isZero();
        assertThat(link.queuedBytes(left.port)).isEqualTo(1514);
        left.send(14, 3);
        assertThat(full()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void packetsCountFramesOfAnyLengthUntilTheirLastBitLeft(boolean impaired) {
        Link link = link(impaired, QueueLimit.packets(3));
        send(3);
        assertThat(full()).isZero();
        left.send(14, 3);
        assertThat(full()).isEqualTo(1);
        network.engine().runUntil(MS - 1);
        left.send(14, 4);
        assertThat(full()).isEqualTo(2);
        network.engine().runUntil(MS);
        assertThat(link.queuedPackets(left.port)).isEqualTo(2);
        left.send(1514, 5);
        assertThat(full()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeTakesTheFrameThatWaitsJustSoLong(boolean impaired) {
        link(impaired, QueueLimit.time(Duration.ofMillis(2)));
        send(3);
        assertThat(full()).isZero();
        send(1);
        assertThat(full()).isEqualTo(1);
        network.engine().runUntil(MS - 1);
        send(1);
        assertThat(full()).isEqualTo(2);
        network.engine().runUntil(MS);
        send(1);
        assertThat(full()).isEqualTo(2);
    }

    @Test
    void timeOfANanosecondLessDropsIt() {
        link(false, QueueLimit.time(Duration.ofNanos(2 * MS - 1)));
        send(3);
        assertThat(full()).isEqualTo(1);
    }

    @Test
    void noTimeSendsAtOnceOrNotAtAll() {
        link(false, QueueLimit.time(Duration.ZERO));
        send(2);
        network.engine().runUntil(MS);
        send(1);
        network.engine().runUntil(100 * MS);
        assertThat(right.times()).containsExactly(11 * MS, 12 * MS);
    }

    @Test
    void aLimitChangesItsKindWhileFramesWait() {
        Link link = link(false, QueueLimit.packets(10));
        send(5);
        link.aToB(PLAIN.withQueue(QueueLimit.packets(5)));
        send(1);
        assertThat(full()).isEqualTo(1);
        link.aToB(SHAKY.withQueue(QueueLimit.packets(6)));
        send(2);
        assertThat(full()).isEqualTo(2);
        link.aToB(SHAKY.withQueue(QueueLimit.time(Duration.ofMillis(6))));
        send(2);
        assertThat(full()).isEqualTo(3);
        link.aToB(PLAIN.withQueue(QueueLimit.bytes(1514)));
        assertThat(link.queuedBytes(left.port)).isEqualTo(7 * MS_FRAME);
        left.send(1514 - 7 * MS_FRAME, 0);
        assertThat(full()).isEqualTo(3);
        left.send(14, 0);
        assertThat(full()).isEqualTo(4);
    }

    @Test
    void saysWhatIsWrongInWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> QueueLimit.packets(0))
                .withMessage("a queue holds from 1 to 1000000 packets, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> QueueLimit.bytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> QueueLimit.time(Duration.ofNanos(-1)))
                .withMessage("a queue's time is from 0 to a minute, not -1 ns");
    }
}
