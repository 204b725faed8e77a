package io.netjar.net.link;

import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// Where a device meets a medium: a network card's socket, an access point's radio, a router's line card. Ethernet
/// frames go in and out.
public final class Port {
    private final Network network;
    private final String name;
    private final MacAddress mac;
    private final FrameHandler device;
    private @Nullable Medium medium;
    private long sentFrames;
    private long sentBytes;
    private long receivedFrames;
    private long receivedBytes;
    private long droppedFrames;

    /// @param name the device's name and the port's, as in `alice/laptop:wlan0`
    /// @param device who handles the frames that come in
    public Port(Network network, String name, FrameHandler device) {
        this.network = network;
        this.name = name;
        this.mac = network.nextMac();
        this.device = device;
    }

    /// Plugs the port into `newMedium`, in place of what it was plugged into.
    public void plugInto(Medium newMedium) {
        medium = newMedium;
    }

    /// Hands a frame from the device to the medium.
    public void send(Packet frame) {
        sentFrames++;
        sentBytes += frame.length();
        network.sent(this, frame);
        Medium carrier = medium;
        if (carrier == null) {
            network.drop(this, frame, DropReason.NOT_CONNECTED);
            return;
        }
        carrier.carry(this, frame);
    }

    /// Hands a frame from the medium to the device.
    public void receive(Packet frame) {
        receivedFrames++;
        receivedBytes += frame.length();
        network.received(this, frame);
        device.receive(this, frame);
    }

    public Network network() {
        return network;
    }

    public String name() {
        return name;
    }

    public MacAddress mac() {
        return mac;
    }

    public boolean isPlugged() {
        return medium != null;
    }

    public long sentFrames() {
        return sentFrames;
    }

    public long sentBytes() {
        return sentBytes;
    }

    public long receivedFrames() {
        return receivedFrames;
    }

    public long receivedBytes() {
        return receivedBytes;
    }

    /// Frames that came to nothing at this port, on their way in or out.
    public long droppedFrames() {
        return droppedFrames;
    }

    void countDrop() {
        droppedFrames++;
    }

    @Override
    public String toString() {
        return name;
    }
}
