package io.netjar.net.link;

import io.netjar.wire.EthernetView;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A learning Ethernet switch. It notes behind which port each source address was heard, sends a frame for a known
/// address out of that port only, and all others out of every port but the one they came from. IEEE 802.1D-2004
/// §7.7 to §7.9.
///
/// A frame is ready to leave the moment its last bit came in; its links' queues make it wait. There is no spanning tree: two
/// switches joined by two cables send a broadcast round for ever, as real ones without it do.
public final class Switch {
    /// 01-80-C2-00-00-00 to 0F, "Bridge Group Address" and its reserved neighbours.
    private static final long RESERVED_GROUP = 0x0180_c200_0000L;

    private final Network network;
    private final String name;
    private final List<Port> ports = new ArrayList<>();
    private final MacTable table = new MacTable();

    public Switch(Network network, String name) {
        this.network = network;
        this.name = name;
    }

    /// A further port, named `switch:1`, `switch:2` and so on.
    public Port newPort() {
        var port = new Port(network, name + ":" + (ports.size() + 1), this::receive);
        ports.add(port);
        port.onCarrier(this::carrierChanged);
        return port;
    }

    public String name() {
        return name;
    }

    /// The ports in the order in which they were made.
    public List<Port> ports() {
        return List.copyOf(ports);
    }

    /// Who was behind a port that lost its carrier may be behind another one when next heard of.
    private void carrierChanged(Port port, boolean found) {
        if (!found) {
            table.forget(port);
        }
    }

    private void receive(Port in, Packet frame) {
        if (!EthernetView.check(frame.length())) {
            network.drop(in, frame, DropReason.MALFORMED);
            return;
        }
        long source = EthernetView.source(frame.bytes(), frame.offset());
        long now = network.engine().now();
        // IEEE 802.1D-2004 §7.8: the source address of a Filtering Database entry is an individual address.
        if (!MacAddress.isGroup(source)) {
            table.learn(source, in, now);
        }
        long destination = EthernetView.destination(frame.bytes(), frame.offset());
        // IEEE 802.1D-2004 §7.12.6: "Frames containing any of the group MAC Addresses specified in Table 7-10 in their
        // destination address field shall not be relayed by the Bridge."
        if ((destination & ~0xfL) == RESERVED_GROUP) {
            network.drop(in, frame, DropReason.NOT_FOR_ME);
            return;
        }
        Port out = MacAddress.isGroup(destination) ? null : table.portOf(destination, now);
        forward(in, out, frame);
    }

    private void forward(Port in, @Nullable Port out, Packet frame) {
        if (out == null) {
            flood(in, frame);
            return;
        }
        // The address is on the segment that the frame came from: its station has heard it.
        if (out == in) {
            network.drop(in, frame, DropReason.NOT_FOR_ME);
            return;
        }
        out.send(frame);
    }

    /// Sends the frame out of every plugged port but `in`: copies, and the frame itself out of the last one.
    private void flood(Port in, Packet frame) {
        Port last = null;
        for (int i = 0; i < ports.size(); i++) {
            Port port = ports.get(i);
            if (port == in || !port.isPlugged()) {
                continue;
            }
            if (last != null) {
                last.send(frame.copy());
            }
            last = port;
        }
        if (last == null) {
            network.drop(in, frame, DropReason.NOT_FOR_ME);
            return;
        }
        last.send(frame);
    }
}
