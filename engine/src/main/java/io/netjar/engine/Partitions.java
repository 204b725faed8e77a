package io.netjar.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// The partitions of an engine, and which of them is to go on next: conservative synchronisation, as Chandy, Misra and Bryant
/// described it, by one thread.
///
/// When the earliest of all events is at time t, nothing can come into a partition before t and the least delay of its
/// inlets. So the partition to which that event belongs handles all that is its own before then, and leaves the others
/// behind. The whole's own events may touch everything: no partition goes beyond the next of them, nor beyond t and the least
/// delay by which something can come into the whole.
final class Partitions {
    private final List<Engine> all = new ArrayList<>();
    /// The partitions' turns, each no later than the first deadline of its partition.
    private final TimerQueue turns = new TimerQueue();
    private boolean inStep;

    Engine add(IntFunction<Engine> maker) {
        Engine added = maker.apply(all.size());
        all.add(added);
        return added;
    }

    void inStep(boolean on) {
        inStep = on;
    }

    int armed() {
        int armed = 0;
        for (Engine partition : all) {
            armed += partition.armed();
        }
        return armed;
    }

    /// A time before which no partition has a timer, or [Engine#NEVER].
    long nextTurn() {
        return turns.nextDeadline();
    }

    /// When the next timer of a partition is due, or [Engine#NEVER].
    long nextDeadline() {
        long announced = turns.nextDeadline();
        while (announced != Engine.NEVER) {
            Engine first = takeFirst();
            announce(first);
            if (first.nextDeadline() == announced) {
                return announced;
            }
            announced = turns.nextDeadline();
        }
        return Engine.NEVER;
    }

    /// `turn` is to come by `deadline`.
    void announce(Timer turn, long deadline) {
        turn.deadline = deadline;
        turns.arm(turn);
    }

    /// Lets the partition whose turn comes first fire its timers until `until`, or as far as it can know what comes. Preconditions: there
    /// is one.
    ///
    /// @param delayIntoWhole how long it takes at least to come from a partition into the whole
    void run(long until, long delayIntoWhole) {
        long start = turns.nextDeadline();
        Engine partition = takeFirst();
        long ahead = inStep ? 0 : Math.min(delayIntoWhole, partition.leastDelay());
        long limit = ahead >= until - start ? until : start + Math.max(0, ahead - 1);
        try {
            if (partition.nextDeadline() <= limit) {
                partition.takeTurn(limit, false);
            }
        } finally {
            announce(partition);
        }
    }

    /// Fires the first timer of all partitions. Preconditions: [#nextDeadline()] was asked and is a time.
    void fireNext() {
        Engine partition = takeFirst();
        try {
            partition.takeTurn(Engine.NEVER, true);
        } finally {
            announce(partition);
        }
    }

    /// The partition whose turn comes first, which has no turn any longer.
    private Engine takeFirst() {
        Timer turn = turns.take();
        turn.deadline = Engine.NEVER;
        return turn.engine();
    }

    private void announce(Engine partition) {
        Timer turn = partition.turn();
        long deadline = partition.nextDeadline();
        if (turn != null && deadline != Engine.NEVER) {
            announce(turn, deadline);
        }
    }
}
