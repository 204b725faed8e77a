package io.netjar.net.wifi;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.util.ArrayList;
import java.util.List;

/// Who sends when, decided by the radios among themselves: the distributed coordination function (IEEE 802.11-2020 §10.3). A
/// radio that has something to send waits until it has found the channel idle for DIFS and then for a random number of slots;
/// it counts them down while the channel is idle only. Who has counted to the end sends; those who come to it in the same
/// slot send at once and collide.
///
/// So do those who do not hear each other, whenever one begins while the other's first frame is on the air. What the access
/// point sends is heard by all: its frames, its acknowledgements and its CTS, which keep everybody silent until the exchange
/// is over, the hidden ones too.
final class Contention implements Timer.Alarm {
    /// How long the neighbours have the channel at a time, where our own traffic does not tell: the time of a handful of frames
    /// (an assumption of this project).
    private static final double NEIGHBOURS_TURN_NANOS = 1_000_000;

    private final Engine engine;
    private final Channel channel;
    private final Chance neighboursLuck;
    private final Timer timer;
    private final List<Radio> radios = new ArrayList<>();
    /// Those who have an exchange under way, the first to begin first.
    private final List<Radio> senders = new ArrayList<>();
    /// Those of them whose exchange is over.
    private final List<Radio> ending = new ArrayList<>();
    /// Since when the channel is idle for those who have heard the last exchange; may be to come, while neighbours have it.
    private long idleSince = -Airtime.LONGEST;
    private double busyShare;
    private long transmissions;
    private long collided;

    /// What is sent.
    interface Channel {
        /// A radio begins its exchange.
        void begin(Radio sender, long now);

        /// The exchanges of some are over, of which those that are spoilt were not understood.
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
        radio.reset(idleSince);
        sense(radio);
    }

    void remove(Radio radio) {
        radios.remove(radio);
        ending.remove(radio);
        if (senders.remove(radio)) {
            idleSince = Math.max(idleSince, engine.now());
            sense();
        }
        schedule();
    }

    /// Ends whatever is being sent.
    void silence() {
        senders.clear();
        ending.clear();
        timer.cancel();
        idleSince = engine.now();
        for (int i = 0; i < radios.size(); i++) {
            radios.get(i).reset(idleSince);
        }
    }

    /// `radio` has got its first frame.
    void wants(Radio radio) {
        long now = engine.now();
        if (isTakenByNeighbours(radio, now)) {
            idleSince = now + (long) neighboursLuck.nextExponential(NEIGHBOURS_TURN_NANOS);
            for (int i = 0; i < radios.size(); i++) {
                radios.get(i).idleFrom(idleSince);
            }
        }
        radio.want(now);
        if (!radio.isBusy()) {
            schedule();
        }
    }

    /// Whether neighbours turn out to have a channel on which nobody of ours sends or waits.
    private boolean isTakenByNeighbours(Radio radio, long now) {
        return busyShare > 0 && !radio.isBusy() && now > radio.idleSince() + Airtime.DIFS && !timer.isArmed()
                && neighboursLuck.happens(busyShare);
    }

    /// Sets the timer to the next thing that happens to an exchange, or the first radio that has counted down.
    private void schedule() {
        long first = Engine.NEVER;
        for (int i = 0; i < senders.size(); i++) {
            first = Math.min(first, senders.get(i).exchange.next());
        }
        for (int i = 0; i < radios.size(); i++) {
            Radio radio = radios.get(i);
            if (!radio.isBusy() && !radio.queues.isEmpty()) {
                first = Math.min(first, radio.start());
            }
        }
        timer.armAt(first);
    }

    @Override
    public void due(long now) {
        answer(now);
        end(now);
        begin(now);
        schedule();
    }

    /// Those who have counted down send.
    private void begin(long now) {
        int first = senders.size();
        long end = now;
        for (int i = 0; i < radios.size(); i++) {
            Radio radio = radios.get(i);
            if (radio.isDue(now)) {
                channel.begin(radio, now);
                if (radio.isHiddenFromSomebody()) {
                    radio.exchange.noteAnswer();
                }
                senders.add(radio);
                end = Math.max(end, radio.exchange.ends());
            }
        }
        if (first == senders.size()) {
            return;
        }
        transmissions += senders.size() - first;
        for (int i = first; i < senders.size(); i++) {
            Radio sender = senders.get(i);
            // Whoever collides is silent until the longest is over, as all who hear it are.
            sender.exchange.lastUntil(end);
            meetOthers(sender, i, now);
        }
        sense();
    }

    /// Whoever is on the air together with the `index`-th sender may spoil its exchange, and the other way round.
    private void meetOthers(Radio sender, int index, long now) {
        for (int i = 0; i < index; i++) {
            Radio other = senders.get(i);
            if (other.exchange.isOpening(now)) {
                spoilIf(disturbs(sender, other), other);
                spoilIf(disturbs(other, sender), sender);
            }
        }
    }

    /// Whether `other` keeps `sender`'s receiver from understanding it, or sender from understanding the answer.
    private static boolean disturbs(Radio other, Radio sender) {
        Radio receiver = sender.exchange.receiver();
        return receiver == null || receiver == other || receiver.hears(other)
                || sender.hears(other) && other.exchange.openingEnds() > sender.exchange.openingEnds();
    }

    private void spoilIf(boolean disturbed, Radio sender) {
        if (disturbed && !sender.exchange.isSpoilt()) {
            sender.exchange.spoil();
            collided++;
        }
    }

    /// Receivers answer, where somebody has not heard the sender or has to be asked.
    private void answer(long now) {
        boolean any = false;
        for (int i = 0; i < senders.size(); i++) {
            Exchange exchange = senders.get(i).exchange;
            if (exchange.isToBeAnsweredAt(now)) {
                exchange.answer(now);
                drownOthers(senders.get(i), now);
                any = true;
            }
        }
        if (any) {
            sense();
        }
    }

    /// Who began just before the answer, as it did not hear the question, talks to a receiver that sends itself; and if it goes on
    /// into the data that follow a CTS, these are lost, too.
    private void drownOthers(Radio sender, long now) {
        Exchange exchange = sender.exchange;
        for (int i = 0; exchange.isAnswered() && i < senders.size(); i++) {
            Radio other = senders.get(i);
            if (other != sender && other.exchange.isOpening(now)) {
                spoilIf(other.exchange.receiver() == exchange.receiver(), other);
                spoilIf(other.exchange.openingEnds() > exchange.dataBegins(), sender);
            }
        }
    }

    private void end(long now) {
        for (int i = 0; i < senders.size(); i++) {
            if (senders.get(i).exchange.ends() <= now) {
                ending.add(senders.get(i));
            }
        }
        if (ending.isEmpty()) {
            return;
        }
        long airtime = now - ending.getFirst().exchange.begins();
        channel.end(ending);
        for (int i = 0; i < ending.size(); i++) {
            ending.get(i).draw();
        }
        senders.removeAll(ending);
        ending.clear();
        leaveToNeighbours(now, airtime);
        sense();
    }

    /// The channel is idle as soon as neighbours have had their share after `airtime` of ours.
    private void leaveToNeighbours(long now, long airtime) {
        idleSince = Math.max(idleSince, now);
        if (busyShare == 0) {
            return;
        }
        idleSince = Math.max(idleSince,
                now + (long) neighboursLuck.nextExponential(airtime * busyShare / (1 - busyShare)));
        for (int i = 0; i < radios.size(); i++) {
            if (!radios.get(i).isBusy()) {
                radios.get(i).pause(now, idleSince);
            }
        }
    }

    /// Lets each radio find out whether the channel is idle for it.
    private void sense() {
        for (int i = 0; i < radios.size(); i++) {
            sense(radios.get(i));
        }
    }

    private void sense(Radio radio) {
        radio.sense(hearsSomebody(radio), engine.now(), idleSince);
    }

    /// Whether `radio` sends, hears who does, or has heard the answer (§10.3.2.1, virtual carrier sense: the duration in a frame's
    /// header keeps all who hear it silent until the exchange is over).
    private boolean hearsSomebody(Radio radio) {
        for (int i = 0; i < senders.size(); i++) {
            Radio sender = senders.get(i);
            if (sender == radio || sender.exchange.isAnswered() || radio.hears(sender)) {
                return true;
            }
        }
        return false;
    }

    /// How often radios sent so far.
    long transmissions() {
        return transmissions;
    }

    /// How many of these collided.
    long collided() {
        return collided;
    }
}
