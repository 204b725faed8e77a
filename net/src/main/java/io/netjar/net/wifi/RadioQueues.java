package io.netjar.net.wifi;

import io.netjar.net.link.QueueDiscipline;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that waits in a radio: in one queue under drop-tail; under CoDel and FQ-CoDel in one for each receiver, and one for the
/// frames to all, which take turns. So an access point's frames for a station far away do not stand before those for a near one.
final class RadioQueues {
    private final WifiCell cell;
    private final Radio radio;
    /// In the order of their turns.
    private final List<RadioQueue> queues = new ArrayList<>(1);
    /// Those that get no more frames, as the discipline is another or the receiver has left: what waits in them goes first.
    private final List<RadioQueue> leaving = new ArrayList<>(0);
    private QueueDiscipline discipline;
    private @Nullable RadioQueue current;

    RadioQueues(WifiCell cell, Radio radio, QueueDiscipline discipline) {
        this.cell = cell;
        this.radio = radio;
        this.discipline = discipline;
    }

    /// Goes on by another discipline, or other figures, dropping nothing that waits.
    void discipline(QueueDiscipline next) {
        discipline = next;
        for (int i = queues.size() - 1; i >= 0; i--) {
            if (!queues.get(i).adopt(next)) {
                leaving.add(queues.remove(i));
            }
        }
    }

    /// A receiver is gone.
    void left(Radio station) {
        for (int i = queues.size() - 1; i >= 0; i--) {
            if (queues.get(i).isFor(station)) {
                leaving.add(queues.remove(i));
            }
        }
    }

    boolean isEmpty() {
        return isEmpty(queues) && isEmpty(leaving);
    }

    private static boolean isEmpty(List<RadioQueue> some) {
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// Bytes of frames that wait, those on the air included.
    int bytes() {
        return (int) (bytes(queues) + bytes(leaving));
    }

    private static long bytes(List<RadioQueue> some) {
        long bytes = 0;
        for (int i = 0; i < some.size(); i++) {
            bytes += some.get(i).bytes();
        }
        return bytes;
    }

    /// Takes a frame in, which or another may be dropped for that.
    ///
    /// @param receiver null for all
    void add(Packet frame, @Nullable Radio receiver, long now) {
        queueFor(receiver).add(frame, receiver, now);
    }

    private RadioQueue queueFor(@Nullable Radio receiver) {
        for (int i = 0; i < queues.size(); i++) {
            if (queues.get(i).takesFor(receiver)) {
                return queues.get(i);
            }
        }
        var queue = new RadioQueue(cell, radio, receiver, discipline);
        queues.add(queue);
        return queue;
    }

    /// The queue whose turn it is, with a frame at least in its ring; its next turn comes after the others'.
    RadioQueue next(long now) {
        RadioQueue next = firstLeaving();
        for (int i = 0; next == null && i < queues.size(); i++) {
            if (!queues.get(i).isEmpty()) {
                next = queues.remove(i);
                queues.add(next);
            }
        }
        current = next;
        if (next == null || !next.has(0, now)) {
            throw new IllegalStateException("nothing waits in " + radio.port);
        }
        return next;
    }

    private @Nullable RadioQueue firstLeaving() {
        while (!leaving.isEmpty()) {
            if (!leaving.getFirst().isEmpty()) {
                return leaving.getFirst();
            }
            leaving.removeFirst();
        }
        return null;
    }

    /// The queue whose turn it was last.
    RadioQueue current() {
        RadioQueue last = current;
        if (last == null) {
            throw new IllegalStateException(radio.port + " has sent nothing");
        }
        return last;
    }

    /// Drops everything: the radio is off.
    void empty() {
        empty(queues);
        empty(leaving);
    }

    private static void empty(List<RadioQueue> some) {
        for (int i = 0; i < some.size(); i++) {
            some.get(i).empty();
        }
    }
}
