package io.netjar.net.link;

import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// Frames that wait, and the law by which they leave when their turn comes: [CoDel] or [FqCoDel] at work, for a link or a radio.
public sealed interface Scheduler permits CoDelQueue, FqCoDelQueue {
    /// Takes a frame in, which or another may be dropped for that.
    void enqueue(Packet frame, long now);

    /// Takes out the frame whose turn it is; null if there is none: the law leaves the last one alone.
    @Nullable
    Packet dequeue(long now);

    /// Takes the next frame out without the law; null if there is none.
    @Nullable
    Packet poll();

    /// What waits.
    Backlog backlog();

    /// Goes on by the figures of `discipline` and what its owner is like now, if it is of the same kind; otherwise returns false.
    boolean adopt(QueueDiscipline discipline);

    /// The machine of `discipline`.
    ///
    /// @throws IllegalArgumentException if it is one that decides when a frame comes, not at its turn
    static Scheduler of(QueueDiscipline discipline, QueueOwner owner) {
        return switch (discipline) {
            case CoDel codel -> new CoDelQueue(codel, owner);
            case FqCoDel fair -> new FqCoDelQueue(fair, owner);
            case DropTail _,Red _,TokenBucket _ ->
                throw new IllegalArgumentException("no discipline of turns: " + discipline);
        };
    }
}
