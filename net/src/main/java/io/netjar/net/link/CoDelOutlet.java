package io.netjar.net.link;

import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// What [CoDelLaw] does to frames: it takes them out of a queue, marks them, or drops them.
final class CoDelOutlet {
    private final QueueOwner owner;
    private final Backlog backlog;

    /// @param backlog what waits in all queues that the outlet takes frames from
    CoDelOutlet(QueueOwner owner, Backlog backlog) {
        this.owner = owner;
        this.backlog = backlog;
    }

    /// Takes the frame that has waited longest; null if there is none.
    @Nullable
    Packet take(FrameFifo queue) {
        Packet frame = queue.poll();
        if (frame != null) {
            backlog.remove(frame.length());
        }
        return frame;
    }

    /// Marks a frame with "congestion experienced", or returns false.
    boolean mark(Packet frame) {
        return owner.mark(frame);
    }

    void drop(Packet frame) {
        owner.refuse(frame, DropReason.CODEL);
    }
}
