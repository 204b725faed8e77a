package io.netjar.web.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest entries of a sequence, so that a client that was cut off can be told what it missed.
final class Ring<E extends Sequenced> {
    private final ArrayDeque<E> entries = new ArrayDeque<>();
    private final int most;
    private long last;

    /// @param most how many are kept
    /// @param last the number of the one before the first
    Ring(int most, long last) {
        this.most = most;
        this.last = last;
    }

    void add(E entry) {
        if (entries.size() == most) {
            entries.removeFirst();
        }
        entries.addLast(entry);
        last = entry.sequence();
    }

    /// Forgets what is numbered below `sequence`.
    void forgetBefore(long sequence) {
        while (!entries.isEmpty() && entries.getFirst().sequence() < sequence) {
            entries.removeFirst();
        }
    }

    /// The number of the newest.
    long last() {
        return last;
    }

    /// The newest; empty if none is kept.
    Optional<E> newest() {
        return Optional.ofNullable(entries.peekLast());
    }

    /// The newest `count`, from the oldest of them on; fewer if not so many are kept.
    List<E> newest(int count) {
        List<E> all = List.copyOf(entries);
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /// All that came after number `sequence`, oldest first; empty if that is not known to be complete.
    Optional<List<E>> after(long sequence) {
        if (sequence == last) {
            return Optional.of(List.of());
        }
        List<E> missed = new ArrayList<>();
        for (E entry : entries) {
            if (entry.previous() == sequence || !missed.isEmpty()) {
                missed.add(entry);
            }
        }
        return missed.isEmpty() ? Optional.empty() : Optional.of(missed);
    }
}
