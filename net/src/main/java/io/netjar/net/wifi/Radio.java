package io.netjar.net.wifi;

import io.netjar.engine.Chance;
import io.netjar.net.link.Port;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A member of a cell: its signal, what it senses of the channel, its slots and its window, and the frames that wait in it.
final class Radio {
    private static final int CELLS = -1;

    final Port port;
    final Chance chance;
    boolean joined = true;
    /// Its own signal; null if it has that of the cell.
    @Nullable
    Signal signal;
    /// Its own RTS threshold; [#CELLS] if it has that of the cell.
    private int rtsBytes = CELLS;
    /// How it and the access point send to each other, and how it hears frames to all.
    AirRate rate = AirRate.basic(0);
    AirRate basic = AirRate.basic(0);
    /// The contention window: how many slots the radio waits at most before its next go.
    private int contentionWindow = Airtime.CW_MIN;
    /// Whether it sends, or hears somebody send.
    private boolean busy;
    /// Since when it finds the channel idle; may be to come, while neighbours have it.
    private long idleSince;
    /// Slots still to be counted down.
    private long backoff;
    /// When it sends, if that is not for the slots to say; otherwise -1.
    private long startsAt = -1;
    /// Those whose frames it does not hear, nor they its.
    private List<Radio> hidden = List.of();
    /// What it has on the air, or had.
    final Exchange exchange = new Exchange();
    /// What waits in it.
    final RadioQueues queues;
    /// How many of the first frames of the queue whose turn it is it sends at this go.
    int sending;
    /// Frames that its queues marked with "congestion experienced".
    long markedFrames;

    Radio(Port port, WifiCell cell) {
        this.port = port;
        this.chance = cell.chance(port.name());
        this.queues = new RadioQueues(cell, this, cell.spec().queue());
        tune(cell.spec());
    }

    /// Sets the rates for the air of the cell.
    void tune(WifiSpec spec) {
        Signal own = signal;
        double dbm = own == null ? spec.signal().dbm() : own.dbm();
        rate = AirRate.best(dbm, spec.megahertz(), spec.streams());
        basic = AirRate.basic(dbm);
    }

    /// Sets an RTS threshold of its own.
    void rtsBytes(int threshold) {
        rtsBytes = threshold;
    }

    /// From which length on, in bytes on the air, it asks for the channel, where the air is as `spec` says.
    int rtsBytes(WifiSpec spec) {
        return rtsBytes == CELLS ? spec.rtsBytes() : rtsBytes;
    }

    boolean hears(Radio other) {
        return !hidden.contains(other);
    }

    boolean isHiddenFromSomebody() {
        return !hidden.isEmpty();
    }

    void hide(Radio other) {
        hidden = hidden.isEmpty() ? new ArrayList<>(1) : hidden;
        if (!hidden.contains(other)) {
            hidden.add(other);
        }
    }

    void unhide(Radio other) {
        if (!hidden.isEmpty()) {
            hidden.remove(other);
        }
    }

    boolean isBusy() {
        return busy;
    }

    long idleSince() {
        return idleSince;
    }

    /// The channel is busy for it from now on, or idle since a time.
    void sense(boolean nowBusy, long now, long sinceWhen) {
        if (nowBusy && !busy) {
            countDown(now);
        }
        if (!nowBusy && busy) {
            idleSince = sinceWhen;
        }
        busy = nowBusy;
    }

    /// Neighbours have the channel from now on, until a time.
    void pause(long now, long until) {
        countDown(now);
        idleSince = until;
    }

    /// Neighbours have had the channel all the time, until a time to come: no slots have passed.
    void idleFrom(long time) {
        idleSince = time;
    }

    /// Begins anew on a channel that is idle since a time.
    void reset(long sinceWhen) {
        busy = false;
        startsAt = -1;
        idleSince = sinceWhen;
    }

    /// Wants to send, having had nothing to send: draws slots to wait, unless the channel is idle so long that none are needed.
    void want(long now) {
        // §10.3.4.2: a radio may send at once if the channel has been idle for DIFS already and its last backoff is over.
        if (!busy && backoff <= slotsUntil(now)) {
            backoff = 0;
            startsAt = now;
        } else if (backoff == 0) {
            draw();
        }
    }

    /// When it sends, if the channel stays idle.
    long start() {
        return startsAt >= 0 ? startsAt : idleSince + Airtime.DIFS + Airtime.slots(backoff);
    }

    /// Whether it sends in the slot that begins now.
    boolean isDue(long now) {
        return !busy && start() < now + Airtime.SLOT && !queues.isEmpty();
    }

    /// Draws the slots to wait before the next go.
    void draw() {
        backoff = chance.nextInt(contentionWindow + 1);
        startsAt = -1;
    }

    /// The slots that have passed until now are counted.
    void countDown(long now) {
        backoff = Math.max(0, backoff - Math.max(0, slotsUntil(now)));
        startsAt = -1;
    }

    /// How many idle slots have passed by `time`; -1 if the channel has not been idle for DIFS.
    private long slotsUntil(long time) {
        long counting = time - idleSince - Airtime.DIFS;
        return counting < 0 ? -1 : counting / Airtime.SLOT;
    }

    /// IEEE 802.11-2020 §10.3.3: the contention window doubles with every failure up to CWmax and is reset by success.
    void succeeded(boolean understood) {
        contentionWindow = understood ? Airtime.CW_MIN : Math.min(2 * contentionWindow + 1, Airtime.CW_MAX);
    }
}
