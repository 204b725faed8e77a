package io.netjar.cli;

import io.netjar.cli.iperf.Interval;
import io.netjar.cli.iperf.Report;
import io.netjar.cli.iperf.Row;
import io.netjar.wire.Endpoint;
import java.io.PrintWriter;
import java.util.Locale;

/// A measurement as iperf3 prints it: transfers in multiples of 1,024 bytes, rates in multiples of 1,000 bits.
final class IperfText implements Report {
    private static final String[] BYTES = {"Bytes", "KBytes", "MBytes", "GBytes", "TBytes"};
    private static final String[] BITS = {"bits", "Kbits", "Mbits", "Gbits", "Tbits"};
    private static final String LINE = "- - - - - - - - - - - - - - - - - - - - - - - - -";
    /// iperf3 numbers streams by their file descriptors, of which the first is 5.
    private static final int FIRST_ID = 5;

    private final PrintWriter out;
    private boolean isHeaded;

    IperfText(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void connected(int stream, Endpoint local, Endpoint remote) {
        out.println("[%3d] local %s port %d connected to %s port %d".formatted(id(stream), local.address(),
                local.port(), remote.address(), remote.port()));
    }

    private static int id(int stream) {
        return FIRST_ID + 2 * (stream - 1);
    }

    @Override
    public void interval(Interval interval) {
        Row first = interval.rows().getFirst();
        if (!isHeaded) {
            isHeaded = true;
            out.println(head(first));
        }
        interval.rows().forEach(row -> print(interval, row, ""));
        if (interval.rows().size() > 1) {
            print(interval, interval.sum(), "");
            out.println(LINE);
        }
        out.flush();
    }

    private static String head(Row row) {
        String head = "[ ID] Interval           Transfer     Bitrate";
        if (row.jitterNanos() >= 0) {
            return head + "         Jitter    Lost/Total Datagrams";
        }
        if (row.datagrams() > 0) {
            return head + "         Total Datagrams";
        }
        return row.retransmissions() < 0 ? head : head + "         Retr  Cwnd";
    }

    private void print(Interval interval, Row row, String end) {
        String id = row.stream() == 0 ? "SUM" : String.format(Locale.ROOT, "%3d", id(row.stream()));
        String line = String.format(Locale.ROOT, "[%s] %6.2f-%-6.2f sec  %ss  %ss/sec  ", id,
                interval.fromNanos() / 1e9, interval.toNanos() / 1e9,
                amount((double) row.bytes(), 1024, BYTES),
                amount(interval.bitsPerSecond(row), 1000, BITS));
        out.println((line + figures(row) + end).stripTrailing());
    }

    private static String figures(Row row) {
        if (row.jitterNanos() >= 0) {
            return String.format(Locale.ROOT, "%.3f ms  %d/%d (%.2g%%)  ", row.jitterNanos() / 1e6,
                    row.lost(),
                    row.datagrams(), row.datagrams() == 0 ? 0 : 100.0 * row.lost() / row.datagrams());
        }
        if (row.datagrams() > 0) {
            return row.datagrams() + "  ";
        }
        if (row.retransmissions() < 0) {
            return "                  ";
        }
        String again = String.format(Locale.ROOT, "%4d   ", row.retransmissions());
        return row.windowBytes() < 0
                ? again + "          "
                : again + amount(row.windowBytes(), 1024, BYTES) + "s";
    }

    /// Three digits that count, without the unit's plural.
    static String amount(double value, int step, String[] units) {
        int unit = 0;
        double left = value;
        while (left >= step && unit < units.length - 1) {
            left /= step;
            unit++;
        }
        String name = units[unit].substring(0, units[unit].length() - 1);
        int digits = left < 9.995 ? 2 : left < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%4." + digits + "f %s", left, name);
    }

    /// What was sent and received in all.
    void totals(Interval sent, Interval received) {
        out.println(LINE);
        Row first = sent.rows().getFirst();
        String head = "[ ID] Interval           Transfer     Bitrate         ";
        out.println(head + (first.retransmissions() < 0 ? "Jitter    Lost/Total Datagrams" : "Retr"));
        for (int i = 0; i < sent.rows().size(); i++) {
            print(sent, sent.rows().get(i), "sender");
            print(received, received.rows().get(i), "receiver");
        }
        if (sent.rows().size() > 1) {
            print(sent, sent.sum(), "sender");
            print(received, received.sum(), "receiver");
        }
        out.println();
        out.println("iperf Done.");
    }
}
