package io.netjar.net.link;

/// How much waits: frames, their bytes, and the bytes' worth of time that they will take on the link.
public final class Backlog {
    static final Backlog NONE = new Backlog();

    private int frames;
    private long bytes;
    private long wireBytes;

    Backlog() {}

    /// How many frames wait.
    public int frames() {
        return frames;
    }

    /// The bytes of these frames.
    public long bytes() {
        return bytes;
    }

    /// How long they take at a rate, in nanoseconds.
    long nanos(long bitsPerSecond) {
        return (long) (wireBytes * 8e9 / bitsPerSecond);
    }

    void add(int length) {
        frames++;
        bytes += length;
        wireBytes += LinkSpec.wireBytes(length);
    }

    void remove(int length) {
        frames--;
        bytes -= length;
        wireBytes -= LinkSpec.wireBytes(length);
    }
}
