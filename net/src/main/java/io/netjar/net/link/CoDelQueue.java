package io.netjar.net.link;

import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// [CoDel] at work: one queue under [CoDelLaw].
final class CoDelQueue implements Scheduler {
    private final QueueOwner owner;
    private final FrameFifo queue = new FrameFifo();
    private final Backlog backlog = new Backlog();
    private final CoDelOutlet outlet;
    private final CoDelLaw law;

    CoDelQueue(CoDel codel, QueueOwner owner) {
        this.owner = owner;
        this.outlet = new CoDelOutlet(owner, backlog);
        this.law = new CoDelLaw(outlet);
        adopt(codel);
    }

    @Override
    public boolean adopt(QueueDiscipline discipline) {
        if (discipline instanceof CoDel codel) {
            law.figures(codel.targetNanos(), codel.intervalNanos(), codel.ecn(), owner.longestFrameBytes());
            return true;
        }
        return false;
    }

    @Override
    public void enqueue(Packet frame, long now) {
        if (!owner.hasRoom(backlog, frame.length(), now)) {
            owner.refuse(frame, DropReason.QUEUE_FULL);
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
