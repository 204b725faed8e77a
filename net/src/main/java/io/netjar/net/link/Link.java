package io.netjar.net.link;

import io.netjar.wire.Packet;

/// A cable between two ports: full duplex, each direction with its own rate, delay, queue, loss and
/// impairments.
///
/// A frame that finds the link up, and room in the queue, is sent after those before it and arrives when its last bit
/// does. Frames never overtake one another, whatever the specs become meanwhile, unless [Impairments] let them. A frame the link refuses is
/// dropped at the port that sent it; a frame lost on the way is dropped at the port it would have come to, when it would
/// have.
public final class Link implements Medium {
    private final String name;
    private final Port a;
    private final Port b;
    private final LinkDirection aToB;
    private final LinkDirection bToA;
    private boolean up = true;
    private boolean isOnAtA = true;
    private boolean isOnAtB = true;

    /// Plugs both ports into a new cable.
    ///
    /// @param name unlike any other link's, as its luck depends on it
    public Link(Network network, String name, Port a, Port b, LinkSpec aToB, LinkSpec bToA) {
        this.name = name;
        this.a = a;
        this.b = b;
        this.aToB = new LinkDirection(network, "link " + name + " a→b", a, b, aToB);
        this.bToA = new LinkDirection(network, "link " + name + " b→a", b, a, bToA);
        a.plugInto(this);
        b.plugInto(this);
    }

    /// A cable that is the same in both directions.
    public Link(Network network, String name, Port a, Port b, LinkSpec spec) {
        this(network, name, a, b, spec, spec);
    }

    public String name() {
        return name;
    }

    /// The port at the one end.
    public Port a() {
        return a;
    }

    /// The port at the other end.
    public Port b() {
        return b;
    }

    @Override
    public void carry(Port from, Packet frame) {
        LinkDirection direction = from(from);
        if (!up) {
            direction.refuse(frame, DropReason.LINK_DOWN);
            return;
        }
        direction.carry(frame);
    }

    public boolean isUp() {
        return up;
    }

    /// Plugs the cable in or pulls it, which the ports at both ends see at once ([Port#hasCarrier()]). Pulling it drops what is
    /// queued or under way in both directions.
    public void up(boolean nowUp) {
        requireBothEndsAtOneTime();
        up = nowUp;
        if (!nowUp) {
            aToB.cut();
            bToA.cut();
        }
        tellPorts();
    }

    @Override
    public void powered(Port from, boolean on) {
        requireBothEndsAtOneTime();
        if (from == a) {
            isOnAtA = on;
        } else {
            isOnAtB = on;
        }
        tellPorts();
    }

    private void tellPorts() {
        a.carrier(this, up && isOnAtB);
        b.carrier(this, up && isOnAtA);
    }

    public LinkSpec aToB() {
        return aToB.spec();
    }

    /// Changes the direction from the first port to the second for frames sent from now on. What the two specs have in common
    /// goes on as it was: the queue, a discipline's state, the luck of each impairment, a burst of loss that has begun, all
    /// counters.
    ///
    /// What is queued or under way stays, in its order. What is under way arrives when it would have. What waits in a
    /// queue that knows its departures ([DropTail], [Red], [TokenBucket]) leaves when it would have; what waits under
    /// [CoDel] or [FqCoDel] leaves at the new rate and under the new figures. If the kind of discipline changes, or the number of
    /// flows, all that waits is sent before what comes, in the order in which the old discipline would have sent it, at the
    /// new rate, and nothing of it is dropped. A smaller limit drops nothing that waits; it counts for what comes.
    public void aToB(LinkSpec spec) {
        requireBothEndsAtOneTime();
        aToB.spec(spec);
    }

    public LinkSpec bToA() {
        return bToA.spec();
    }

    /// Changes the direction from the second port to the first, as [#aToB(LinkSpec)] does for the other.
    public void bToA(LinkSpec spec) {
        requireBothEndsAtOneTime();
        bToA.spec(spec);
    }

    /// What became of the frames that `port` sent, and how many wait: the numbers of this direction, from the beginning on,
    /// whatever was changed meanwhile.
    public LinkStatistics statistics(Port port) {
        return from(port).statistics();
    }

    /// As [#statistics(Port)], of what the first port sent.
    public LinkStatistics aToBStatistics() {
        return aToB.statistics();
    }

    /// As [#statistics(Port)], of what the second port sent.
    public LinkStatistics bToAStatistics() {
        return bToA.statistics();
    }

    /// Bytes of frames that `port` sent and whose last bit has not left, the frame being sent counted whole.
    public long queuedBytes(Port port) {
        return statistics(port).queuedBytes();
    }

    /// Frames that `port` sent and whose last bit has not left.
    public int queuedPackets(Port port) {
        return statistics(port).queuedFrames();
    }

    /// Frames from `port` that the link sent twice, by [Impairments#duplication()].
    public long duplicatedFrames(Port port) {
        return statistics(port).duplicatedFrames();
    }

    /// Frames from `port` that arrived with a wrong bit, by [Impairments#corruption()], copies included.
    public long corruptedFrames(Port port) {
        return statistics(port).corruptedFrames();
    }

    /// When the last bit of what `port` has queued will have left, as far as that is decided: what [CoDel] and [FqCoDel] still
    /// hold is not in it. Not after now if nothing else is queued.
    public long busyUntil(Port port) {
        return from(port).busyUntil();
    }

    /// What changes a link touches both ends at once, so an event of one end's part of the network cannot do it.
    private void requireBothEndsAtOneTime() {
        if (a.network() != b.network() && a.network().engine().isInPartition()) {
            throw new IllegalStateException("an event of one part of the network cannot change link " + name
                    + ", which joins it to another: an event of the whole network can");
        }
    }

    private LinkDirection from(Port port) {
        return port == a ? aToB : bToA;
    }

    @Override
    public String toString() {
        return name;
    }
}
