package io.netjar.cli.iperf;

import io.netjar.net.host.Host;
import io.netjar.net.tcp.PortInUseException;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Streams of TCP that carry as much as they can. The client's first bytes on each connection say which stream it is, and that it
/// is one of these: a number, and a cookie of chance as iperf3's; they are not counted. Who else connects is reset.
public final class TcpMeasuring extends Measuring {
    private static final int COOKIE_BYTES = 37;
    private static final int CHUNK_BYTES = 128 << 10;
    private static final int BACKLOG = 128;
    private static final byte[] CHUNK = new byte[CHUNK_BYTES];

    private final Host client;
    private final Host server;
    private final List<Stream> streams = new ArrayList<>();
    /// Connections of which it is not known yet whether they are streams.
    private final List<TcpSocket> unknown = new ArrayList<>();
    /// What every stream begins with behind its number.
    private final byte[] cookie = new byte[COOKIE_BYTES];
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
        engine().chance("iperf " + client.name() + " " + engine().now()).nextBytes(cookie);
        try {
            listener = server.tcp().listen(new Endpoint(IpAddress.ANY_V4, plan().server().port()), BACKLOG,
                    this::accept);
        } catch (PortInUseException _) {
            end(portTaken());
            return;
        }
        for (int i = 0; i < plan().streams() && !isOver(); i++) {
            var stream = new Stream(i + 1);
            streams.add(stream);
            stream.near = client.tcp().connect(plan().server(), stream.nearEvents);
        }
    }

    /// Of too many strangers the one that has said too little for longest gives way.
    private void accept(TcpSocket socket) {
        socket.events(new Accepted());
        unknown.add(socket);
        if (unknown.size() > BACKLOG + plan().streams()) {
            unknown.removeFirst().abort();
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

    /// What has not come to its end by itself is reset.
    @Override
    void shut() {
        if (listener != null) {
            listener.close();
        }
        List.copyOf(unknown).forEach(TcpSocket::abort);
        if (ended < plan().streams()) {
            streams.forEach(stream -> abort(stream.near));
            streams.forEach(stream -> abort(stream.far));
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

    /// The stream that a connection is which begins so; null if it is none of these.
    private @Nullable Stream stream(byte[] begin) {
        int number = begin[0] & 0xff;
        boolean isOurs = Arrays.equals(begin, 1, begin.length, cookie, 1, cookie.length);
        return isOurs && number >= 1 && number <= streams.size() && streams.get(number - 1).far == null
                ? streams.get(number - 1)
                : null;
    }

    /// A connection at the server until it is known which stream it is.
    private final class Accepted implements TcpEvents {
        private final byte[] begin = new byte[COOKIE_BYTES];
        private int read;

        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {
            int count = socket.read(begin, read, begin.length - read);
            read += Math.max(0, count);
            if (count >= 0 && read < begin.length) {
                return;
            }
            unknown.remove(socket);
            Stream stream = read < begin.length ? null : stream(begin);
            if (stream == null) {
                socket.abort();
            } else {
                stream.stands(socket);
            }
        }

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {
            unknown.remove(socket);
        }
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

        /// The server knows its end of it.
        void stands(TcpSocket socket) {
            far = socket;
            socket.events(farEvents);
            report().connected(number, nearLocal(), plan().server());
            if (++standing == plan().streams()) {
                allConnected();
            }
            farEvents.readable(socket);
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
                byte[] begin = cookie.clone();
                begin[0] = (byte) number;
                socket.write(begin, 0, begin.length);
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
                    if (isReceiver && ++ended == plan().streams()) {
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
