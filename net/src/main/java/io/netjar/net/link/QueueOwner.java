package io.netjar.net.link;

import io.netjar.engine.Chance;
import io.netjar.wire.Packet;

/// Whoever sends what waits in a [Scheduler]: a direction of a link, or a radio.
public interface QueueOwner {
    /// Whether the limit allows a frame of `length` bytes behind those of `waiting` and those that the owner has taken out already.
    boolean hasRoom(Backlog waiting, int length, long now);

    /// Ends the life of a frame that is dropped instead of sent.
    void refuse(Packet frame, DropReason reason);

    /// Marks a frame with "congestion experienced" (RFC 3168), or returns false if its ends do not understand that.
    default boolean mark(Packet frame) {
        return Ecn.mark(frame);
    }

    /// The longest frame that usually comes, in bytes: a queue in which no more waits is none by CoDel's law (RFC 8289 §5.5).
    int longestFrameBytes();

    /// A stream of chance of the owner's own.
    Chance chance(String purpose);
}
