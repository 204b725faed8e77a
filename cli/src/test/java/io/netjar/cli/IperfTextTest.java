package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.cli.iperf.Interval;
import io.netjar.cli.iperf.Row;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class IperfTextTest {
    private static final long SECOND = 1_000_000_000L;
    private final StringWriter printed = new StringWriter();
    private final IperfText text = new IperfText(new PrintWriter(printed, true));

    private List<String> lines() {
        return printed.toString().lines().toList();
    }

    @Test
    void printsTcpAsIperf3Does() {
        text.connected(1, new Endpoint(IpAddress.of("10.0.0.1"), 40_000),
                new Endpoint(IpAddress.of("10.0.0.2"),
                        5201));
        text.interval(new Interval(0, SECOND, List.of(new Row(1, 2_500_000, 3, 178_176, 0, -1, -1))));
        assertThat(lines()).containsExactly("[  5] local 10.0.0.1 port 40000 connected to 10.0.0.2 port 5201",
                "[ ID] Interval           Transfer     Bitrate         Retr  Cwnd",
                "[  5]   0.00-1.00   sec  2.38 MBytes  20.0 Mbits/sec     3    174 KBytes");
    }

    @Test
    void printsUdpAsIperf3Does() {
        var sent = new Interval(0, 2 * SECOND, List.of(new Row(1, 250_000, -1, -1, 173, -1, -1)));
        text.totals(sent, new Interval(0, 2 * SECOND, List.of(new Row(1, 248_552, -1, -1, 173, 1, 54_321))));
        assertThat(lines()).contains(
                "[ ID] Interval           Transfer     Bitrate         Jitter    Lost/Total Datagrams",
                "[  5]   0.00-2.00   sec   244 KBytes  1.00 Mbits/sec  173  sender",
                "[  5]   0.00-2.00   sec   243 KBytes   994 Kbits/sec  0.054 ms  1/173 (0.58%)  receiver");
    }

    @Test
    void sumsStreamsUp() {
        text.interval(
                new Interval(0, SECOND, List.of(new Row(1, 1000, -1, -1, 0, -1, -1), new Row(2, 500, -1, -1,
                        0, -1, -1))));
        assertThat(lines()).hasSize(5).element(3).asString().isEqualTo(
                "[SUM]   0.00-1.00   sec  1.46 KBytes  12.0 Kbits/sec");
    }

    @Test
    void readsRates() throws Failure {
        assertThat(RateText.bitsPerSecond("--rate", "1.5M")).isEqualTo(1_500_000);
        assertThat(RateText.bitsPerSecond("--rate", "20 Mbit/s")).isEqualTo(20_000_000);
        assertThat(RateText.bitsPerSecond("--rate", "1000")).isEqualTo(1000);
        for (String wrong : List.of("", "fast", "999", "1001G", "-5M", "1e6")) {
            assertThatThrownBy(() -> RateText.bitsPerSecond("--rate", wrong)).isInstanceOf(Failure.class)
                    .hasMessageStartingWith("--rate: '" + wrong);
        }
    }
}
