package io.netjar.engine;

import java.util.Arrays;

/// The armed timers as a 4-ary heap ordered by (deadline, order of arming). A timer that is moved to a later time
/// keeps its place in the heap and sinks when it comes to the top, so that moving one forward, which TCP does with
/// each acknowledgement, costs next to nothing. So does one that fires: armed again by then, as a busy link's is, it
/// just sinks; if not, it is taken out.
final class TimerQueue {
    /// The order of a timer that is not armed.
    static final long UNARMED = -1;

    private Timer[] heap = new Timer[64];
    /// The deadline and order by which the timer in the same slot stands in the heap; never later than its own.
    private long[] deadlines = new long[64];
    private long[] orders = new long[64];
    private int size;
    private int armed;
    private long nextOrder;

    int armed() {
        return armed;
    }

    void arm(Timer timer) {
        if (timer.order == UNARMED) {
            armed++;
        }
        timer.order = nextOrder++;
        if (timer.slot < 0) {
            insert(timer);
        } else if (timer.deadline() < deadlines[timer.slot]) {
            rekey(timer);
            siftUp(timer.slot);
        }
    }

    void disarm(Timer timer) {
        armed--;
        timer.order = UNARMED;
        removeSlot(timer.slot);
    }

    long nextDeadline() {
        settleTop();
        return size == 0 ? Engine.NEVER : deadlines[0];
    }

    /// The first timer, armed no longer. It stays at the top, where no other can come before it, until somebody asks
    /// for the next one.
    Timer pollFirst() {
        settleTop();
        Timer first = heap[0];
        armed--;
        first.order = UNARMED;
        return first;
    }

    /// Lets timers that were moved later sink, and takes one that fired out, until the top one stands at its own
    /// deadline.
    private void settleTop() {
        while (size > 0 && orders[0] != heap[0].order) {
            if (heap[0].order == UNARMED) {
                removeSlot(0);
            } else {
                rekey(heap[0]);
                siftDown(0);
            }
        }
    }

    private void insert(Timer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
            deadlines = Arrays.copyOf(deadlines, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
        }
        put(size, timer, timer.deadline(), timer.order);
        siftUp(size++);
    }

    private void rekey(Timer timer) {
        deadlines[timer.slot] = timer.deadline();
        orders[timer.slot] = timer.order;
    }

    private void removeSlot(int hole) {
        heap[hole].slot = -1;
        size--;
        Timer last = heap[size];
        long deadline = deadlines[size];
        long order = orders[size];
        Arrays.fill(heap, size, size + 1, null);
        if (hole == size) {
            return;
        }
        put(hole, last, deadline, order);
        siftDown(hole);
        siftUp(last.slot);
    }

    private void put(int slot, Timer timer, long deadline, long order) {
        heap[slot] = timer;
        deadlines[slot] = deadline;
        orders[slot] = order;
        timer.slot = slot;
    }

    private boolean isBefore(long deadline, long order, int slot) {
        return deadline < deadlines[slot] || deadline == deadlines[slot] && order < orders[slot];
    }

    private void siftUp(int start) {
        Timer timer = heap[start];
        long deadline = deadlines[start];
        long order = orders[start];
        int slot = start;
        while (slot > 0) {
            int parent = (slot - 1) >> 2;
            if (!isBefore(deadline, order, parent)) {
                break;
            }
            put(slot, heap[parent], deadlines[parent], orders[parent]);
            slot = parent;
        }
        put(slot, timer, deadline, order);
    }

    private void siftDown(int start) {
        Timer timer = heap[start];
        long deadline = deadlines[start];
        long order = orders[start];
        int slot = start;
        int child = firstOfChildren(slot);
        while (child < size && !isBefore(deadline, order, child)) {
            put(slot, heap[child], deadlines[child], orders[child]);
            slot = child;
            child = firstOfChildren(slot);
        }
        put(slot, timer, deadline, order);
    }

    /// The slot of the earliest child, or one beyond the heap.
    private int firstOfChildren(int slot) {
        int first = 4 * slot + 1;
        int end = Math.min(first + 4, size);
        int best = first;
        for (int child = first + 1; child < end; child++) {
            if (isBefore(deadlines[child], orders[child], best)) {
                best = child;
            }
        }
        return best;
    }
}
