package io.netjar.net.link;

import io.netjar.wire.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Frames in the order in which they came, each with the time when it did.
final class FrameFifo {
    private static final int SMALLEST = 8;

    /// A ring from `first` on, its length a power of two.
    private @Nullable Packet[] frames = new @Nullable Packet[SMALLEST];
    private long[] times = new long[SMALLEST];
    private int first;
    private int size;
    private long bytes;

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    void add(Packet frame, long now) {
        if (size == frames.length) {
            grow();
        }
        int slot = first + size & frames.length - 1;
        frames[slot] = frame;
        times[slot] = now;
        size++;
        bytes += frame.length();
    }

    /// When the first frame came; there must be one.
    long firstTime() {
        return times[first];
    }

    /// Takes the first frame out; null if there is none.
    @Nullable
    Packet poll() {
        Packet frame = frames[first];
        if (size == 0 || frame == null) {
            return null;
        }
        frames[first] = null;
        first = first + 1 & frames.length - 1;
        size--;
        bytes -= frame.length();
        return frame;
    }

    private void grow() {
        int length = frames.length;
        frames = Rings.unroll(Arrays.copyOf(frames, 2 * length), first, length);
        times = Rings.unroll(Arrays.copyOf(times, 2 * length), first, length);
        first = 0;
    }
}
