package io.netjar.cli;

import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpState;
import io.netjar.wire.Endpoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Sockets as `ss -tani` prints them: a line with queues and addresses, and one with what TCP knows.
final class SocketTable {
    private static final String[] HEAD = {"State", "Recv-Q", "Send-Q", "Local Address:", "Port",
            "Peer Address:",
            "Port"};
    /// Addresses stand against their ports, on the right.
    private static final List<Integer> ON_THE_RIGHT = List.of(3, 5);
    private static final int HEADER_BYTES = 40;
    private static final int TIMESTAMP_BYTES = 12;
    private static final int THOUSAND = 1000;

    private SocketTable() {}

    static List<String> lines(List<TcpInfo> sockets) {
        var rows = new ArrayList<String[]>();
        rows.add(HEAD);
        sockets.forEach(socket -> rows.add(row(socket)));
        int[] widths = new int[HEAD.length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        var lines = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i), widths));
            String details = i == 0 ? "" : details(sockets.get(i - 1));
            if (!details.isEmpty()) {
                lines.add("\t " + details);
            }
        }
        return lines;
    }

    private static String line(String[] row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            String padding = " ".repeat(widths[column] - row[column].length());
            boolean right = ON_THE_RIGHT.contains(column);
            line.append(right ? padding + row[column] : row[column] + padding + (column == 6 ? "" : " "));
        }
        return line.toString().stripTrailing();
    }

    private static String[] row(TcpInfo socket) {
        return switch (socket) {
            case TcpInfo.Listening listening -> row("LISTEN", listening.waiting(), listening.backlog(),
                    listening.local(), "0.0.0.0:", "*");
            case TcpInfo.Resting resting ->
                row("TIME-WAIT", 0, 0, resting.local(), resting.remote().address() + ":",
                        String.valueOf(resting.remote().port()));
            case TcpInfo.Connected connected -> row(state(connected.state()), connected.unread(),
                    connected.unacknowledged(), connected.local(), connected.remote().address() + ":",
                    String.valueOf(connected.remote().port()));
        };
    }

    private static String[] row(String state, int receiveQueue, int sendQueue, Endpoint local,
            String peerAddress,
            String peerPort) {
        return new String[]{state, String.valueOf(receiveQueue), String.valueOf(sendQueue),
                local.address() + ":",
                String.valueOf(local.port()), peerAddress, peerPort};
    }

    private static String state(TcpState state) {
        return switch (state) {
            case ESTABLISHED -> "ESTAB";
            case SYN_RECEIVED -> "SYN-RECV";
            case CLOSED -> "UNCONN";
            case LISTEN, SYN_SENT, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT ->
                state.name().replace('_', '-');
        };
    }

    private static String details(TcpInfo socket) {
        return switch (socket) {
            case TcpInfo.Listening _,TcpInfo.Resting _ -> "";
            case TcpInfo.Connected connected -> details(connected);
        };
    }

    private static String details(TcpInfo.Connected socket) {
        var words = new ArrayList<String>();
        TcpInfo.Agreement agreement = socket.agreement();
        add(words, "ts", agreement.timestamps());
        add(words, "sack", agreement.sack());
        add(words, "ecn", agreement.ecn());
        words.add(agreement.congestionControl() == CongestionAlgorithm.NEW_RENO ? "reno" : "cubic");
        add(words, "wscale:" + agreement.peerShift() + "," + agreement.ownShift(), agreement.scaling());
        TcpInfo.Timing timing = socket.timing();
        words.add("rto:" + millis(timing.retransmissionTimeout()));
        add(words, "backoff:" + timing.retries(), timing.retries() > 0);
        add(words, "rtt:" + millis(timing.roundTrip()) + "/" + millis(timing.variation()),
                !timing.roundTrip().isZero());
        add(words, "ato:" + millis(timing.delayedAck()), !timing.delayedAck().isZero());
        sizes(words, socket.sizes(), agreement.timestamps());
        counts(words, socket.counts());
        timing(words, socket);
        queues(words, socket);
        return String.join(" ", words);
    }

    private static void sizes(List<String> words, TcpInfo.Sizes sizes, boolean timestamps) {
        words.add("mss:" + sizes.segment());
        words.add("pmtu:" + sizes.path());
        words.add("rcvmss:" + sizes.receivedSegment());
        words.add("advmss:" + (sizes.path() - HEADER_BYTES - (timestamps ? TIMESTAMP_BYTES : 0)));
        words.add("cwnd:" + sizes.congestionWindow() / sizes.segment());
        add(words, "ssthresh:" + sizes.slowStartThreshold() / sizes.segment(),
                sizes.slowStartThreshold() < Integer.MAX_VALUE);
    }

    private static void counts(List<String> words, TcpInfo.Counts counts) {
        add(words, "bytes_sent:", counts.bytesSent());
        add(words, "bytes_retrans:", counts.bytesRetransmitted());
        add(words, "bytes_acked:", counts.bytesAcked());
        add(words, "bytes_received:", counts.bytesReceived());
        add(words, "segs_out:", counts.segmentsOut());
        add(words, "segs_in:", counts.segmentsIn());
        add(words, "data_segs_out:", counts.dataSegmentsOut());
        add(words, "data_segs_in:", counts.dataSegmentsIn());
    }

    private static void timing(List<String> words, TcpInfo.Connected socket) {
        TcpInfo.Timing timing = socket.timing();
        long nanos = timing.roundTrip().toNanos();
        if (nanos > 0) {
            // What a window in each round trip comes to.
            double rate = socket.sizes().congestionWindow() * 8e9 / nanos;
            words.add("send " + Math.round(rate) + "bps");
        }
        words.add("lastsnd:" + timing.sinceSent().toMillis());
        words.add("lastrcv:" + timing.sinceReceived().toMillis());
        words.add("lastack:" + timing.sinceAck().toMillis());
        TcpInfo.Delivery delivery = socket.delivery();
        add(words, "delivery_rate " + delivery.bitsPerSecond() + "bps", delivery.bitsPerSecond() > 0);
        add(words, "app_limited", delivery.limitedByProgram());
        add(words, "busy:" + timing.busy().toMillis() + "ms", timing.busy().toMillis() > 0);
    }

    private static void queues(List<String> words, TcpInfo.Connected socket) {
        TcpInfo.Sizes sizes = socket.sizes();
        TcpInfo.Flight flight = socket.flight();
        add(words, "unacked:", flight.out());
        long again = socket.counts().retransmissions();
        add(words, "retrans:" + flight.again() + "/" + again, again > 0);
        add(words, "lost:", flight.lost());
        add(words, "sacked:", flight.sacked());
        add(words, "dsack_dups:", socket.counts().duplicates());
        Duration received = socket.timing().receivedRoundTrip();
        add(words, "rcv_rtt:" + millis(received), !received.isZero());
        words.add("rcv_space:" + sizes.receiveSpace());
        add(words, "notsent:", sizes.unsent());
        add(words, "minrtt:" + millis(socket.timing().leastRoundTrip()),
                !socket.timing().leastRoundTrip().isZero());
        words.add("snd_wnd:" + sizes.peerWindow());
    }

    private static void add(List<String> words, String word, boolean said) {
        if (said) {
            words.add(word);
        }
    }

    private static void add(List<String> words, String name, long value) {
        add(words, name + value, value > 0);
    }

    /// Whole microseconds in milliseconds, as C's %g writes them: six digits at most.
    private static String millis(Duration time) {
        return BigDecimal.valueOf(time.toNanos() / THOUSAND)
                .divide(BigDecimal.valueOf(THOUSAND), new MathContext(6))
                .stripTrailingZeros().toPlainString();
    }
}
