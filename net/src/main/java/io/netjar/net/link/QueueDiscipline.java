package io.netjar.net.link;

/// Who decides which of the frames that wait before a link leaves next, which is dropped, and when. What each means is said
/// at its record; [DropTail] is what most links have.
///
/// Drop-tail, RED and the token bucket know a frame's departure when it comes: one event a hop. CoDel and FQ-CoDel decide
/// when a frame's turn has come and so cost a second event for a frame that waits.
public sealed interface QueueDiscipline permits DropTail, Red, CoDel, FqCoDel, TokenBucket {
    /// How much may wait at most, the frame being sent included.
    QueueLimit limit();

    /// Whether a frame of `bytes` can ever leave by it.
    default boolean passes(int bytes) {
        return switch (this) {
            case TokenBucket bucket -> bucket.burstBytes() >= bytes;
            case DropTail _,Red _,CoDel _,FqCoDel _ -> true;
        };
    }
}
