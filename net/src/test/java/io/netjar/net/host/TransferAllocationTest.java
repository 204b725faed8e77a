package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.tcp.BulkSink;
import io.netjar.net.tcp.BulkSource;
import io.netjar.testkit.Allocation;
import io.netjar.wire.Endpoint;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole path of bulk transfers that share a bottleneck: programs, TCP, IP, links, routers, and back.
class TransferAllocationTest {
    private static final int FLOWS = 4;
    private static final int PORT = 80;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final LinkSpec BOTTLENECK = LinkSpec.of(200_000_000, Duration.ofMillis(5))
            .withQueue(QueueLimit.packets(200));

    private final Road road = new Road(2);
    private final BulkSource source = new BulkSource();
    private final BulkSink sink = new BulkSink();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0005})
    void allocatesNothing(double loss) {
        Link bottleneck = road.links.get(1);
        bottleneck.aToB(BOTTLENECK.withLoss(loss));
        road.bob.tcp().listen(Endpoint.v4(0, PORT), FLOWS, socket -> socket.events(sink));
        for (int i = 0; i < FLOWS; i++) {
            road.alice.tcp().connect(new Endpoint(road.bobsAddress(), PORT), source);
        }
        // Long enough for every queue and buffer to have had the size it needs.
        road.run(Duration.ofSeconds(8));
        long before = segments();
        road.run(ROUND);
        long perRound = segments() - before;
        assertThat(perRound).isGreaterThan(loss == 0 ? 40_000 : 15_000);
        long dropsBefore = drops();
        assertThat(Allocation.ofWarmed(() -> road.run(ROUND), perRound)).isLessThan(perRound);
        assertThat(drops() - dropsBefore).isPositive();
        assertThat(sink.received()).isGreaterThan(100_000_000);
    }

    private long drops() {
        return road.routers.getFirst().ip().interfaces().getLast().port().droppedFrames()
                + road.routers.getLast().ip().interfaces().getFirst().port().droppedFrames();
    }

    /// Frames that the two hosts sent.
    private long segments() {
        return road.alice.ip().interfaces().getFirst().port().sentFrames()
                + road.bob.ip().interfaces().getFirst().port().sentFrames();
    }
}
