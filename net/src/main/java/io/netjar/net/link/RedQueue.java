package io.netjar.net.link;

import io.netjar.engine.Chance;
import io.netjar.wire.Packet;

/// [Red] at work: it looks at each frame that comes, and what it lets in waits in the direction's own queue.
final class RedQueue implements ManagedQueue {
    /// The frame whose transmission time the average falls by while the queue is empty (Floyd and Jacobson §3, "s": "a typical
    /// transmission time").
    private static final int TYPICAL_FRAME_BYTES = 1000;

    private final LinkDirection direction;
    private final Chance chance;
    private Red red;
    private double typicalNanos;
    private double average;
    /// Frames let in since the last one dropped or marked; -1 as long as the average is below the lower threshold.
    private int count = -1;

    RedQueue(Red red, LinkSpec spec, LinkDirection direction) {
        this.direction = direction;
        this.chance = direction.chance("red");
        this.red = red;
        this.typicalNanos = typicalNanos(spec);
    }

    private static double typicalNanos(LinkSpec spec) {
        return LinkSpec.wireBytes(TYPICAL_FRAME_BYTES) * 8e9 / spec.bitsPerSecond();
    }

    @Override
    public boolean adopt(QueueDiscipline discipline, LinkSpec spec) {
        typicalNanos = typicalNanos(spec);
        if (discipline instanceof Red changed) {
            red = changed;
            return true;
        }
        return false;
    }

    @Override
    public void carry(Packet frame, long now) {
        if (!direction.isWithin(frame.length(), 1, direction.busyUntil() - now)) {
            direction.refuse(frame, DropReason.QUEUE_FULL);
            return;
        }
        average(now);
        if (average >= 2.0 * red.maxBytes()) {
            // RFC 3168 §7 keeps the mark for the range in which drops are by chance; above it, frames are dropped.
            count = 0;
            direction.refuse(frame, DropReason.RED_FORCED);
            return;
        }
        if (isChosen() && !(red.ecn() && direction.mark(frame))) {
            direction.refuse(frame, DropReason.RED_EARLY);
            return;
        }
        direction.send(frame, now);
    }

    /// Floyd and Jacobson §4: avg ← avg + w (q - avg) while the queue holds something; over an idle time in which m typical
    /// frames could have left, avg ← (1 - w)^m avg.
    private void average(long now) {
        long queued = direction.queuedBytes();
        if (queued > 0) {
            average += red.weight() * (queued - average);
            return;
        }
        double couldHaveLeft = (now - direction.busyUntil()) / typicalNanos;
        average *= StrictMath.pow(1 - red.weight(), couldHaveLeft);
    }

    /// Whether the frame in hand is dropped or marked. Floyd and Jacobson §4: p_b grows linearly between the thresholds, and
    /// p_a = p_b / (1 - count · p_b) spreads the chosen frames evenly.
    private boolean isChosen() {
        double share = share(red, average);
        if (share == 0) {
            count = -1;
            return false;
        }
        count++;
        double spread = 1 - count * share;
        if (spread > 0 && chance.nextDouble() >= share / spread) {
            return false;
        }
        count = 0;
        return true;
    }

    /// Which share of the frames is to be chosen at an average queue of so many bytes (p_b).
    static double share(Red red, double average) {
        if (average < red.minBytes()) {
            return 0;
        }
        if (average < red.maxBytes()) {
            return red.probability() * (average - red.minBytes()) / (red.maxBytes() - red.minBytes());
        }
        // The gentle variant: on from the largest probability to 1 at twice the upper threshold.
        double beyond = (average - red.maxBytes()) / red.maxBytes();
        return Math.min(1, red.probability() + (1 - red.probability()) * beyond);
    }

    /// The average queue in bytes.
    double average() {
        return average;
    }

    @Override
    public void handOver(long now) {
        // What it let in waits in the direction's own queue.
    }

    @Override
    public Backlog backlog() {
        return Backlog.NONE;
    }

    @Override
    public void cut(long now) {
        average = 0;
        count = -1;
    }
}
