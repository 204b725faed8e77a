package io.netjar.cli.iperf;

import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Streams of TCP that carry as much as they can. The client's first bytes on each connection say which stream it is, as
/// iperf3's cookie of 37 bytes does; they are not counted.
public final class TcpMeasuring extends Measuring {
    private static final int COOKIE_BYTES = 37;
    private static final int CHUNK_BYTES = 128 << 10;
    private static final int BACKLOG = 128;
    private static final byte[] CHUNK = new byte[CHUNK_BYTES];

    private final Host client;
    private final Host server;
    private final List<Stream> streams = new ArrayList<>();
    private @Nullable TcpListener listener;
    private int standing;
    private int ended;

    /// @param client the host that connects
    /// @param server the one that has the plan's address
    public TcpMeasuring(Host client, Host server, Plan plan, Report report) {
        super(client.engine(), plan, report);
        this.client = client;
        this.server = server;
    }

    @Override
    void open() {
        listener = server.tcp().listen(new Endpoint(IpAddress.ANY_V4, plan().server().port()), BACKLOG,
                socket -> socket.events(new Accepted()));
        for (int i = 0; i < plan().streams(); i++) {
            var stream = new Stream(i + 1);
            streams.add(stream);
            stream.near = client.tcp().connect(plan().server(), stream.nearEvents);
        }
    }

    @Override
    void startSending() {
        streams.forEach(Stream::pump);
    }

    @Override
    void stopSending() {
        streams.forEach(stream -> stream.sender().close());
    }

    @Override
    void shut() {
        if (!problem().isEmpty()) {
            streams.forEach(stream -> abort(stream.near));
            streams.forEach(stream -> abort(stream.far));
        }
        if (listener != null) {
            listener.close();
        }
    }

    /// What is sent never changes.
    private static void kept() {}

    private static void abort(@Nullable TcpSocket socket) {
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    List<Row> sinceLast() {
        return streams.stream().map(Stream::sinceLast).toList();
    }

    @Override
    public Interval sent() {
        return untilFinished(streams.stream().map(stream -> Row.sentByTcp(stream.number, stream.sentBytes,
                stream.retransmissions, -1)).toList());
    }

    @Override
    public Interval received() {
        long last = streams.stream().mapToLong(stream -> stream.lastReceived).max().orElse(0);
        return until(last, streams.stream()
                .map(stream -> Row.receivedByTcp(stream.number, stream.receivedBytes)).toList());
    }

    private void finish(String why) {
        end(why);
    }

    private static String words(TcpEnd end) {
        return end.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// A connection at the server until it is known which stream it is.
    private final class Accepted implements TcpEvents {
        private final byte[] cookie = new byte[COOKIE_BYTES];
        private int read;

        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {
            int count = socket.read(cookie, read, cookie.length - read);
            read += Math.max(0, count);
            if (read < cookie.length) {
                return;
            }
            Stream stream = streams.get(cookie[0] - 1);
            stream.far = socket;
            socket.events(stream.farEvents);
            report().connected(stream.number, stream.nearLocal(), plan().server());
            if (++standing == streams.size()) {
                allConnected();
            }
            stream.farEvents.readable(socket);
        }

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }

    /// One stream, both its ends.
    private final class Stream {
        private final int number;
        private final TcpEvents nearEvents = new Side(true);
        private final TcpEvents farEvents = new Side(false);
        private @Nullable TcpSocket near;
        private @Nullable TcpSocket far;
        private long sentBytes;
        private long receivedBytes;
        private long reportedBytes;
        private long retransmissions;
        private long lastReceived;

        Stream(int number) {
            this.number = number;
        }

        private Endpoint nearLocal() {
            return near == null ? plan().server() : near.local();
        }

        private TcpSocket sender() {
            TcpSocket socket = plan().isReverse() ? far : near;
            if (socket == null) {
                throw new IllegalStateException("a stream sends when it stands");
            }
            return socket;
        }

        private Row sinceLast() {
            TcpSocket sender = sender();
            long again = retransmissions;
            int window = 0;
            for (TcpInfo info : (plan().isReverse() ? server : client).tcp().sockets()) {
                if (info instanceof TcpInfo.Connected connected && connected.local().equals(sender.local())
                        && connected.remote().equals(sender.remote())) {
                    retransmissions = connected.counts().retransmissions();
                    window = connected.sizes().congestionWindow();
                }
            }
            long total = plan().isReverse() ? receivedBytes : sentBytes;
            long bytes = total - reportedBytes;
            reportedBytes = total;
            return plan().isReverse()
                    ? Row.receivedByTcp(number, bytes)
                    : Row.sentByTcp(number, bytes, retransmissions - again, window);
        }

        private void pump() {
            TcpSocket socket = sender();
            int taken = CHUNK_BYTES;
            while (isSending() && taken == CHUNK_BYTES) {
                taken = socket.lend(CHUNK, 0, CHUNK_BYTES, TcpMeasuring::kept);
                sentBytes += taken;
            }
        }

        private void receive(TcpSocket socket) {
            int count = socket.skip(Integer.MAX_VALUE);
            while (count > 0) {
                receivedBytes += count;
                lastReceived = engine().now();
                count = socket.skip(Integer.MAX_VALUE);
            }
            if (count < 0) {
                socket.close();
            }
        }

        /// What happens at one of the ends.
        private final class Side implements TcpEvents {
            private final boolean isNear;

            Side(boolean isNear) {
                this.isNear = isNear;
            }

            @Override
            public void connected(TcpSocket socket) {
                byte[] cookie = new byte[COOKIE_BYTES];
                cookie[0] = (byte) number;
                socket.write(cookie, 0, cookie.length);
            }

            @Override
            public void readable(TcpSocket socket) {
                receive(socket);
            }

            @Override
            public void writable(TcpSocket socket) {
                if (isNear != plan().isReverse() && isSending()) {
                    pump();
                }
            }

            @Override
            public void ended(TcpSocket socket, TcpEnd end) {
                if (end == TcpEnd.CLOSED && far != null && !isSending()) {
                    boolean isReceiver = isNear == plan().isReverse();
                    if (isReceiver && ++ended == streams.size()) {
                        finish("");
                    }
                } else {
                    finish(far == null
                            ? "could not connect to " + plan().server() + ": " + words(end)
                            : "stream " + number + " ended before its time: " + words(end));
                }
            }
        }
    }
}
