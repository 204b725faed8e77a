package io.netjar.net.link;

import io.netjar.engine.Engine;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;

/// What all devices of one emulated Internet share: the clock, the packet pool, the supply of MAC addresses, and
/// those who watch.
public final class Network {
    private final Engine engine;
    private final PacketPool packets;
    private final Observers observers;
    private final MacAddresses macs;
    private final long[] drops;
    private final Ranks ranks;

    public Network(Engine engine) {
        this.engine = engine;
        packets = new PacketPool();
        observers = new Observers();
        macs = new MacAddresses();
        drops = new long[DropReason.values().length];
        ranks = new Ranks();
    }

    private Network(Network whole, Engine partition) {
        engine = partition;
        packets = whole.packets;
        observers = whole.observers;
        macs = whole.macs;
        drops = whole.drops;
        ranks = whole.ranks;
    }

    /// A part of this network with a [partition][Engine#partition()] of the engine: a device that is made with it may handle
    /// packets ahead of others as long as its [links][Link], which must have a delay for that, have nothing else for it. What
    /// happens is the same; it happens faster.
    ///
    /// It suits routers and switches, and hosts whose programs touch nothing but their own host and take their timers from
    /// [io.netjar.net.host.Host#engine()]. Programs that share anything belong on hosts of the whole network, or of one part.
    /// While anybody observes the network, all parts keep step.
    ///
    /// @throws IllegalStateException if this is a part itself
    public Network partition() {
        return new Network(this, engine.partition());
    }

    /// The rank among all that arrives at one time, for the next medium that is made.
    int nextRank() {
        return ranks.next++;
    }

    private static final class Ranks {
        private int next;
    }

    public Engine engine() {
        return engine;
    }

    public PacketPool packets() {
        return packets;
    }

    /// A locally administered address that nobody else has and that follows from the port's name: the same in each network
    /// where a port is called so, unless another has it already.
    MacAddress nextMac(String portName) {
        return macs.next(portName);
    }

    /// Has the port of that name get this MAC address when it is made, in place of the one that follows from its name.
    ///
    /// @throws IllegalArgumentException if it is a group's, or another port of that kind has it
    public void mac(String portName, MacAddress mac) {
        macs.choose(portName, mac);
    }

    /// Lets `observer` watch every frame from now on.
    public void observe(Observer observer) {
        observers.add(observer);
        engine.inStep(true);
    }

    /// Lets `observer` watch no longer; not to be called while it is being told something.
    public void ignore(Observer observer) {
        observers.remove(observer);
        engine.inStep(!observers.isEmpty());
    }

    /// Ends the life of `packet` at `port`, counted and told to the observers. `packet` must start at the Ethernet
    /// header if it has one; what it starts with otherwise is shown as it is.
    public void drop(Port port, Packet packet, DropReason reason) {
        drops[reason.ordinal()]++;
        port.countDrop();
        observers.dropped(port, packet, reason);
        packet.release();
    }

    /// How many packets were dropped for `reason` so far.
    public long drops(DropReason reason) {
        return drops[reason.ordinal()];
    }

    Observers observers() {
        return observers;
    }
}
