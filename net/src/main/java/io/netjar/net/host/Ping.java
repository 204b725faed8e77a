package io.netjar.net.host;

import io.netjar.engine.Timer;
import io.netjar.net.ip.Icmp;
import io.netjar.net.ip.Ip;
import io.netjar.wire.Bytes;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Sends ICMP echo requests to a host and tells what becomes of them, as the command of that name does. RFC 792,
/// RFC 1122 §3.2.2.6.
public final class Ping implements Icmp.Listener {
    /// What iputils' ping sends: 64 bytes of ICMP, and 84 of IPv4.
    public static final int DATA_BYTES = 56;
    /// One request a second, as iputils' ping.
    public static final long INTERVAL_NANOS = 1_000_000_000L;
    /// How long iputils' ping waits for the last answers.
    public static final long TIMEOUT_NANOS = 10_000_000_000L;

    private final Host host;
    private final IpAddress target;
    private final Listener listener;
    private final int identifier;
    private final Timer sending;
    private final Timer waiting;
    /// Requests without an answer so far, oldest first.
    private final ArrayDeque<Request> open = new ArrayDeque<>();
    private long intervalNanos = INTERVAL_NANOS;
    private long timeoutNanos = TIMEOUT_NANOS;
    private int left;
    private int sequence;
    private boolean running;

    private record Request(int sequence, long sentAt) {}

    /// Who wants to know.
    @FunctionalInterface
    public interface Listener {
        /// One request has come to its end. Requests end in any order.
        void ended(Ping ping, PingResult result);

        /// All requests have ended, or the ping was stopped.
        default void finished(Ping ping) {}
    }

    /// @throws IllegalArgumentException if `target` is an IPv6 address
    public Ping(Host host, IpAddress target, Listener listener) {
        this.host = host;
        this.target = target.requireV4();
        this.listener = listener;
        this.identifier = host.nextEchoIdentifier();
        this.sending = new Timer(host.engine(), now -> send(now));
        this.waiting = new Timer(host.engine(), now -> expire(now));
    }

    /// Sets the time between requests and the time to wait for each answer, in nanoseconds.
    public Ping pace(long newIntervalNanos, long newTimeoutNanos) {
        intervalNanos = newIntervalNanos;
        timeoutNanos = newTimeoutNanos;
        return this;
    }

    /// Begins to send `count` requests, the first one at once.
    ///
    /// @throws IllegalStateException if it was started before
    public void start(int count) {
        if (running || sequence > 0) {
            throw new IllegalStateException("a ping starts once");
        }
        running = true;
        left = count;
        host.ip().icmp().listen(this);
        sending.armIn(0);
    }

    /// Ends it; requests without an answer stay so.
    public void stop() {
        if (running) {
            running = false;
            sending.cancel();
            waiting.cancel();
            host.ip().icmp().ignore(this);
            listener.finished(this);
        }
    }

    public IpAddress target() {
        return target;
    }

    /// How many requests were sent.
    public int sent() {
        return sequence;
    }

    private void send(long now) {
        sequence++;
        left--;
        if (left > 0) {
            sending.armIn(intervalNanos);
        }
        Ip ip = host.ip();
        Packet message = ip.packets().take(IcmpView.HEADER_BYTES + DATA_BYTES);
        var header = new IcmpView(message.bytes(), message.offset());
        header.type(IcmpView.ECHO_REQUEST);
        header.code(0);
        header.identifier(identifier);
        header.sequence(sequence);
        fill(message.bytes(), message.offset() + IcmpView.HEADER_BYTES, now);
        header.updateChecksum(message.length());
        open.addLast(new Request(sequence, now));
        if (!waiting.isArmed()) {
            waiting.armIn(timeoutNanos);
        }
        int sent = sequence;
        if (!ip.send(message, Ipv4View.PROTOCOL_ICMP, 0, target.v4(), true)) {
            end(take(sent), new PingResult.NoRoute(sent));
        }
    }

    /// The time and a pattern, as iputils' ping has them.
    private static void fill(byte[] bytes, int offset, long now) {
        Bytes.i64(bytes, offset, Long.reverseBytes(now / 1_000_000_000));
        Bytes.i64(bytes, offset + 8, Long.reverseBytes(now % 1_000_000_000 / 1000));
        for (int i = 16; i < DATA_BYTES; i++) {
            bytes[offset + i] = (byte) i;
        }
    }

    @Override
    public void received(Packet datagram) {
        var header = new Ipv4View(datagram.bytes(), datagram.offset());
        var message = new IcmpView(datagram.bytes(), header.payload());
        long now = host.engine().now();
        IpAddress from = IpAddress.v4(header.source());
        if (message.type() == IcmpView.ECHO_REPLY && message.identifier() == identifier) {
            Request request = take(message.sequence());
            if (request != null) {
                end(request,
                        new PingResult.Reply(request.sequence(), from, header.ttl(), header.payloadLength(),
                                now - request.sentAt()));
            }
        } else if (message.isLoss()) {
            IcmpQuote quote = IcmpQuote.of(datagram);
            Request request = quote != null && quote.isEcho(identifier) ? take(quote.echoSequence()) : null;
            if (request != null) {
                end(request,
                        new PingResult.Failure(request.sequence(), from, message.type(), message.code()));
            }
        }
    }

    private @Nullable Request take(int wanted) {
        for (Request request : open) {
            if ((request.sequence() & 0xffff) == (wanted & 0xffff)) {
                open.remove(request);
                return request;
            }
        }
        return null;
    }

    private void expire(long now) {
        Request first = open.peekFirst();
        while (running && first != null && first.sentAt() + timeoutNanos <= now) {
            open.removeFirst();
            end(first, new PingResult.Silence(first.sequence()));
            first = open.peekFirst();
        }
        if (running && first != null) {
            waiting.armAt(first.sentAt() + timeoutNanos);
        }
    }

    private void end(@Nullable Request request, PingResult result) {
        if (request == null || !running) {
            return;
        }
        listener.ended(this, result);
        if (left <= 0 && open.isEmpty()) {
            stop();
        }
    }
}
