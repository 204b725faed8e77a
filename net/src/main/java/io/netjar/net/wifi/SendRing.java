package io.netjar.net.wifi;

import io.netjar.net.link.Rings;
import io.netjar.wire.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Frames that a radio sends in their order, in a ring, each with its receiver and what became of its tries: the first may have
/// been tried before.
final class SendRing {
    private static final int SMALLEST = 8;
    /// A frame's state besides the number of tries that failed: the receiver has it, but lacks one before it.
    private static final byte UNDERSTOOD = -1;

    private @Nullable Packet[] frames = new @Nullable Packet[SMALLEST];
    /// Who is to understand each frame; null for all.
    private @Nullable Radio[] receivers = new @Nullable Radio[SMALLEST];
    private byte[] states = new byte[SMALLEST];
    private int first;
    private int size;
    private int bytes;

    int size() {
        return size;
    }

    int bytes() {
        return bytes;
    }

    void add(Packet frame, @Nullable Radio receiver) {
        if (size == frames.length) {
            grow();
        }
        int slot = slot(size);
        frames[slot] = frame;
        receivers[slot] = receiver;
        states[slot] = 0;
        size++;
        bytes += frame.length();
    }

    /// The `index`-th frame.
    Packet frame(int index) {
        Packet frame = frames[slot(index)];
        if (frame == null) {
            throw new IllegalStateException("no frame number " + index);
        }
        return frame;
    }

    @Nullable
    Radio receiver(int index) {
        return receivers[slot(index)];
    }

    boolean isUnderstood(int index) {
        return states[slot(index)] == UNDERSTOOD;
    }

    void understood(int index) {
        states[slot(index)] = UNDERSTOOD;
    }

    /// Counts a try in vain.
    void missed(int index) {
        states[slot(index)]++;
    }

    int tries(int index) {
        return states[slot(index)];
    }

    /// Takes the first frame out.
    Packet poll() {
        Packet frame = frame(0);
        first = slot(1);
        size--;
        bytes -= frame.length();
        return frame;
    }

    private int slot(int index) {
        return first + index & frames.length - 1;
    }

    private void grow() {
        int length = frames.length;
        int start = first;
        frames = Rings.unroll(Arrays.copyOf(frames, 2 * length), start, length);
        receivers = Rings.unroll(Arrays.copyOf(receivers, 2 * length), start, length);
        states = Rings.unroll(Arrays.copyOf(states, 2 * length), start, length);
        first = 0;
    }
}
