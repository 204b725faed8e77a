package io.netjar.net.link;

import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// The frames of a [TurnQueue] and the law by which they leave.
sealed interface Scheduler permits CoDelQueue, FqCoDelQueue {
    /// Takes a frame in, which or another may be dropped for that.
    void enqueue(Packet frame, long now);

    /// Takes out the frame whose turn it is; null if all were dropped or there is none.
    @Nullable
    Packet dequeue(long now);

    /// Takes the next frame out without the law; null if there is none.
    @Nullable
    Packet poll();

    Backlog backlog();

    /// Goes on by other figures, if `discipline` is of the same kind; otherwise returns false.
    boolean adopt(QueueDiscipline discipline, LinkSpec spec);
}
