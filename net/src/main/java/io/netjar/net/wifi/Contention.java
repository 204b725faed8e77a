package io.netjar.net.wifi;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.util.ArrayList;
import java.util.List;

/// Who sends when, decided by the radios among themselves: the distributed coordination function (IEEE 802.11-2020 §10.3). A
/// radio that has something to send waits until the channel has been idle for DIFS and then for a random number of slots; it
/// counts them down while the channel is idle only. Who has counted to the end sends; those who come to it in the same
/// slot send at once and collide.
///
/// All radios hear each other, and all hear the end of a transmission alike.
final class Contention implements Timer.Alarm {
    /// How long the neighbours have the channel at a time, where our own traffic does not tell: the time of a handful of frames
    /// (an assumption of this project).
    private static final double NEIGHBOURS_TURN_NANOS = 1_000_000;

    private final Engine engine;
    private final Channel channel;
    private final Chance neighboursLuck;
    private final Timer timer;
    private final List<Radio> radios = new ArrayList<>();
    private final List<Radio> senders = new ArrayList<>();
    /// Since when the channel is idle; may be to come, while neighbours have it.
    private long idleSince = -Airtime.LONGEST;
    private double busyShare;
    /// How long the transmission in hand takes.
    private long airtime;
    private long transmissions;
    private long collided;

    /// What is sent.
    interface Channel {
        /// A radio begins to send; returns for how long it does, in nanoseconds.
        long begin(Radio sender);

        /// A transmission is over; if there were several senders, nobody understood any.
        void end(List<Radio> senders);
    }

    Contention(Engine engine, Channel channel, Chance neighboursLuck) {
        this.engine = engine;
        this.channel = channel;
        this.neighboursLuck = neighboursLuck;
        this.timer = new Timer(engine, this);
    }

    /// Sets which share of the time the channel is taken by neighbours.
    void busyShare(double share) {
        busyShare = share;
    }

    void add(Radio radio) {
        radios.add(radio);
    }

    void remove(Radio radio) {
        radios.remove(radio);
        if (senders.remove(radio) && senders.isEmpty()) {
            release(0);
        }
        schedule();
    }

    /// Ends whatever is being sent.
    void silence() {
        senders.clear();
        release(0);
        for (int i = 0; i < radios.size(); i++) {
            radios.get(i).startsAt = -1;
        }
    }

    private boolean isBusy() {
        return !senders.isEmpty();
    }

    /// `radio` has got its first frame.
    void wants(Radio radio) {
        long now = engine.now();
        if (isBusy()) {
            radio.drawIfDone();
            return;
        }
        if (isTakenByNeighbours(now)) {
            idleSince = now + (long) neighboursLuck.nextExponential(NEIGHBOURS_TURN_NANOS);
        }
        // §10.3.4.2: a radio may send at once if the channel has been idle for DIFS already and its last backoff is over.
        if (radio.backoff <= slotsUntil(now)) {
            radio.backoff = 0;
            radio.startsAt = now;
        } else {
            radio.drawIfDone();
        }
        schedule();
    }

    private boolean isTakenByNeighbours(long now) {
        return busyShare > 0 && now > idleSince + Airtime.DIFS && !timer.isArmed()
                && neighboursLuck.happens(busyShare);
    }

    /// How many idle slots have passed by `time`; -1 if the channel has not been idle for DIFS.
    private long slotsUntil(long time) {
        long counting = time - idleSince - Airtime.DIFS;
        return counting < 0 ? -1 : counting / Airtime.SLOT;
    }

    private long start(Radio radio) {
        return radio.startsAt >= 0 ? radio.startsAt : idleSince + Airtime.DIFS + Airtime.slots(radio.backoff);
    }

    /// Sets the timer to the first radio that has counted down.
    private void schedule() {
        if (isBusy()) {
            return;
        }
        long first = Engine.NEVER;
        for (int i = 0; i < radios.size(); i++) {
            if (radios.get(i).size() > 0) {
                first = Math.min(first, start(radios.get(i)));
            }
        }
        timer.armAt(first);
    }

    @Override
    public void due(long now) {
        if (isBusy()) {
            end();
        } else {
            begin(now);
        }
    }

    private void begin(long now) {
        airtime = 0;
        long passed = slotsUntil(now);
        for (int i = 0; i < radios.size(); i++) {
            Radio radio = radios.get(i);
            if (radio.size() > 0 && start(radio) < now + Airtime.SLOT) {
                senders.add(radio);
                airtime = Math.max(airtime, channel.begin(radio));
            }
            radio.countDown(passed);
        }
        transmissions += senders.size();
        collided += senders.size() > 1 ? senders.size() : 0;
        timer.armAt(now + airtime);
    }

    WifiStatistics statistics() {
        return new WifiStatistics(transmissions, collided);
    }

    private void end() {
        channel.end(senders);
        for (int i = 0; i < senders.size(); i++) {
            senders.get(i).draw();
        }
        senders.clear();
        release(busyShare > 0
                ? (long) neighboursLuck.nextExponential(airtime * busyShare / (1 - busyShare))
                : 0);
        schedule();
    }

    /// The channel is idle as soon as neighbours have had it for so long.
    private void release(long neighbours) {
        timer.cancel();
        idleSince = engine.now() + neighbours;
    }
}
