package io.netjar.net.link;

import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// [CoDel] at work: one queue under [CoDelLaw].
final class CoDelQueue implements Scheduler {
    private final LinkDirection direction;
    private final FrameFifo queue = new FrameFifo();
    private final Backlog backlog = new Backlog();
    private final CoDelOutlet outlet;
    private final CoDelLaw law;
    private LinkSpec spec;

    CoDelQueue(CoDel codel, LinkSpec spec, LinkDirection direction) {
        this.direction = direction;
        this.outlet = new CoDelOutlet(direction, backlog);
        this.law = new CoDelLaw(outlet);
        this.spec = spec;
        adopt(codel, spec);
    }

    @Override
    public boolean adopt(QueueDiscipline discipline, LinkSpec newSpec) {
        if (discipline instanceof CoDel codel) {
            spec = newSpec;
            law.figures(codel.targetNanos(), codel.intervalNanos(), codel.ecn(), newSpec.maxFrameBytes());
            return true;
        }
        return false;
    }

    @Override
    public void enqueue(Packet frame, long now) {
        long wait = direction.busyUntil() - now + backlog.nanos(spec.bitsPerSecond());
        if (!direction.isWithin(backlog.bytes() + frame.length(), backlog.frames() + 1, wait)) {
            direction.refuse(frame, DropReason.QUEUE_FULL);
            return;
        }
        backlog.add(frame.length());
        queue.add(frame, now);
    }

    @Override
    public @Nullable Packet dequeue(long now) {
        return law.dequeue(queue, now);
    }

    @Override
    public @Nullable Packet poll() {
        return outlet.take(queue);
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }
}
