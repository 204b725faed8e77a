package io.netjar.net.link;

import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a device meets a medium: a network card's socket, an access point's radio, a router's line card. Ethernet
/// frames go in and out.
public final class Port {
    private final Network network;
    private final Observers observers;
    private final String name;
    private final MacAddress mac;
    private final FrameHandler device;
    private @Nullable Medium medium;
    private boolean carrier;
    private List<CarrierListener> carrierListeners = List.of();
    private long sentFrames;
    private long sentBytes;
    private long receivedFrames;
    private long receivedBytes;
    private long droppedFrames;

    /// @param name the device's name and the port's, as in `alice/laptop:wlan0`; its MAC address follows from it
    /// @param device who handles the frames that come in
    public Port(Network network, String name, FrameHandler device) {
        this.network = network;
        this.observers = network.observers();
        this.name = name;
        this.mac = network.nextMac(name);
        this.device = device;
    }

    /// Plugs the port into `newMedium`, in place of what it was plugged into. It has a carrier then.
    public void plugInto(Medium newMedium) {
        tell(false);
        medium = newMedium;
        tell(true);
    }

    /// Whether the medium works, as far as this port can see: it is plugged in, and the cable is whole or the radio on.
    public boolean hasCarrier() {
        return carrier;
    }

    /// Tells the port whether `teller` works, if that is the medium that it is plugged into. The listeners hear of it if it is
    /// new, at once and in the order in which they were added.
    public void carrier(Medium teller, boolean found) {
        if (teller.equals(medium)) {
            tell(found);
        }
    }

    private void tell(boolean found) {
        if (found == carrier) {
            return;
        }
        carrier = found;
        for (CarrierListener listener : carrierListeners) {
            listener.changed(this, found);
        }
    }

    /// The device was switched on or off: the other end of a cable loses its carrier with it.
    public void powered(boolean on) {
        Medium carrying = medium;
        if (carrying != null) {
            carrying.powered(this, on);
        }
    }

    /// Tells `listener` of each change of the carrier from now on.
    public void onCarrier(CarrierListener listener) {
        var more = new ArrayList<>(carrierListeners);
        more.add(listener);
        carrierListeners = List.copyOf(more);
    }

    /// Hands a frame from the device to the medium.
    public void send(Packet frame) {
        sentFrames++;
        sentBytes += frame.length();
        observers.sent(this, frame);
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
        observers.received(this, frame);
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
