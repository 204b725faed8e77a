package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How fast bulk transfers are, in the engine's time.
class ThroughputTest {
    /// Writes as much as is taken, for ever.
    private static final class Source implements TcpEvents {
        private final byte[] zeros = new byte[65_536];

        @Override
        public void connected(TcpSocket socket) {
            writable(socket);
        }

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {
            while (socket.write(zeros, 0, zeros.length) == zeros.length) {
            }
        }

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }

    /// Reads everything at once.
    private static final class Sink implements TcpEvents {
        private final byte[] bytes = new byte[65_536];
        long received;

        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {
            int count = socket.read(bytes, 0, bytes.length);
            while (count > 0) {
                received += count;
                count = socket.read(bytes, 0, bytes.length);
            }
        }

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }

    /// Megabits per second between two times in seconds.
    private static double rate(TransferTest.Pair pair, double from, double to) {
        var sink = new Sink();
        pair.server.listen(Endpoint.v4(0, 80), 5, socket -> socket.events(sink));
        pair.client.connect(Endpoint.v4(TransferTest.SERVER, 80), new Source());
        pair.engine.runUntil((long) (from * 1e9));
        long before = sink.received;
        pair.engine.runUntil((long) (to * 1e9));
        return (sink.received - before) * 8 / (to - from) / 1e6;
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

    /// Mathis et al. 1997: rate = MSS / RTT * sqrt(3/2) / sqrt(loss): 7 Mbit/s here.
    @ParameterizedTest
    @EnumSource(CongestionAlgorithm.class)
    void keepsAGoodPartOfMathisRateUnderLoss(CongestionAlgorithm algorithm) {
        double mathis = 1448 * 8 / 0.020 * Math.sqrt(1.5) / Math.sqrt(0.01) / 1e6;
        assertThat(rate(pair(algorithm, 0.01, 10_000_000), 1, 31)).isBetween(0.5 * mathis, 2.0 * mathis);
    }
}
