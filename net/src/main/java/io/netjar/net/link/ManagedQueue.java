package io.netjar.net.link;

import io.netjar.wire.Packet;

/// The queue before a direction of a link where it is more than drop-tail: it is handed each frame instead of the
/// direction, and hands it on by [LinkDirection#send], now or later, or drops it.
sealed interface ManagedQueue permits RedQueue, TokenBucketQueue, TurnQueue {
    /// Takes a frame that came from the port.
    void carry(Packet frame, long now);

    /// Goes on with what `discipline` and `spec` are now, if it is the same kind of discipline; otherwise returns false.
    boolean adopt(QueueDiscipline discipline, LinkSpec spec);

    /// Hands on all frames that it holds itself, dropping none: another discipline follows.
    void handOver(long now);

    /// The frames that it holds itself, whose transmission has not begun.
    Backlog backlog();

    /// Drops all that it holds: the cable was pulled.
    void cut(long now);

    /// The machine of `discipline`; drop-tail has none.
    static ManagedQueue of(QueueDiscipline discipline, LinkSpec spec, LinkDirection direction) {
        return switch (discipline) {
            case Red red -> new RedQueue(red, spec, direction);
            case TokenBucket bucket -> new TokenBucketQueue(bucket, spec, direction);
            case CoDel _,FqCoDel _ -> new TurnQueue(Scheduler.of(discipline, direction), direction);
            case DropTail _ -> throw new IllegalArgumentException("a drop-tail queue is the direction's own");
        };
    }
}
