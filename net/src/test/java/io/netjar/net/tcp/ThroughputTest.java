package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How fast bulk transfers are, in the engine's time.
class ThroughputTest {
    /// Megabits per second between two times in seconds.
    private static double rate(TransferTest.Pair pair, double from, double to) {
        var sink = new BulkSink();
        pair.server.listen(Endpoint.v4(0, 80), 5, socket -> socket.events(sink));
        pair.client.connect(Endpoint.v4(TransferTest.SERVER, 80), new BulkSource());
        pair.engine.runUntil((long) (from * 1e9));
        long before = sink.received();
        pair.engine.runUntil((long) (to * 1e9));
        return (sink.received() - before) * 8 / (to - from) / 1e6;
    }

    private static TransferTest.Pair pair(CongestionAlgorithm algorithm, double loss, long delayNanos) {
        TcpSettings settings = TcpSettings.linuxLike().withCongestionControl(algorithm);
        var pair = new TransferTest.Pair(1, settings, settings);
        pair.up.delayNanos = delayNanos;
        pair.down.delayNanos = delayNanos;
        pair.up.loss = loss;
        pair.up.queueNanos = 20_000_000;
        return pair;
    }

    @ParameterizedTest
    @EnumSource(CongestionAlgorithm.class)
    void fillsAGigabitOverTenMilliseconds(CongestionAlgorithm algorithm) {
        assertThat(rate(pair(algorithm, 0, 5_000_000), 1, 3)).isGreaterThan(900);
    }

    /// Megabits per second over a path that loses every so manieth packet and nothing else.
    private static double rateUnderLoss(CongestionAlgorithm algorithm, int lossEvery, int rttMillis) {
        TcpSettings settings = TcpSettings.linuxLike().withCongestionControl(algorithm)
                .withReceiveBuffer(1 << 24, 1 << 26).withSendBuffer(1 << 22, 1 << 26);
        var pair = new TransferTest.Pair(1, settings, settings);
        pair.up.delayNanos = rttMillis * 500_000L;
        pair.down.delayNanos = rttMillis * 500_000L;
        pair.up.lossEvery = lossEvery;
        return rate(pair, 30, 90);
    }

    private static double segmentsPerSecond(double megabits) {
        return megabits * 1e6 / 8 / 1448;
    }

    /// Mathis et al. 1997: rate = MSS / RTT * sqrt(3/2) / sqrt(p).
    @ParameterizedTest
    @CsvSource({"200, 10", "1000, 10", "5000, 10", "200, 50", "1000, 50", "5000, 50", "200, 200",
            "1000, 200"})
    void newRenoIsAsFastAsMathisFormulaSays(int lossEvery, int rttMillis) {
        double theory = Math.sqrt(1.5 * lossEvery) / (rttMillis / 1e3);
        assertThat(segmentsPerSecond(rateUnderLoss(CongestionAlgorithm.NEW_RENO, lossEvery, rttMillis)))
                .isBetween(0.8 * theory, 1.1 * theory);
    }

    /// RFC 9438 §5.1, figure 5: W = (C (3 + β) / (4 (1 - β)))^1/4 * RTT^3/4 / p^3/4, or Reno's window where that is
    /// larger.
    @ParameterizedTest
    @CsvSource({"200, 10", "1000, 10", "5000, 10", "200, 50", "1000, 50", "5000, 50", "200, 200", "1000, 200",
            "5000, 200", "20000, 200"})
    void cubicIsAsFastAsItsResponseFunctionSays(int lossEvery, int rttMillis) {
        double rtt = rttMillis / 1e3;
        double reno = Math.sqrt(1.5 * lossEvery);
        double cubic = Math.pow(0.4 * 3.7 / 1.2, 0.25) * Math.pow(rtt * lossEvery, 0.75);
        double theory = Math.max(reno, cubic) / rtt;
        assertThat(segmentsPerSecond(rateUnderLoss(CongestionAlgorithm.CUBIC, lossEvery, rttMillis)))
                .isBetween(0.8 * theory, 1.1 * theory);
    }
}
