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
import java.util.Locale;

/// Sockets as `ss -tanoi` prints them into a file: a line with queues, addresses and timers, and one with what TCP knows.
/// Blanks at the ends of lines are left out.
public final class SocketTable {
    private static final String[] HEAD = {"State", "Recv-Q", "Send-Q", "Local Address:", "Port",
            "Peer Address:",
            "Port", "Process"};
    /// Addresses stand against their ports, on the right.
    private static final List<Integer> ON_THE_RIGHT = List.of(3, 5);
    private static final int THOUSAND = 1000;
    /// What `ss` shows for a port in LISTEN: Linux's initial window (RFC 6928).
    private static final int INITIAL_WINDOW = 10;

    private SocketTable() {}

    /// The lines for `sockets`, two for each, under a head.
    public static List<String> lines(List<TcpInfo> sockets) {
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
            if (i > 0) {
                String details = details(sockets.get(i - 1));
                lines.add(details.isEmpty() ? "\t" : "\t " + details);
            }
        }
        return lines;
    }

    private static String line(String[] row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            String padding = " ".repeat(widths[column] - row[column].length());
            boolean right = ON_THE_RIGHT.contains(column);
            line.append(right ? padding + row[column] : row[column] + padding + " ");
        }
        return line.toString().stripTrailing();
    }

    private static String[] row(TcpInfo socket) {
        return switch (socket) {
            case TcpInfo.Listening listening -> row("LISTEN", listening.waiting(), listening.backlog(),
                    listening.local(), "0.0.0.0:", "*", "");
            case TcpInfo.Resting resting -> row("TIME-WAIT", 0, 0, resting.local(), address(resting.remote()),
                    port(resting.remote()), timer("timewait", resting.left(), 0));
            case TcpInfo.Connected connected -> row(state(connected.state()), connected.unread(),
                    connected.unacknowledged(), connected.local(), address(connected.remote()),
                    port(connected.remote()), timer(connected.deadline()));
        };
    }

    private static String[] row(String state, int receiveQueue, int sendQueue, Endpoint local,
            String peerAddress, String peerPort, String timer) {
        return new String[]{state, String.valueOf(receiveQueue), String.valueOf(sendQueue),
                address(local), port(local), peerAddress, peerPort, timer};
    }

    private static String address(Endpoint endpoint) {
        return endpoint.address() + ":";
    }

    private static String port(Endpoint endpoint) {
        return String.valueOf(endpoint.port());
    }

    private static String timer(TcpInfo.Deadline deadline) {
        return switch (deadline.awaited()) {
            case NOTHING -> "";
            case ACKNOWLEDGEMENT -> timer("on", deadline.left(), deadline.tries());
            case WINDOW -> timer("persist", deadline.left(), deadline.tries());
            case SIGN_OF_LIFE -> timer("keepalive", deadline.left(), deadline.tries());
            case END -> timer("timewait", deadline.left(), deadline.tries());
        };
    }

    private static String timer(String name, Duration left, int tries) {
        return "timer:(" + name + "," + roughly(left) + "," + tries + ")";
    }

    /// As `ss` does: minutes and seconds from a minute on, seconds from ten on, else milliseconds, which are called that even
    /// behind seconds: 1.500ms is a second and a half.
    private static String roughly(Duration time) {
        long millis = time.toMillis();
        long minutes = millis / 60_000;
        long seconds = millis / THOUSAND % 60;
        long rest = millis % THOUSAND;
        if (minutes > 0) {
            return minutes + "min" + (minutes > 9 || seconds == 0 ? "" : seconds + "sec");
        }
        if (rest == 0 || seconds > 9) {
            return seconds == 0 ? "" : seconds + "sec";
        }
        return (seconds == 0 ? "" : seconds + ".") + String.format(Locale.ROOT, "%03dms", rest);
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
            case TcpInfo.Listening listening ->
                name(listening.congestionControl()) + " cwnd:" + INITIAL_WINDOW
                        + (listening.waiting() > 0 ? " unacked:" + listening.waiting() : "");
            case TcpInfo.Resting _ -> "";
            case TcpInfo.Connected connected -> isKeptInShort(connected) ? "" : details(connected);
        };
    }

    /// Whether Linux keeps a small record only, of which it has nothing to tell: of a half-open connection, and of one that
    /// nobody wants any more but that waits for the peer's FIN.
    private static boolean isKeptInShort(TcpInfo.Connected socket) {
        return socket.state() == TcpState.SYN_RECEIVED
                || socket.deadline().awaited() == TcpInfo.Awaited.END;
    }

    private static String name(CongestionAlgorithm congestionControl) {
        return congestionControl == CongestionAlgorithm.NEW_RENO ? "reno" : "cubic";
    }

    private static String details(TcpInfo.Connected socket) {
        var words = new ArrayList<String>();
        TcpInfo.Agreement agreement = socket.agreement();
        add(words, "ts", agreement.timestamps());
        add(words, "sack", agreement.sack());
        add(words, "ecn", agreement.ecn());
        words.add(name(agreement.congestionControl()));
        add(words, "wscale:" + agreement.peerShift() + "," + agreement.ownShift(), agreement.scaling());
        TcpInfo.Timing timing = socket.timing();
        words.add("rto:" + millis(timing.retransmissionTimeout()));
        add(words, "backoff:" + timing.retries(), timing.retries() > 0);
        add(words, "rtt:" + millis(timing.roundTrip()) + "/" + millis(timing.variation()),
                !timing.roundTrip().isZero());
        add(words, "ato:" + millis(timing.delayedAck()), !timing.delayedAck().isZero());
        sizes(words, socket.sizes());
        counts(words, socket.counts());
        timing(words, socket);
        queues(words, socket);
        return String.join(" ", words);
    }

    private static void sizes(List<String> words, TcpInfo.Sizes sizes) {
        words.add("mss:" + sizes.segment());
        words.add("pmtu:" + sizes.path());
        words.add("rcvmss:" + sizes.receivedSegment());
        words.add("advmss:" + sizes.advertisedSegment());
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
        long micros = timing.roundTrip().toNanos() / THOUSAND;
        if (micros > 0) {
            TcpInfo.Sizes sizes = socket.sizes();
            // What a window in each round trip comes to, in whole segments.
            double rate = sizes.congestionWindow() / sizes.segment() * sizes.segment() * 8e6 / micros;
            words.add("send " + Math.round(rate) + "bps");
        }
        add(words, "lastsnd:", timing.sinceSent().toMillis());
        add(words, "lastrcv:", timing.sinceReceived().toMillis());
        add(words, "lastack:", timing.sinceAck().toMillis());
        TcpInfo.Delivery delivery = socket.delivery();
        add(words, "delivery_rate " + delivery.bitsPerSecond() + "bps", delivery.bitsPerSecond() > 0);
        add(words, "delivered:", socket.counts().delivered());
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
        add(words, "rcv_space:", sizes.receiveSpace());
        add(words, "notsent:", sizes.unsent());
        add(words, "minrtt:" + millis(socket.timing().leastRoundTrip()),
                !socket.timing().leastRoundTrip().isZero());
        add(words, "snd_wnd:", sizes.peerWindow());
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
