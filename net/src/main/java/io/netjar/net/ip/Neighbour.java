package io.netjar.net.ip;

import io.netjar.engine.Timer;
import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// One line of an ARP cache: a neighbour on the link, its MAC address once it is known, and the packets that wait
/// for it. RFC 1122 §2.3.2.
final class Neighbour {
    /// What is known of the neighbour's MAC address.
    enum State {
        /// Nothing, and nobody has asked.
        UNKNOWN,
        /// Nothing; a request is out.
        ASKED,
        /// It is known, and was confirmed not long ago.
        KNOWN,
        /// It is known but old; it is used while a request to confirm it is out.
        CONFIRMING
    }

    private final int address;
    private State state = State.UNKNOWN;
    private long mac;
    private long confirmedUntil;
    private int tries;
    private boolean pinned;
    private boolean struck;
    private @Nullable Timer timer;
    private @Nullable Packet[] waiting = new @Nullable Packet[0];
    private int waitingCount;

    Neighbour(int address) {
        this.address = address;
    }

    int address() {
        return address;
    }

    State state() {
        return state;
    }

    void state(State newState) {
        state = newState;
    }

    boolean hasMac() {
        return state == State.KNOWN || state == State.CONFIRMING;
    }

    long mac() {
        return mac;
    }

    long confirmedUntil() {
        return confirmedUntil;
    }

    /// The neighbour's MAC address is `newMac`, for sure until `until`.
    void confirm(long newMac, long until) {
        mac = newMac;
        confirmedUntil = until;
        state = State.KNOWN;
        Timer running = timer;
        if (running != null) {
            running.cancel();
        }
    }

    /// Nothing is known of the neighbour any more, and nobody asks.
    void forget() {
        state = State.UNKNOWN;
        tries = 0;
        Timer running = timer;
        if (running != null) {
            running.cancel();
        }
    }

    /// How many requests went out since the last answer.
    int tries() {
        return tries;
    }

    void tries(int count) {
        tries = count;
    }

    /// Keeps the line in the cache for as long as the host lives: a route refers to it.
    void pin() {
        pinned = true;
    }

    boolean isPinned() {
        return pinned;
    }

    /// The line was taken out of the cache, which may have another for the same neighbour from now on.
    void strike() {
        struck = true;
    }

    boolean isStruck() {
        return struck;
    }

    @Nullable
    Timer timer() {
        return timer;
    }

    void timer(Timer newTimer) {
        timer = newTimer;
    }

    int waitingCount() {
        return waitingCount;
    }

    void enqueue(Packet packet, int limit) {
        if (waiting.length == 0) {
            waiting = new @Nullable Packet[limit];
        }
        waiting[waitingCount++] = packet;
    }

    /// Takes out the packet that has waited longest, or null.
    @Nullable
    Packet pollWaiting() {
        Packet first = waitingCount == 0 ? null : waiting[0];
        if (first != null) {
            waitingCount--;
            System.arraycopy(waiting, 1, waiting, 0, waitingCount);
            waiting[waitingCount] = null;
        }
        if (waitingCount == 0) {
            waiting = new @Nullable Packet[0];
        }
        return first;
    }
}
