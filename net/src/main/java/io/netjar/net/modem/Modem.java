package io.netjar.net.modem;

import io.netjar.net.link.DropReason;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.wire.Packet;

/// A modem: a bridge of two ports between a home's Ethernet and the provider's line. It passes on every frame; its
/// upstream buffer, the deep one that makes homes' connections lag, is the queue of the line's direction to the
/// provider ([AccessLine#up()]), and the provider's buffer for this home is that of the other direction.
public final class Modem {
    private final Network network;
    private final String name;
    private final Port lan;
    private final Port line;
    private boolean on = true;

    /// A modem with its ports `modem:lan` and `modem:line`.
    public Modem(Network network, String name) {
        this.network = network;
        this.name = name;
        this.lan = new Port(network, name + ":lan", this::receive);
        this.line = new Port(network, name + ":line", this::receive);
    }

    public String name() {
        return name;
    }

    /// Where the home router is plugged in.
    public Port lan() {
        return lan;
    }

    /// Where the provider's line is plugged in.
    public Port line() {
        return line;
    }

    public boolean isOn() {
        return on;
    }

    /// Switches the modem on or off; what comes in while it is off is dropped. The home router and the provider's line card
    /// see it by their carriers.
    public void on(boolean nowOn) {
        on = nowOn;
        lan.powered(nowOn);
        line.powered(nowOn);
    }

    private void receive(Port in, Packet frame) {
        if (!on) {
            network.drop(in, frame, DropReason.LINK_DOWN);
            return;
        }
        Port out = in == lan ? line : lan;
        out.send(frame);
    }
}
