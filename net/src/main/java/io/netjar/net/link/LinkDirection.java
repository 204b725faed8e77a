package io.netjar.net.link;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.wire.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One direction of a link. As the queue is first in, first out, a frame's departure and arrival are known when it
/// comes; frames stand in a ring in that order, and only the first one's arrival waits in the engine's queue: one event
/// a hop. Frames that impairments touch leave the same queue and arrive by an [ImpairedDirection] instead of the ring. A
/// discipline other than drop-tail stands before all this as a [ManagedQueue].
final class LinkDirection implements QueueOwner, Timer.Alarm {
    private static final int SMALLEST_RING = 8;
    private static final int LOOK_AHEAD = 12;
    private static final int WORDS = 3;
    private static final int DEPARTURE = 1;
    private static final int LENGTH = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Network network;
    private final Engine engine;
    private final String name;
    private final Port from;
    private final Port to;
    private final Chance chance;
    private final Timer timer;
    private LinkSpec spec;
    /// The spec's queue limit; two of the three are out of reach.
    private long maxBytes;
    private int maxFrames;
    private long maxWait;
    /// Made when the spec first has impairments; plain links have none.
    private @Nullable ImpairedDirection impaired;
    /// Null if the queue is drop-tail.
    private @Nullable ManagedQueue managed;
    private final LinkCounters counters = new LinkCounters();

    /// The frames under way or queued from `first` up to `next`, each counter taken modulo the ring's length, a power of two.
    /// From `leaving` on they have not left the queue, as far as the sender looked: the receiver may be ahead of it, or behind
    /// ([Network#partition()]), so each touches its own counter alone.
    private Packet[] frames = new Packet[SMALLEST_RING];
    /// For each of them when it arrives, when it departs, and how long it was when it came; the complement of that if it is lost
    /// on its way.
    private long[] flights = new long[SMALLEST_RING * WORDS];
    private int first;
    private int leaving;
    private int next;

    private long queuedBytes;
    private long busyUntil;
    /// By how much less than a nanosecond the last bit leaves after `busyUntil`, in units of 1/rate nanoseconds: so that
    /// rounding does not make a fast link slower or faster.
    private long remainder;
    private long lastArrival;
    /// What [#lookAhead()] read: of no use but that the compiler must not leave the readings out.
    @SuppressWarnings("unused")
    private int glanced;
    /// How many of the first frames it has read from already.
    private int ahead;

    LinkDirection(Network network, String name, Port from, Port to, LinkSpec spec) {
        this.network = network;
        this.engine = from.network().engine();
        this.name = name;
        this.from = from;
        this.to = to;
        this.spec = spec;
        this.chance = engine.chance(name);
        this.timer = arrivals(this);
        limit(spec.queue().limit());
        impair(spec.impairments());
        manage(spec.queue());
        if (to.network().engine() != engine) {
            to.network().engine().inlet(this::leastDelay);
        }
    }

    /// How long after it was sent a frame arrives at the earliest.
    private long leastDelay() {
        return impaired == null ? spec.delayNanos() : 0;
    }

    /// A timer for what arrives at the far end.
    Timer arrivals(Timer.Alarm alarm) {
        return new Timer(to.network().engine(), alarm, network.nextRank());
    }

    LinkSpec spec() {
        return spec;
    }

    void spec(LinkSpec newSpec) {
        if (newSpec.bitsPerSecond() != spec.bitsPerSecond()) {
            remainder = 0;
        }
        spec = newSpec;
        limit(newSpec.queue().limit());
        impair(newSpec.impairments());
        manage(newSpec.queue());
        to.network().engine().inletsChanged();
    }

    private void manage(QueueDiscipline discipline) {
        ManagedQueue before = managed;
        if (before != null) {
            if (before.adopt(discipline, spec)) {
                return;
            }
            settle(now());
            before.handOver(now());
            managed = null;
        }
        if (!(discipline instanceof DropTail)) {
            managed = ManagedQueue.of(discipline, spec, this);
        }
    }

    private void limit(QueueLimit limit) {
        maxBytes = Long.MAX_VALUE;
        maxFrames = Integer.MAX_VALUE;
        maxWait = Long.MAX_VALUE;
        switch (limit) {
            case QueueLimit.Bytes(int bytes) -> maxBytes = bytes;
            case QueueLimit.Packets(int packets) -> maxFrames = packets;
            case QueueLimit.Time(long nanos) -> maxWait = nanos;
        }
    }

    private void impair(Impairments impairments) {
        if (impaired == null && !impairments.isNone()) {
            impaired = new ImpairedDirection(engine, name, this);
        }
        if (impaired != null) {
            impaired.impairments(impairments);
        }
    }

    void carry(Packet frame) {
        int length = frame.length();
        long now = engine.now();
        settle(now);
        if (length > spec.maxFrameBytes()) {
            refuse(frame, DropReason.TOO_LONG);
            return;
        }
        if (managed != null) {
            managed.carry(frame, now);
            return;
        }
        if (queuedBytes + length > maxBytes || queuedFrames() >= maxFrames || busyUntil - now > maxWait) {
            refuse(frame, DropReason.QUEUE_FULL);
            return;
        }
        send(frame, now);
    }

    /// Whether the limit allows that so much waits besides what this direction holds itself, and that the last of it waits for so
    /// long.
    boolean isWithin(long bytes, int frames, long wait) {
        return queuedBytes + bytes <= maxBytes && queuedFrames() + frames <= maxFrames && wait <= maxWait;
    }

    @Override
    public boolean hasRoom(Backlog waiting, int length, long now) {
        return isWithin(waiting.bytes() + length, waiting.frames() + 1,
                busyUntil - now + waiting.nanos(spec.bitsPerSecond()));
    }

    @Override
    public int longestFrameBytes() {
        return spec.maxFrameBytes();
    }

    /// Sends a frame behind those that were sent before it, and not before the time `earliest`.
    void send(Packet frame, long earliest) {
        int length = frame.length();
        queuedBytes += length;
        counters.sent(length);
        counters.peak(queuedBytes, queuedFrames() + 1);
        transmit(earliest, length);
        boolean isLost = chance.happens(spec.loss());
        if (impaired != null && impaired.isNeeded()) {
            impaired.carry(frame, busyUntil, spec.delayNanos(), isLost);
            return;
        }
        append(frame, inOrder(busyUntil + spec.delayNanos()), isLost);
    }

    /// When a frame arrives that would at `arrival` and overtakes nobody who does not overtake either.
    long inOrder(long arrival) {
        lastArrival = Math.max(lastArrival, arrival);
        return lastArrival;
    }

    @Override
    public void refuse(Packet frame, DropReason reason) {
        counters.dropped(reason);
        network.drop(from, frame, reason);
    }

    @Override
    public boolean mark(Packet frame) {
        boolean marked = Ecn.mark(frame);
        counters.marked(marked);
        return marked;
    }

    long now() {
        return engine.now();
    }

    @Override
    public Chance chance(String purpose) {
        return engine.chance(name + " " + purpose);
    }

    Timer timer(Timer.Alarm alarm) {
        return new Timer(engine, alarm);
    }

    /// Moves `busyUntil` to when a frame of `length` bytes that may leave from `earliest` on has left.
    private void transmit(long earliest, int length) {
        if (busyUntil < earliest) {
            busyUntil = earliest;
            remainder = 0;
        }
        long rate = spec.bitsPerSecond();
        long work = LinkSpec.wireBytes(length) * 8L * NANOS_PER_SECOND + remainder;
        long nanos = work / rate;
        busyUntil += nanos;
        remainder = work - nanos * rate;
    }

    private void append(Packet frame, long arrival, boolean isLost) {
        int oldest = first - leaving < 0 ? first : leaving;
        if (next - oldest == frames.length) {
            grow(oldest);
        }
        int slot = next & frames.length - 1;
        frames[slot] = frame;
        flights[WORDS * slot] = arrival;
        flights[WORDS * slot + DEPARTURE] = busyUntil;
        flights[WORDS * slot + LENGTH] = isLost ? ~frame.length() : frame.length();
        if (first == next) {
            timer.armAt(arrival);
        }
        next++;
    }

    /// The first frame arrives.
    @Override
    public void due(long now) {
        int slot = first & frames.length - 1;
        Packet frame = frames[slot];
        boolean isLost = flights[WORDS * slot + LENGTH] < 0;
        first++;
        if (first != next) {
            timer.armAt(flights[WORDS * (first & frames.length - 1)]);
            ahead--;
            if (ahead <= 0) {
                lookAhead();
            }
        }
        if (isLost) {
            lose(frame, DropReason.LOST_ON_LINK);
            return;
        }
        deliver(frame);
    }

    /// Reads from the next frames what handling them will begin with, so that it is in the processor's caches, which the frames
    /// left on their long way, when they arrive. Some at a time: the memory answers many questions as fast as one.
    private void lookAhead() {
        int count = Math.min(next - first, LOOK_AHEAD);
        int mask = frames.length - 1;
        int read = 0;
        for (int i = 0; i < count; i++) {
            read += frames[first + i & mask].offset();
        }
        for (int i = 0; i < count; i++) {
            read += frames[first + i & mask].glance();
        }
        glanced = read;
        ahead = count;
    }

    void deliver(Packet frame) {
        to.receive(frame);
    }

    void lose(Packet frame, DropReason reason) {
        counters.dropped(reason);
        network.drop(to, frame, reason);
    }

    /// Takes the frames whose last bit has left by `now` out of the queue's count.
    void settle(long now) {
        if (busyUntil <= now && impaired == null) {
            leaving = next;
            queuedBytes = 0;
            return;
        }
        int mask = frames.length - 1;
        while (leaving != next && flights[WORDS * (leaving & mask) + DEPARTURE] <= now) {
            long length = flights[WORDS * (leaving & mask) + LENGTH];
            queuedBytes -= length < 0 ? ~length : length;
            leaving++;
        }
        if (impaired != null) {
            queuedBytes -= impaired.leftBytes(now);
        }
    }

    /// Drops everything.
    void cut() {
        timer.cancel();
        if (managed != null) {
            managed.cut(now());
        }
        while (first != next) {
            lose(frames[first & frames.length - 1], DropReason.LINK_DOWN);
            first++;
        }
        if (impaired != null) {
            impaired.cut();
        }
        leaving = next;
        queuedBytes = 0;
        busyUntil = 0;
        lastArrival = 0;
    }

    /// Bytes that wait here, those of a managed queue's own not among them.
    long queuedBytes() {
        return queuedBytes;
    }

    /// Frames as [#queuedBytes()] counts them.
    private int queuedFrames() {
        return next - leaving + (impaired == null ? 0 : impaired.queuedFrames());
    }

    /// Notes how much waits with what a managed queue holds.
    void notePeak(Backlog more) {
        counters.peak(queuedBytes + more.bytes(), queuedFrames() + more.frames());
    }

    /// Everything there is to know about the direction's past and queue.
    LinkStatistics statistics() {
        settle(now());
        Backlog more = managed == null ? Backlog.NONE : managed.backlog();
        return counters.statistics(queuedBytes + more.bytes(), queuedFrames() + more.frames(),
                impaired == null ? 0 : impaired.duplicated(), impaired == null ? 0 : impaired.corrupted());
    }

    long busyUntil() {
        return busyUntil;
    }

    private void grow(int oldest) {
        int length = frames.length;
        int start = oldest & length - 1;
        frames = Rings.unroll(Arrays.copyOf(frames, 2 * length), start, length);
        flights = Rings.unroll(Arrays.copyOf(flights, 2 * WORDS * length), WORDS * start, WORDS * length);
        leaving -= oldest;
        first -= oldest;
        next = length;
    }
}
