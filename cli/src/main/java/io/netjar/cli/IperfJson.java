package io.netjar.cli;

import io.netjar.cli.iperf.Interval;
import io.netjar.cli.iperf.Report;
import io.netjar.cli.iperf.Row;
import io.netjar.wire.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What `iperf --json` prints.
final class IperfJson implements Report {
    private final List<Map<String, Object>> streams = new ArrayList<>();
    private final List<Map<String, Object>> intervals = new ArrayList<>();

    @Override
    public void connected(int stream, Endpoint local, Endpoint remote) {
        Map<String, Object> object = JsonText.object();
        object.put("stream", stream);
        object.put("localAddress", local.address());
        object.put("localPort", local.port());
        object.put("remoteAddress", remote.address());
        object.put("remotePort", remote.port());
        streams.add(object);
    }

    @Override
    public void interval(Interval interval) {
        intervals.add(object(interval));
    }

    private static Map<String, Object> object(Interval interval) {
        Map<String, Object> object = JsonText.object();
        object.put("startSeconds", JsonText.seconds(interval.fromNanos()));
        object.put("endSeconds", JsonText.seconds(interval.toNanos()));
        object.put("streams", interval.rows().stream().map(row -> object(interval, row)).toList());
        object.put("sum", object(interval, interval.sum()));
        return object;
    }

    private static Map<String, Object> object(Interval interval, Row row) {
        Map<String, Object> object = JsonText.object();
        if (row.stream() > 0) {
            object.put("stream", row.stream());
        }
        object.put("bytes", row.bytes());
        object.put("bitsPerSecond", JsonText.rounded(interval.bitsPerSecond(row), 0));
        if (row.retransmissions() >= 0) {
            object.put("retransmissions", row.retransmissions());
        }
        if (row.windowBytes() >= 0) {
            object.put("congestionWindowBytes", row.windowBytes());
        }
        if (row.datagrams() > 0 || row.lost() >= 0) {
            object.put("datagrams", row.datagrams());
        }
        if (row.lost() >= 0) {
            object.put("lostDatagrams", row.lost());
            object.put("jitterMillis", JsonText.millis(row.jitterNanos()));
        }
        return object;
    }

    /// All of it.
    Map<String, Object> document(String device, String target, boolean udp, boolean reverse, Interval sent,
            Interval received) {
        Map<String, Object> document = JsonText.object();
        document.put("device", device);
        document.put("target", target);
        document.put("protocol", udp ? "udp" : "tcp");
        document.put("reverse", reverse);
        document.put("streams", streams);
        document.put("intervals", intervals);
        document.put("sent", object(sent));
        document.put("received", object(received));
        return document;
    }
}
