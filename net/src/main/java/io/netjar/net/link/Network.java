package io.netjar.net.link;

import io.netjar.engine.Engine;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;
import java.util.ArrayList;
import java.util.List;

/// What all devices of one emulated Internet share: the clock, the packet pool, the supply of MAC addresses, and
/// those who watch.
public final class Network {
    private final Engine engine;
    private final PacketPool packets = new PacketPool();
    private final List<Observer> observers = new ArrayList<>();
    private final MacAddresses macs = new MacAddresses();
    private final long[] drops = new long[DropReason.values().length];

    public Network(Engine engine) {
        this.engine = engine;
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

    /// Lets `observer` watch every frame from now on.
    public void observe(Observer observer) {
        observers.add(observer);
    }

    /// Lets `observer` watch no longer; not to be called while it is being told something.
    public void ignore(Observer observer) {
        observers.remove(observer);
    }

    /// Ends the life of `packet` at `port`, counted and told to the observers. `packet` must start at the Ethernet
    /// header if it has one; what it starts with otherwise is shown as it is.
    public void drop(Port port, Packet packet, DropReason reason) {
        drops[reason.ordinal()]++;
        port.countDrop();
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).dropped(port, packet, reason);
        }
        packet.release();
    }

    /// How many packets were dropped for `reason` so far.
    public long drops(DropReason reason) {
        return drops[reason.ordinal()];
    }

    void sent(Port port, Packet frame) {
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).sent(port, frame);
        }
    }

    void received(Port port, Packet frame) {
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).received(port, frame);
        }
    }
}
