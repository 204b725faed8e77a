package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Endpoint;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How receive buffers grow: Fisk and Feng 2001, as Linux does it.
class ReceiveTuningTest {
    private static final long MILLI = 1_000_000L;

    @Nested
    class Growth {
        private final ReceiveTuning tuning = new ReceiveTuning(1 << 20);

        @Test
        void isTwiceWhatWasReadInARoundTripAndTwiceItsGrowthMore() {
            tuning.read(20_000, 10 * MILLI, 100 * MILLI);
            // 29,200 in a round trip, where 14,600 were supposed: 2 × 29,200 + 16 × 1,460, and that twice as growth.
            assertThat(tuning.read(9200, 100 * MILLI, 100 * MILLI)).isEqualTo(81_760 * 3);
            assertThat(tuning.space()).isEqualTo(29_200);
        }

        @Test
        void waitsForTheRoundTripToEnd() {
            assertThat(tuning.read(500_000, 99 * MILLI, 100 * MILLI)).isZero();
        }

        @Test
        void isNoneWhenNoMoreIsReadThanBefore() {
            tuning.read(29_200, 100 * MILLI, 100 * MILLI);
            assertThat(tuning.read(29_200, 200 * MILLI, 100 * MILLI)).isZero();
            assertThat(tuning.read(29_201, 300 * MILLI, 100 * MILLI)).isGreaterThan(81_760);
        }

        @Test
        void endsAtTheLargestBufferAndAtThatWhichTheProgramChose() {
            assertThat(tuning.read(1 << 20, 100 * MILLI, 100 * MILLI)).isEqualTo(1 << 20);
            var chosen = new ReceiveTuning(ReceiveTuning.NEVER);
            assertThat(chosen.read(1 << 20, 100 * MILLI, 100 * MILLI)).isZero();
        }
    }

    @Nested
    class RoundTrips {
        private final ReceiverRoundTrip roundTrip = new ReceiverRoundTrip();
        private final Negotiated negotiated = new Negotiated();

        @Test
        void areSmoothedFromTheEchoesOfTimestampsEachOnce() {
            roundTrip.echoed(1000, negotiated, 1080 * MILLI);
            roundTrip.echoed(1000, negotiated, 1500 * MILLI);
            assertThat(roundTrip.nanos()).isEqualTo(80 * MILLI);
            roundTrip.echoed(1100, negotiated, 1260 * MILLI);
            assertThat(roundTrip.nanos()).isEqualTo(90 * MILLI);
        }

        @Test
        void areNoShorterThanAMillisecondAndNothingFromTheFuture() {
            roundTrip.echoed(2000, negotiated, 1000 * MILLI);
            assertThat(roundTrip.nanos()).isZero();
            roundTrip.echoed(1001, negotiated, 1001 * MILLI);
            assertThat(roundTrip.nanos()).isEqualTo(MILLI);
        }

        @Test
        void areTheLeastTimeInWhichAWindowFillsWithoutTimestamps() {
            roundTrip.received(-500, 1000, 0);
            roundTrip.received(400, 1000, 30 * MILLI);
            assertThat(roundTrip.nanos()).isZero();
            roundTrip.received(500, 1000, 50 * MILLI);
            assertThat(roundTrip.nanos()).isEqualTo(50 * MILLI);
            roundTrip.received(1500, 1000, 90 * MILLI);
            assertThat(roundTrip.nanos()).isEqualTo(40 * MILLI);
            roundTrip.received(2500, 1000, 300 * MILLI);
            assertThat(roundTrip.nanos()).isEqualTo(40 * MILLI);
        }
    }

    /// The handshake takes 20 ms, but with a second in the queue a round trip takes a second: a receiver that went by the
    /// handshake would offer little more than it did at first, and the queue would never fill as real ones do. Without timestamps
    /// the least measurement counts, from before the queue was full.
    @ParameterizedTest
    @CsvSource({"true,2500000", "false,1500000"})
    void letsASenderFillADeepQueue(boolean timestamps, int leastBuffer) {
        TcpSettings settings = TcpSettings.linuxLike().withOptions(timestamps, true, true);
        var pair = new TransferTest.Pair(1, settings, settings);
        pair.up.delayNanos = 10 * MILLI;
        pair.down.delayNanos = 10 * MILLI;
        pair.up.bitsPerSecond = 20_000_000;
        pair.up.queueNanos = 1000 * MILLI;
        pair.server.listen(Endpoint.v4(0, 80), 5, socket -> socket.events(new BulkSink()));
        pair.client.connect(Endpoint.v4(TransferTest.SERVER, 80), new BulkSource());
        pair.engine.runUntil(20_000 * MILLI);
        var receiver = (TcpInfo.Connected) pair.server.sockets().get(1);
        // 20 Mbit/s for a second are 2,500,000 bytes.
        assertThat(receiver.sizes().receiveBuffer()).isGreaterThan(leastBuffer);
        var sender = (TcpInfo.Connected) pair.client.sockets().getFirst();
        assertThat(sender.timing().roundTrip().toMillis()).isBetween(500L, 1100L);
    }
}
