package io.netjar.net.wifi;

import io.netjar.engine.Chance;
import io.netjar.net.link.Backlog;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.QueueOwner;
import io.netjar.net.link.Scheduler;
import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// Frames that wait in a radio. Under drop-tail those for all receivers stand in the ring. Under CoDel or FQ-CoDel it is for one
/// receiver: its frames wait in the [Scheduler], which chooses one whenever a go has room for one more, so as late as possible;
/// what it chose stands in the ring until it is understood or given up.
final class RadioQueue implements QueueOwner {
    /// What hosts send at most, on an Ethernet and here.
    private static final int FULL_FRAME_BYTES = 1514;

    final SendRing ring = new SendRing();
    private final WifiCell cell;
    private final Radio radio;
    private final @Nullable Radio receiver;
    /// Null if the queue is drop-tail.
    private final @Nullable Scheduler scheduler;
    /// The limit; one of the two is out of reach.
    private long maxBytes;
    private int maxFrames;

    /// @param receiver whom all its frames are for, null for frames to all; of no meaning under drop-tail
    RadioQueue(WifiCell cell, Radio radio, @Nullable Radio receiver, QueueDiscipline discipline) {
        this.cell = cell;
        this.radio = radio;
        this.receiver = receiver;
        this.scheduler = discipline instanceof DropTail ? null : Scheduler.of(discipline, this);
        limit(discipline.limit());
    }

    private void limit(QueueLimit limit) {
        maxBytes = Long.MAX_VALUE;
        maxFrames = Integer.MAX_VALUE;
        switch (limit) {
            case QueueLimit.Bytes(int bytes) -> maxBytes = bytes;
            case QueueLimit.Packets(int packets) -> maxFrames = packets;
            case QueueLimit.Time _ -> throw new IllegalArgumentException("a radio does not know its waits");
        }
    }

    /// Goes on by `discipline`, if it is of the same kind; otherwise returns false.
    boolean adopt(QueueDiscipline discipline) {
        boolean same = scheduler == null
                ? discipline instanceof DropTail
                : scheduler.adopt(discipline);
        if (same) {
            limit(discipline.limit());
        }
        return same;
    }

    /// Whether frames for `other`, null for all, wait here.
    boolean takesFor(@Nullable Radio other) {
        return scheduler == null || receiver == other;
    }

    /// Whether frames for `station` alone wait here.
    boolean isFor(Radio station) {
        return receiver == station;
    }

    boolean isEmpty() {
        return ring.size() == 0 && (scheduler == null || scheduler.backlog().frames() == 0);
    }

    /// Bytes of frames that wait, those on the air included.
    long bytes() {
        return ring.bytes() + (scheduler == null ? 0 : scheduler.backlog().bytes());
    }

    /// Takes a frame in, which or another may be dropped for that.
    void add(Packet frame, @Nullable Radio to, long now) {
        if (scheduler != null) {
            scheduler.enqueue(frame, now);
        } else if (isWithin(frame.length(), 1)) {
            ring.add(frame, to);
        } else {
            refuse(frame, DropReason.QUEUE_FULL);
        }
    }

    /// Whether there is an `index`-th frame to send; the law chooses it now if it has not yet.
    boolean has(int index, long now) {
        if (index < ring.size()) {
            return true;
        }
        Packet frame = scheduler == null ? null : scheduler.dequeue(now);
        if (frame == null) {
            return false;
        }
        ring.add(frame, receiver);
        return true;
    }

    /// Drops everything: the radio is off.
    void empty() {
        Packet frame = poll();
        while (frame != null) {
            refuse(frame, DropReason.RADIO_OFF);
            frame = poll();
        }
    }

    private @Nullable Packet poll() {
        if (ring.size() > 0) {
            return ring.poll();
        }
        return scheduler == null ? null : scheduler.poll();
    }

    @Override
    public boolean hasRoom(Backlog waiting, int length, long now) {
        return isWithin(waiting.bytes() + length, waiting.frames() + 1);
    }

    /// Whether the limit allows that so much waits besides the ring.
    private boolean isWithin(long bytes, int frames) {
        return ring.bytes() + bytes <= maxBytes && ring.size() + frames <= maxFrames;
    }

    @Override
    public void refuse(Packet frame, DropReason reason) {
        cell.network().drop(radio.port, frame, reason);
    }

    @Override
    public boolean mark(Packet frame) {
        boolean marked = QueueOwner.super.mark(frame);
        if (marked) {
            cell.marked(radio);
        }
        return marked;
    }

    @Override
    public int longestFrameBytes() {
        return FULL_FRAME_BYTES;
    }

    @Override
    public Chance chance(String purpose) {
        return cell.chance(radio.port.name() + " " + purpose);
    }
}
