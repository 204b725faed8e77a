package io.netjar.cli.iperf;

import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Streams of UDP datagrams at a steady rate, each with its number and the time at which it was sent. The client asks, the
/// server answers, and the measurement begins: so mappings of NATs on the way are open. A question, and its answer, is the stream's
/// number and a cookie of chance; what strangers send is nobody's.
public final class UdpMeasuring extends Measuring {
    /// What a segment of TCP carries over Ethernet with timestamps, which is what iperf3 sends.
    public static final int PAYLOAD_BYTES = 1448;
    /// A stream's number and the cookie.
    private static final int HELLO_BYTES = Integer.BYTES + Long.BYTES;
    /// Behind a datagram's number and the time at which it was sent, all is padding.
    private static final int STAMP_BYTES = Integer.BYTES + Long.BYTES;
    /// RFC 3550 §6.4.1: the gain of the jitter's estimate.
    private static final int JITTER_GAIN = 16;
    private static final long SECOND = 1_000_000_000L;

    private final Host client;
    private final Host server;
    private final List<Stream> streams = new ArrayList<>();
    private final long spacingNanos;
    private final Timer last;
    private @Nullable UdpSocket listening;
    private long cookie;
    private int standing;

    /// @param client the host that asks first
    /// @param server the one that has the plan's address
    public UdpMeasuring(Host client, Host server, Plan plan, Report report) {
        super(client.engine(), plan, report);
        this.client = client;
        this.server = server;
        last = new Timer(engine(), _ -> end(""));
        spacingNanos = Math.max(1, PAYLOAD_BYTES * 8L * SECOND / plan.bitsPerSecond());
    }

    @Override
    void open() {
        cookie = engine().chance("iperf " + client.name() + " " + engine().now()).nextLong();
        try {
            listening = server.udp().bind(plan().server().port(), this::arrived);
        } catch (IllegalStateException _) {
            end(portTaken());
            return;
        }
        for (int i = 0; i < plan().streams(); i++) {
            var stream = new Stream(i + 1);
            streams.add(stream);
            stream.ask();
        }
    }

    /// A datagram at the server.
    private void arrived(UdpSocket socket, Endpoint from, byte[] data, int offset, int length) {
        if (length == HELLO_BYTES) {
            ByteBuffer hello = ByteBuffer.wrap(data, offset, length);
            int number = hello.getInt();
            if (number >= 1 && number <= streams.size() && hello.getLong() == cookie) {
                streams.get(number - 1).welcome(socket, from);
            }
            return;
        }
        for (Stream stream : streams) {
            if (from.equals(stream.seen)) {
                stream.received(data, offset, length);
            }
        }
    }

    @Override
    void startSending() {
        streams.forEach(Stream::send);
    }

    /// What is on its way arrives within some seconds, or never.
    @Override
    void stopSending() {
        last.armIn(3 * SECOND);
    }

    @Override
    void shut() {
        last.cancel();
        for (Stream stream : streams) {
            stream.next.cancel();
            stream.near.close();
        }
        if (listening != null) {
            listening.close();
        }
    }

    @Override
    List<Row> sinceLast() {
        return streams.stream().map(Stream::sinceLast).toList();
    }

    @Override
    public Interval sent() {
        return untilFinished(streams.stream()
                .map(stream -> Row.sentByUdp(stream.number, stream.sent * PAYLOAD_BYTES, stream.sent))
                .toList());
    }

    /// What never came of the last datagrams is lost, too.
    @Override
    public Interval received() {
        long last = streams.stream().mapToLong(stream -> stream.lastReceived).max().orElse(0);
        return until(last, streams.stream()
                .map(stream -> Row.receivedByUdp(stream.number, stream.receivedBytes, stream.sent,
                        stream.sent - stream.received, stream.jitter))
                .toList());
    }

    /// One stream, both its ends.
    private final class Stream {
        private final int number;
        private final UdpSocket near;
        private final Timer next;
        private final byte[] datagram = new byte[PAYLOAD_BYTES];
        private @Nullable Endpoint seen;
        private boolean stands;
        private long sent;
        private long received;
        private long receivedBytes;
        private long highest;
        private long jitter;
        private long transit;
        private long lastReceived;
        private long reportedSent;
        private long reportedReceived;
        private long reportedBytes;
        private long reportedHighest;

        Stream(int number) {
            this.number = number;
            next = new Timer(engine(), _ -> due());
            near = client.udp().bind(0, (_, _, data, offset, length) -> answered(data, offset, length));
        }

        private void due() {
            if (stands) {
                send();
            } else {
                ask();
            }
        }

        /// Asks again each second until there is an answer.
        private void ask() {
            byte[] hello = hello();
            near.connect(plan().server());
            near.send(plan().server(), hello, 0, hello.length);
            next.armIn(SECOND);
        }

        private byte[] hello() {
            return ByteBuffer.allocate(HELLO_BYTES).putInt(number).putLong(cookie).array();
        }

        /// The server has heard the client at `from`.
        private void welcome(UdpSocket socket, Endpoint from) {
            seen = from;
            byte[] hello = hello();
            socket.send(from, hello, 0, hello.length);
        }

        private void answered(byte[] data, int offset, int length) {
            if (length > HELLO_BYTES) {
                received(data, offset, length);
            } else if (!stands) {
                stands = true;
                next.cancel();
                report().connected(number, near.local(), plan().server());
                if (++standing == streams.size()) {
                    allConnected();
                }
            }
        }

        private void send() {
            UdpSocket from = plan().isReverse() ? listening : near;
            Endpoint to = plan().isReverse() ? seen : plan().server();
            if (!isSending() || from == null || to == null) {
                return;
            }
            sent++;
            ByteBuffer.wrap(datagram).putInt((int) sent).putLong(engine().now());
            from.send(to, datagram, 0, datagram.length);
            next.armIn(spacingNanos);
        }

        private void received(byte[] data, int offset, int length) {
            if (length < STAMP_BYTES) {
                return;
            }
            ByteBuffer read = ByteBuffer.wrap(data, offset, length);
            long count = Integer.toUnsignedLong(read.getInt());
            long onTheWay = engine().now() - read.getLong();
            if (received > 0) {
                // RFC 3550 §6.4.1: J(i) = J(i-1) + (|D(i-1,i)| - J(i-1))/16
                jitter += (Math.abs(onTheWay - transit) - jitter) / JITTER_GAIN;
            }
            transit = onTheWay;
            received++;
            receivedBytes += length;
            highest = Math.max(highest, count);
            lastReceived = engine().now();
        }

        private Row sinceLast() {
            if (!plan().isReverse()) {
                long count = sent - reportedSent;
                reportedSent = sent;
                return Row.sentByUdp(number, count * PAYLOAD_BYTES, count);
            }
            long came = received - reportedReceived;
            long bytes = receivedBytes - reportedBytes;
            long expected = highest - reportedHighest;
            reportedReceived = received;
            reportedBytes = receivedBytes;
            reportedHighest = highest;
            return Row.receivedByUdp(number, bytes, expected, Math.max(0, expected - came), jitter);
        }
    }
}
