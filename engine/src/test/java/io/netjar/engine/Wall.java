package io.netjar.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A clock on the wall for tests of one thread: it goes on a little with each reading and by a sleep's length with each
/// sleep, and lets what is written down for a time happen then, as another thread would.
final class Wall {
    private static final long TICK_NANOS = 500;

    private final List<Note> notes = new ArrayList<>();
    private long nanos;
    private int sleeps;

    private record Note(long nanos, Runnable action) {}

    Wall(long start) {
        nanos = start;
    }

    long read() {
        nanos += TICK_NANOS;
        happen();
        return nanos;
    }

    /// The time, without letting any pass.
    long nanos() {
        return nanos;
    }

    int sleeps() {
        return sleeps;
    }

    /// Sleeps as [Mailbox.Bed] has it: who does something wakes the sleeper.
    void sleep(Object reason, long length) {
        sleeps++;
        long end = nanos + length;
        if (!notes.isEmpty() && notes.getFirst().nanos() <= end) {
            nanos = Math.max(nanos, notes.getFirst().nanos());
            happen();
            return;
        }
        nanos = end;
    }

    /// Lets time pass in which the reader of the clock does nothing.
    void pass(long length) {
        nanos += length;
    }

    void at(long time, Runnable action) {
        notes.add(new Note(time, action));
        notes.sort(Comparator.comparingLong(Note::nanos));
    }

    private void happen() {
        while (!notes.isEmpty() && notes.getFirst().nanos() <= nanos) {
            notes.removeFirst().action().run();
        }
    }
}
