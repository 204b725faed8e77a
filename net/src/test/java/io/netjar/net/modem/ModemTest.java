package io.netjar.net.modem;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.RecordingDevice;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModemTest {
    private static final long SECOND = 1_000_000_000;

    private final Network network = new Network(new Engine(1));
    private final RecordingDevice router = new RecordingDevice(network, "router:wan");
    private final RecordingDevice provider = new RecordingDevice(network, "provider:line");
    private final Modem modem = new Modem(network, "modem");

    private Link connect(AccessLine line) {
        new Link(network, "cable", router.port, modem.lan(), LinkSpec.ideal());
        return line.connect(network, "line", modem.line(), provider.port);
    }

    private void run() {
        network.engine().runUntil(network.engine().now() + SECOND);
    }

    @AfterEach
    void nothingLeaks() {
        run();
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void passesFramesOnAtTheRatesOfTheLine() {
        connect(AccessLine.cable());
        router.send(1514, 1);
        provider.send(1514, 2);
        run();
        // 1538 bytes at 20 Mbit/s and 5 ms; at 100 Mbit/s and 2 ms.
        assertThat(provider.times()).containsExactly(5_000_000L + 615_200);
        assertThat(router.times()).containsExactly(2_000_000L + 123_040);
    }

    @Test
    void delaysWhatIsUploadedByWhatItsDeepBufferHolds() {
        connect(AccessLine.vdsl());
        // 256 KiB at 10 Mbit/s: more than 200 ms.
        IntStream.range(0, 173).forEach(i -> router.send(1514, i));
        run();
        assertThat(network.drops(DropReason.QUEUE_FULL)).isZero();
        assertThat(provider.times().getLast()).isGreaterThan(200_000_000);
        IntStream.range(0, 174).forEach(i -> router.send(1514, i));
        run();
        assertThat(network.drops(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(modem.line().droppedFrames()).isEqualTo(1);
    }

    @Test
    void dropsWhatComesInWhileItIsOff() {
        connect(AccessLine.fibre());
        modem.on(false);
        router.send(100, 1);
        provider.send(100, 2);
        run();
        assertThat(network.drops(DropReason.LINK_DOWN)).isEqualTo(2);
        modem.on(true);
        router.send(100, 3);
        run();
        assertThat(provider.numbers()).containsExactly(3);
    }

    @Test
    void linesCanBeFasterFartherAndWorse() {
        AccessLine line = AccessLine.lte().withBitsPerSecond(80_000_000, 20_000_000)
                .plusDelay(Duration.ofMillis(1)).withLoss(0.5);
        assertThat(line.down().bitsPerSecond()).isEqualTo(80_000_000);
        assertThat(line.up().bitsPerSecond()).isEqualTo(20_000_000);
        assertThat(line.down().delay()).isEqualTo(Duration.ofMillis(16));
        assertThat(line.up().delay()).isEqualTo(Duration.ofMillis(21));
        assertThat(line.up().loss()).isEqualTo(0.5);
        assertThat(line.up().queue().limit()).isEqualTo(QueueLimit.bytes(512 * 1024));
    }

    @Test
    void linesCanHaveTheSameDelayAndBuffersBothWays() {
        AccessLine line = AccessLine.cable().withDelay(Duration.ofMillis(25)).withQueueBytes(64_000);
        assertThat(line.down()).isEqualTo(
                AccessLine.cable().down().withDelay(Duration.ofMillis(25)).withQueueBytes(64_000));
        assertThat(line.up()).isEqualTo(
                AccessLine.cable().up().withDelay(Duration.ofMillis(25)).withQueueBytes(64_000));
    }
}
