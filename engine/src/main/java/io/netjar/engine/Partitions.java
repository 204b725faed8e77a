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
    private final Turns turns = new Turns();
    private boolean inStep;

    Engine add(IntFunction<Engine> maker) {
        Engine added = maker.apply(turns.add());
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
            int first = turns.first();
            long deadline = all.get(first).nextDeadline();
            if (deadline == announced) {
                return announced;
            }
            turns.deadline(first, deadline);
            announced = turns.nextDeadline();
        }
        return Engine.NEVER;
    }

    /// The turn of partition `number` is to come by `deadline`.
    void announce(int number, long deadline) {
        if (deadline < turns.deadline(number)) {
            turns.deadline(number, deadline);
        }
    }

    /// Lets the partition whose turn comes first fire its timers until `until`, or as far as it can know what comes. Preconditions: there
    /// is one.
    ///
    /// @param delayIntoWhole how long it takes at least to come from a partition into the whole
    void run(long until, long delayIntoWhole) {
        long start = turns.nextDeadline();
        int number = turns.first();
        Engine partition = all.get(number);
        long ahead = inStep ? 0 : Math.min(delayIntoWhole, partition.leastDelay());
        long limit = ahead >= until - start ? until : start + Math.max(0, ahead - 1);
        try {
            if (partition.nextDeadline() <= limit) {
                partition.takeTurn(limit);
            }
        } finally {
            turns.deadline(number, partition.nextDeadline());
        }
    }

    /// Fires the first timer of all partitions. Preconditions: [#nextDeadline()] was asked and is a time.
    void fireNext() {
        int number = turns.first();
        Engine partition = all.get(number);
        try {
            partition.takeStep();
        } finally {
            turns.deadline(number, partition.nextDeadline());
        }
    }
}
