package io.netjar.net.link;

import io.netjar.engine.Engine;
import io.netjar.wire.Packet;
import io.netjar.wire.PcapngWriter;
import io.netjar.wire.PcapngWriter.Direction;
import io.netjar.wire.PcapngWriter.LinkType;
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
/// Every packet that came to nothing at a recorded port has a record with the comment `dropped: …`. If it was dropped in
/// the instant in which it was sent or received, that is the record of its sending or receipt. Otherwise it has one of its
/// own at the time of the drop: what a medium lost, inbound at the port that it would have come to; what was dropped while it
/// waited before a medium, outbound at an interface `PORT/queue`; what a host dropped later (ARP stayed unanswered,
/// fragments were missing) or what never was in a frame (no route), at an interface `PORT/ip`, whose packets start at the IP
/// header. So an interface that is called as its port shows what `tcpdump` there would, and what a medium lost before it.
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
    /// Where packets without an Ethernet header stand.
    private static final String RAW = "/ip";

    private final Network network;
    private final PcapngWriter writer;
    private final long epochNanos;
    private final Predicate<Port> watched;
    private final Map<String, Integer> interfaces = new LinkedHashMap<>();
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
        String comment = "dropped: " + reason.text();
        switch (reason.place()) {
            case ON_THE_MEDIUM -> record(port, packet, Direction.INBOUND, comment);
            case BEFORE_THE_MEDIUM -> record(port, packet, Direction.OUTBOUND, comment, "/queue");
            case IN_A_DEVICE -> record(port, packet, Direction.INBOUND, comment, RAW);
        }
    }

    /// Whether `packet` was recorded in this instant, so that its drop will be noted there.
    public boolean hasJustSeen(Packet packet) {
        return latestOf(packet).isPresent();
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
        record(port, frame, direction, comment, "");
    }

    /// @param aside what is added to the port's name to call the interface
    private void record(Port port, Packet frame, Direction direction, String comment, String aside) {
        if (!watched.test(port)) {
            return;
        }
        long now = network.engine().now();
        writeUntil(now);
        if (next - first == RECENT) {
            write(recent[first++ % RECENT]);
        }
        Entry entry = recent[next++ % RECENT];
        entry.set(now, port, frame);
        entry.direction = direction;
        entry.comment = comment;
        entry.aside = aside;
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
            String name = entry.aside.isEmpty() ? entry.port().name() : entry.port().name() + entry.aside;
            Integer number = interfaces.get(name);
            if (number == null) {
                number = writer.addInterface(name,
                        entry.aside.equals(RAW) ? LinkType.RAW_IP : LinkType.ETHERNET);
                interfaces.put(name, number);
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
        private String aside = "";

        void set(long newTime, Port newPort, Packet frame) {
            time = newTime;
            port = newPort;
            packet = frame;
            loan = frame.loan();
            length = frame.length();
            bytes = length > bytes.length ? new byte[length] : bytes;
            System.arraycopy(frame.bytes(), frame.offset(), bytes, 0, length);
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
