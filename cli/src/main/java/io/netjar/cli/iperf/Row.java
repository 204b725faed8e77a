package io.netjar.cli.iperf;

/// What one stream did in a time, at one of its ends.
///
/// @param stream its number, from 1
/// @param bytes of payload
/// @param retransmissions of TCP segments; -1 where they are not seen
/// @param windowBytes TCP's congestion window at the end of the time; -1 where it is not seen
/// @param datagrams of UDP: sent, or that should have come
/// @param lost of them; -1 at the sender's end
/// @param jitterNanos of UDP at the end of the time, RFC 3550 §6.4.1; -1 at the sender's end
public record Row(int stream, long bytes, long retransmissions, int windowBytes, long datagrams, long lost,
        long jitterNanos) {
    static Row sentByTcp(int stream, long bytes, long retransmissions, int windowBytes) {
        return new Row(stream, bytes, retransmissions, windowBytes, 0, -1, -1);
    }

    static Row receivedByTcp(int stream, long bytes) {
        return new Row(stream, bytes, -1, -1, 0, -1, -1);
    }

    static Row sentByUdp(int stream, long bytes, long datagrams) {
        return new Row(stream, bytes, -1, -1, datagrams, -1, -1);
    }

    static Row receivedByUdp(int stream, long bytes, long datagrams, long lost, long jitterNanos) {
        return new Row(stream, bytes, -1, -1, datagrams, lost, jitterNanos);
    }

    /// Both together, as number 0; jitter is the mean.
    static Row sum(java.util.List<Row> rows) {
        long bytes = 0;
        long again = 0;
        long datagrams = 0;
        long lost = 0;
        long jitter = 0;
        for (Row row : rows) {
            bytes += row.bytes;
            again += row.retransmissions;
            datagrams += row.datagrams;
            lost += row.lost;
            jitter += row.jitterNanos;
        }
        Row first = rows.getFirst();
        return new Row(0, bytes, first.retransmissions < 0 ? -1 : again, -1, datagrams,
                first.lost < 0 ? -1 : lost, first.jitterNanos < 0 ? -1 : jitter / rows.size());
    }
}
