package io.netjar.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The armed timers as a 4-ary heap ordered by deadline, then by rank, then by order of arming. A timer that is moved to a later time
/// keeps its place in the heap and sinks when it comes to the top, so that moving one forward, which TCP does with
/// each acknowledgement, costs next to nothing. So does one that fires: armed again by then, as a busy link's is, it
/// just sinks; if not, it is taken out.
///
/// The heap consists of numbers alone, close together: moving a timer up or down does not touch the timer itself, which
/// is in no near cache as a rule.
final class TimerQueue {
    /// The order of a timer that is not armed.
    static final long UNARMED = -1;
    /// The number of a timer that has no place in the heap.
    static final int NOWHERE = -1;

    private static final int FIRST_PLACES = 8;
    /// Beyond all ranks.
    private static final long FIRST_ORDER = 1L << Integer.SIZE;
    private static final int CHILDREN = 4;
    private static final int WORDS = 3;
    private static final int ORDER = 1;
    private static final int NUMBER = 2;

    /// For each place in the heap the deadline and the order by which a timer stands there, never later than its own, and the
    /// timer's number. Beyond the heap's size the deadlines are never and the numbers free.
    private long[] heap = new long[FIRST_PLACES * WORDS];
    /// For each number its timer, and its place in the heap.
    private @Nullable Timer[] timers = new @Nullable Timer[FIRST_PLACES];
    private int[] places = new int[FIRST_PLACES];
    private int size;
    private int armed;
    private long nextOrder = FIRST_ORDER;

    TimerQueue() {
        vacate(0);
    }

    int armed() {
        return armed;
    }

    void arm(Timer timer) {
        if (timer.order == UNARMED) {
            armed++;
        }
        timer.order = timer.rank == Timer.NO_RANK ? nextOrder++ : timer.rank;
        if (timer.number == NOWHERE) {
            insert(timer);
        } else {
            int place = places[timer.number];
            if (isBefore(timer.deadline(), timer.order, place)) {
                siftUp(place, timer.deadline(), timer.order, timer.number);
            }
        }
    }

    void disarm(Timer timer) {
        armed--;
        timer.order = UNARMED;
        remove(places[timer.number]);
    }

    long nextDeadline() {
        settleTop();
        return heap[0];
    }

    /// The first timer, armed no longer. It stays at the top, where no other can come before it, until somebody asks for the
    /// next one. Preconditions: [#nextDeadline()] was asked since anything changed, and is a time.
    Timer take() {
        Timer first = timers[number(0)];
        if (first == null) {
            throw new IllegalStateException("no timer is armed");
        }
        armed--;
        first.order = UNARMED;
        return first;
    }

    /// Lets timers that were moved later sink, and takes one that fired out, until the top one stands at its own
    /// deadline.
    private void settleTop() {
        while (size > 0) {
            int number = number(0);
            Timer top = timers[number];
            if (top == null || top.order == heap[ORDER] && top.deadline() == heap[0]) {
                return;
            }
            if (top.order == UNARMED) {
                remove(0);
            } else {
                siftDown(0, top.deadline(), top.order, number);
            }
        }
    }

    private void insert(Timer timer) {
        if (size == places.length) {
            grow();
        }
        timer.number = number(size);
        timers[timer.number] = timer;
        siftUp(size++, timer.deadline(), timer.order, timer.number);
    }

    private void grow() {
        int length = places.length;
        heap = Arrays.copyOf(heap, 2 * WORDS * length);
        timers = Arrays.copyOf(timers, 2 * length);
        places = Arrays.copyOf(places, 2 * length);
        vacate(length);
    }

    /// Leaves the places from `from` on without timers, each with a free number.
    private void vacate(int from) {
        for (int place = from; place < places.length; place++) {
            heap[WORDS * place] = Engine.NEVER;
            heap[WORDS * place + NUMBER] = place;
        }
    }

    private void remove(int hole) {
        int freed = number(hole);
        Timer gone = timers[freed];
        if (gone != null) {
            gone.number = NOWHERE;
        }
        timers[freed] = null;
        size--;
        int last = number(size);
        long deadline = heap[WORDS * size];
        heap[WORDS * size] = Engine.NEVER;
        heap[WORDS * size + NUMBER] = freed;
        if (hole == size) {
            return;
        }
        long order = heap[WORDS * size + ORDER];
        siftDown(hole, deadline, order, last);
        if (places[last] == hole) {
            siftUp(hole, deadline, order, last);
        }
    }

    private void put(int place, long deadline, long order, int number) {
        heap[WORDS * place] = deadline;
        heap[WORDS * place + ORDER] = order;
        heap[WORDS * place + NUMBER] = number;
        places[number] = place;
    }

    /// Gives what stands at `from` the place `to`.
    private void move(int from, int to) {
        put(to, heap[WORDS * from], heap[WORDS * from + ORDER], number(from));
    }

    private int number(int place) {
        return (int) heap[WORDS * place + NUMBER];
    }

    private boolean isBefore(long deadline, long order, int place) {
        long other = heap[WORDS * place];
        return deadline < other || deadline == other && order < heap[WORDS * place + ORDER];
    }

    /// Puts a timer into the place `start`, which is free, or above.
    private void siftUp(int start, long deadline, long order, int number) {
        int place = start;
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            if (!isBefore(deadline, order, parent)) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, deadline, order, number);
    }

    /// Puts a timer into the place `start`, which is free, or below.
    private void siftDown(int start, long deadline, long order, int number) {
        int place = start;
        int first = CHILDREN * place + 1;
        while (first < size) {
            int child = earliest(first);
            if (isBefore(deadline, order, child)) {
                break;
            }
            move(child, place);
            place = child;
            first = CHILDREN * place + 1;
        }
        put(place, deadline, order, number);
    }

    /// The earliest of the places from `first` on that have the same parent.
    private int earliest(int first) {
        int best = first;
        for (int place = first + 1; place < Math.min(first + CHILDREN, size); place++) {
            if (isBefore(heap[WORDS * place], heap[WORDS * place + ORDER], best)) {
                best = place;
            }
        }
        return best;
    }
}
