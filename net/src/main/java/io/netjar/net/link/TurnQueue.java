package io.netjar.net.link;

import io.netjar.engine.Timer;
import io.netjar.wire.Packet;

/// A queue whose frames' fate is decided when their turn comes: whenever the last bit of a frame has left, the [Scheduler]
/// says which is the next. That takes an event for each frame that waits; one that finds the link idle costs none.
final class TurnQueue implements ManagedQueue, Timer.Alarm {
    private final Scheduler scheduler;
    private final LinkDirection direction;
    private final Timer turn;

    TurnQueue(Scheduler scheduler, LinkDirection direction) {
        this.scheduler = scheduler;
        this.direction = direction;
        this.turn = direction.timer(this);
    }

    @Override
    public boolean adopt(QueueDiscipline discipline, LinkSpec spec) {
        return scheduler.adopt(discipline);
    }

    @Override
    public void carry(Packet frame, long now) {
        scheduler.enqueue(frame, now);
        direction.notePeak(scheduler.backlog());
        if (turn.isArmed()) {
            return;
        }
        if (direction.busyUntil() > now) {
            turn.armAt(direction.busyUntil());
            return;
        }
        due(now);
    }

    /// The link is idle: the next frame leaves.
    @Override
    public void due(long now) {
        Packet next = scheduler.dequeue(now);
        if (next == null) {
            return;
        }
        direction.settle(now);
        direction.send(next, now);
        if (scheduler.backlog().frames() > 0) {
            turn.armAt(direction.busyUntil());
        }
    }

    @Override
    public void handOver(long now) {
        turn.cancel();
        Packet next = scheduler.poll();
        while (next != null) {
            direction.send(next, now);
            next = scheduler.poll();
        }
    }

    @Override
    public Backlog backlog() {
        return scheduler.backlog();
    }

    @Override
    public void cut(long now) {
        turn.cancel();
        Packet next = scheduler.poll();
        while (next != null) {
            direction.lose(next, DropReason.LINK_DOWN);
            next = scheduler.poll();
        }
    }
}
