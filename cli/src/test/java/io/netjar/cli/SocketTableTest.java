package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpState;
import io.netjar.wire.Endpoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compared with what iproute2 6.1's `ss -tanoi` prints for sockets of this kind.
class SocketTableTest {
    private static final Endpoint LOCAL = Endpoint.v4(0x0a000001, 80);
    private static final Endpoint REMOTE = Endpoint.v4(0x0a000002, 40000);

    private static TcpInfo.Connected connection(TcpInfo.Counts counts, int threshold) {
        return new TcpInfo.Connected(TcpState.ESTABLISHED, LOCAL, REMOTE, 5, 20_000,
                new TcpInfo.Deadline(TcpInfo.Awaited.ACKNOWLEDGEMENT, Duration.ofMillis(60), 0),
                new TcpInfo.Agreement(true, true, true, true, 8, 7, CongestionAlgorithm.CUBIC),
                new TcpInfo.Timing(Duration.ofMillis(220), Duration.ofNanos(20_123_456), Duration.ofMillis(4),
                        Duration.ofMillis(20), Duration.ofMillis(3), Duration.ofMillis(40),
                        Duration.ofNanos(999_999), 0,
                        counts.dataSegmentsIn() > 0 ? Duration.ofMillis(40) : Duration.ZERO,
                        counts.dataSegmentsIn() > 0 ? Duration.ofNanos(21_500_000) : Duration.ZERO,
                        Duration.ofMillis(counts.bytesSent() / 100)),
                new TcpInfo.Sizes(1448, 1500, 536, 1448, 14_480, threshold, 65_536, 262_144, 14_600, 5520,
                        14_480),
                counts.dataSegmentsOut() > 0
                        ? new TcpInfo.Flight(13, 2, 3, 1)
                        : new TcpInfo.Flight(0, 0, 0, 0),
                counts, new TcpInfo.Delivery(1448 * counts.segmentsIn(), counts.dataSegmentsIn() > 0));
    }

    @Test
    void putsAddressesAgainstTheirPorts() {
        List<String> lines = SocketTable.lines(List.of(
                new TcpInfo.Listening(Endpoint.v4(0, 80), 1, 128, CongestionAlgorithm.NEW_RENO),
                new TcpInfo.Resting(LOCAL, REMOTE, Duration.ofSeconds(5))));
        assertThat(lines).containsExactly(
                "State     Recv-Q Send-Q Local Address:Port Peer Address:Port  Process",
                "LISTEN    1      128          0.0.0.0:80        0.0.0.0:*",
                "\t reno cwnd:10 unacked:1",
                "TIME-WAIT 0      0           10.0.0.1:80       10.0.0.2:40000 timer:(timewait,5sec,0)",
                "\t");
    }

    @ParameterizedTest
    @CsvSource({"1,001ms", "999,999ms", "1000,1sec", "1001,1.001ms", "9999,9.999ms", "10001,10sec",
            "59999,59sec", "60000,1min", "61999,1min1sec", "599999,9min59sec", "600999,10min",
            "7199999,119min"})
    void roundsTimesAsSsDoes(long millis, String text) {
        assertThat(SocketTable.lines(List.of(new TcpInfo.Resting(LOCAL, REMOTE, Duration.ofMillis(millis))))
                .get(1)).endsWith(" timer:(timewait," + text + ",0)");
    }

    @Test
    void tellsWhatTcpKnowsInTheOrderOfSs() {
        var counts = new TcpInfo.Counts(40_000, 2896, 20_000, 91, 31, 17, 29, 1, 2, 4, 15);
        assertThat(SocketTable.lines(List.of(connection(counts, 10_136))).getLast()).isEqualTo(
                "\t ts sack ecn cubic wscale:8,7 rto:220 rtt:20.123/4 ato:40 mss:1448 pmtu:1500 rcvmss:536 advmss:1448 cwnd:10 "
                        + "ssthresh:7 bytes_sent:40000 bytes_retrans:2896 bytes_acked:20000 bytes_received:91 segs_out:31 "
                        + "segs_in:17 data_segs_out:29 data_segs_in:1 send 5756597bps lastsnd:3 lastrcv:40 "
                        + "delivery_rate 24616bps delivered:15 app_limited busy:400ms unacked:13 retrans:1/2 lost:3 sacked:2 dsack_dups:4 rcv_rtt:21.5 rcv_space:14600 notsent:5520 minrtt:20 snd_wnd:65536");
    }

    @Test
    void leavesOutWhatIsNothing() {
        var counts = new TcpInfo.Counts(0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0);
        assertThat(SocketTable.lines(List.of(connection(counts, Integer.MAX_VALUE))).getLast())
                .doesNotContain("ssthresh", "bytes_", "retrans", "data_segs", "ato", "busy", "lost", "sacked",
                        "dsack",
                        "unacked", "rcv_rtt", "lastack", "delivered")
                .contains(" segs_out:2 segs_in:1 send ");
    }
}
