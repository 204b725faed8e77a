package io.netjar.net.link;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.wire.Packet;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The way of the frames that a link's impairments touch, next to the ring of its direction. The queue decides when a
/// frame's last bit leaves, as ever; here frames stand in a heap by arrival, since they may overtake one another, and
/// only the first one's waits in the engine's queue.
///
/// Frames come here as long as there are impairments or frames in the heap, and the ring takes frames only when the heap
/// is empty: so all frames of the ring are older than those of the heap.
final class ImpairedDirection implements Timer.Alarm {
    private static final int NO_BIT = -1;
    private static final Comparator<Flight> BY_ARRIVAL = ImpairedDirection::compare;

    private final LinkDirection direction;
    private final Timer timer;
    private final Chance jitterLuck;
    private final Chance burstLuck;
    private final Chance duplicationLuck;
    private final Chance corruptionLuck;
    private final Chance reorderingLuck;
    private final PriorityQueue<Flight> underWay = new PriorityQueue<>(BY_ARRIVAL);
    /// Frames whose last bit had not left when last looked at, in order of departure.
    private final ArrayDeque<Flight> queued = new ArrayDeque<>();
    private final ArrayDeque<Flight> spare = new ArrayDeque<>();
    private Impairments impairments = Impairments.none();

    private boolean isBad;
    private int sinceChosen;
    private long flights;
    private long duplicated;
    private long corrupted;

    /// A frame, and what becomes of it.
    private static final class Flight {
        Packet frame;
        int length;
        long departure;
        long arrival;
        /// Of frames that arrive at the same time, the one sent first comes first.
        long number;
        int wrongBit;
        boolean isLost;
        boolean isLostInBurst;

        Flight(Packet frame) {
            this.frame = frame;
        }
    }

    ImpairedDirection(Engine engine, String name, LinkDirection direction) {
        this.direction = direction;
        this.timer = direction.arrivals(this);
        this.jitterLuck = engine.chance(name + " jitter");
        this.burstLuck = engine.chance(name + " bursts");
        this.duplicationLuck = engine.chance(name + " duplication");
        this.corruptionLuck = engine.chance(name + " corruption");
        this.reorderingLuck = engine.chance(name + " reordering");
    }

    void impairments(Impairments newImpairments) {
        if (newImpairments.bursts().isNone()) {
            isBad = false;
        }
        if (newImpairments.reordering().isNone()) {
            sinceChosen = 0;
        }
        impairments = newImpairments;
    }

    /// Whether the next frame must come here.
    boolean isNeeded() {
        return !underWay.isEmpty() || !impairments.isNone();
    }

    /// Takes a frame whose last bit leaves at `departure` and that is under way for `delay` unless jitter or reordering change
    /// that.
    void carry(Packet frame, long departure, long delay, boolean isLost) {
        Flight flight = flight(frame);
        flight.departure = departure;
        flight.isLost = isLost;
        flight.isLostInBurst = isLostInBurst();
        flight.wrongBit = wrongBit(flight.length);
        flight.arrival = arrival(departure, delay);
        queued.addLast(flight);
        boolean isDoubled = duplicationLuck.happens(impairments.duplication());
        send(flight);
        if (isDoubled && !flight.isLost && !flight.isLostInBurst) {
            duplicated++;
            Flight copy = flight(frame.copy());
            copy.isLost = false;
            copy.isLostInBurst = false;
            copy.wrongBit = flight.wrongBit;
            copy.arrival = flight.arrival;
            send(copy);
        }
    }

    private Flight flight(Packet frame) {
        Flight flight = spare.pollLast();
        if (flight == null) {
            flight = new Flight(frame);
        }
        flight.frame = frame;
        flight.length = frame.length();
        return flight;
    }

    private void send(Flight flight) {
        flight.number = flights++;
        underWay.add(flight);
        if (underWay.peek() == flight) {
            timer.armAt(flight.arrival);
        }
    }

    private boolean isLostInBurst() {
        BurstLoss bursts = impairments.bursts();
        if (bursts.isNone()) {
            return false;
        }
        boolean lost = burstLuck.nextDouble() < (isBad ? bursts.lossInBad() : bursts.lossInGood());
        boolean changes = burstLuck.nextDouble() < (isBad ? bursts.r() : bursts.p());
        isBad ^= changes;
        return lost;
    }

    private int wrongBit(int length) {
        if (length == 0 || !corruptionLuck.happens(impairments.corruption())) {
            return NO_BIT;
        }
        return corruptionLuck.nextInt(8 * length);
    }

    private long arrival(long departure, long delay) {
        Jitter jitter = impairments.jitter();
        long underWayFor = delay + (jitter.isNone() ? 0 : jitter.draw(jitterLuck));
        if (isChosen(impairments.reordering())) {
            return departure + Math.max(0, underWayFor + impairments.reordering().shiftNanos());
        }
        long arrival = departure + Math.max(0, underWayFor);
        return jitter.keepsOrder() ? direction.inOrder(arrival) : arrival;
    }

    private boolean isChosen(Reordering reordering) {
        if (reordering.isNone()) {
            return false;
        }
        boolean lucky = reorderingLuck.nextDouble() < reordering.probability();
        if (sinceChosen < reordering.gap() - 1 || !lucky) {
            sinceChosen++;
            return false;
        }
        sinceChosen = 0;
        return true;
    }

    /// The first frame arrives, after those of the ring that arrive at the same time: their timer has a lower rank.
    @Override
    public void due(long now) {
        direction.settle(now);
        Flight flight = underWay.remove();
        Flight following = underWay.peek();
        if (following != null) {
            timer.armAt(following.arrival);
        }
        spare.addLast(flight);
        if (flight.isLost || flight.isLostInBurst) {
            direction.lose(flight.frame, flight.isLost ? DropReason.LOST_ON_LINK : DropReason.LOST_IN_BURST);
            return;
        }
        if (flight.wrongBit != NO_BIT) {
            corrupted++;
            flip(flight.frame, flight.wrongBit);
            flight.frame.doubt();
        }
        direction.deliver(flight.frame);
    }

    private static void flip(Packet frame, int bit) {
        frame.bytes()[frame.offset() + (bit >> 3)] ^= (byte) (0x80 >> (bit & 7));
    }

    /// How many bytes' frames have left by `now` since last asked.
    long leftBytes(long now) {
        long bytes = 0;
        Flight head = queued.peekFirst();
        while (head != null && head.departure <= now) {
            bytes += head.length;
            queued.removeFirst();
            head = queued.peekFirst();
        }
        return bytes;
    }

    /// How many frames are in the queue, as [#leftBytes(long)] left it.
    int queuedFrames() {
        return queued.size();
    }

    /// Drops everything.
    void cut() {
        timer.cancel();
        queued.clear();
        Flight flight = underWay.poll();
        while (flight != null) {
            spare.addLast(flight);
            direction.lose(flight.frame, DropReason.LINK_DOWN);
            flight = underWay.poll();
        }
    }

    long duplicated() {
        return duplicated;
    }

    long corrupted() {
        return corrupted;
    }

    private static int compare(Flight one, Flight other) {
        int byArrival = Long.compare(one.arrival, other.arrival);
        return byArrival != 0 ? byArrival : Long.compare(one.number, other.number);
    }
}
