package io.netjar.net.link;

import io.netjar.engine.Engine;
import io.netjar.wire.Packet;
import io.netjar.wire.PcapngWriter;
import io.netjar.wire.PcapngWriter.Direction;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A recording of a network's frames as a pcapng file: each frame where it was sent (outbound) and where it was
/// received (inbound), one interface for each port, numbered as first seen. The same run gives the same bytes.
///
/// A packet that was dropped in the instant in which it was sent or received has the comment `dropped: …` on
/// that record. A frame that a medium lost later is recorded, so commented, at the port that it would have come to. A
/// packet that was dropped later by the Internet layer or above (when ARP stayed unanswered, when fragments were
/// missing), or that never was on a medium, is not recorded again: it no longer has its Ethernet header.
///
/// ```java
/// try (var capture = Capture.of(network, Files.newOutputStream(path))) {
///     engine.runUntil(10_000_000_000L);
/// }
/// ```
public final class Capture implements Observer, Closeable, Flushable {
    /// The date of the engine's time 0, in nanoseconds since 1970-01-01 00:00:00 UTC.
    public static final long EPOCH_NANOS = Engine.EPOCH_SECONDS * 1_000_000_000L;
    /// How many of an instant's records wait for the news that their packet was dropped. Between a frame and its drop stand
    /// only the frames sent because of it: an ICMP error, the copies that a switch makes.
    private static final int RECENT = 64;

    private final Network network;
    private final PcapngWriter writer;
    private final long epochNanos;
    private final Predicate<Port> watched;
    private final Map<Port, Integer> interfaces = new LinkedHashMap<>();
    private final Entry[] recent = new Entry[RECENT];
    private int first;
    private int next;

    /// @param epochNanos the time of day at the engine's time 0, in nanoseconds since 1970-01-01 00:00:00 UTC
    /// @param watched which ports are recorded
    /// @throws IOException if `out` cannot be written to; later that is an [UncheckedIOException]
    public Capture(Network network, OutputStream out, long epochNanos, Predicate<Port> watched)
            throws IOException {
        this.network = network;
        this.writer = new PcapngWriter(out);
        this.epochNanos = epochNanos;
        this.watched = watched;
        Arrays.setAll(recent, _ -> new Entry());
    }

    /// Starts a recording of all ports.
    public static Capture of(Network network, OutputStream out) throws IOException {
        return of(network, out, _ -> true);
    }

    /// Starts a recording of the ports that `watched` chooses.
    public static Capture of(Network network, OutputStream out, Predicate<Port> watched) throws IOException {
        var capture = new Capture(network, out, EPOCH_NANOS, watched);
        network.observe(capture);
        return capture;
    }

    @Override
    public void sent(Port port, Packet frame) {
        record(port, frame, Direction.OUTBOUND, "");
    }

    @Override
    public void received(Port port, Packet frame) {
        record(port, frame, Direction.INBOUND, "");
    }

    @Override
    public void dropped(Port port, Packet packet, DropReason reason) {
        Optional<Entry> entry = latestOf(packet);
        if (entry.isPresent()) {
            Entry found = entry.get();
            found.comment = "dropped" + (found.port == port ? ": " : " at " + port + ": ") + reason.text();
            return;
        }
        if (isOfMedium(reason)) {
            record(port, packet, Direction.INBOUND, "dropped: " + reason.text());
        }
    }

    /// Whether only media and switches drop for this reason, so that the packet still has its Ethernet header.
    private static boolean isOfMedium(DropReason reason) {
        return reason == DropReason.LOST_ON_LINK || reason == DropReason.LOST_IN_BURST
                || reason == DropReason.RADIO_RETRIES
                || reason == DropReason.LINK_DOWN || reason == DropReason.QUEUE_FULL
                || reason == DropReason.TOO_LONG || reason == DropReason.NOT_CONNECTED;
    }

    private Optional<Entry> latestOf(Packet packet) {
        writeUntil(network.engine().now());
        for (int i = next - 1; i >= first; i--) {
            if (recent[i % RECENT].isOf(packet)) {
                return Optional.of(recent[i % RECENT]);
            }
        }
        return Optional.empty();
    }

    private void record(Port port, Packet frame, Direction direction, String comment) {
        if (!watched.test(port)) {
            return;
        }
        long now = network.engine().now();
        writeUntil(now);
        if (next - first == RECENT) {
            write(recent[first++ % RECENT]);
        }
        recent[next++ % RECENT].set(now, port, frame, direction, comment);
    }

    /// Writes the records of times before `now`: nothing can be said about them any more.
    private void writeUntil(long now) {
        while (first != next && recent[first % RECENT].time < now) {
            write(recent[first++ % RECENT]);
        }
        if (first == next) {
            first = 0;
            next = 0;
        }
    }

    private void write(Entry entry) {
        try {
            Port port = entry.port();
            Integer number = interfaces.get(port);
            if (number == null) {
                number = writer.addInterface(port.name());
                interfaces.put(port, number);
            }
            var frame = new PcapngWriter.Frame(entry.bytes, 0, entry.length);
            writer.frame(number, epochNanos + entry.time, entry.direction, frame, entry.comment);
        } catch (IOException e) {
            throw new UncheckedIOException("the capture cannot be written", e);
        }
    }

    /// Writes all that was recorded so far.
    @Override
    public void flush() throws IOException {
        writeUntil(Long.MAX_VALUE);
        writer.flush();
    }

    /// Ends the recording and closes the stream.
    @Override
    public void close() throws IOException {
        network.ignore(this);
        writeUntil(Long.MAX_VALUE);
        writer.close();
    }

    /// A frame as it was seen, not yet in the file.
    private static final class Entry {
        private long time;
        private @Nullable Port port;
        private @Nullable Packet packet;
        private int loan;
        private byte[] bytes = new byte[2048];
        private int length;
        private Direction direction = Direction.INBOUND;
        private String comment = "";

        void set(long newTime, Port newPort, Packet frame, Direction newDirection, String newComment) {
            time = newTime;
            port = newPort;
            packet = frame;
            loan = frame.loan();
            length = frame.length();
            bytes = length > bytes.length ? new byte[length] : bytes;
            System.arraycopy(frame.bytes(), frame.offset(), bytes, 0, length);
            direction = newDirection;
            comment = newComment;
        }

        boolean isOf(Packet other) {
            return packet == other && loan == other.loan();
        }

        Port port() {
            if (port == null) {
                throw new IllegalStateException("nothing was recorded here");
            }
            return port;
        }
    }
}
