package io.netjar.net.link;

import io.netjar.wire.Bytes;
import io.netjar.wire.EthernetView;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;

/// A device with one port that writes down what comes in and sends numbered frames.
public final class RecordingDevice implements FrameHandler {
    /// A frame that came in: when, how long, and the number it carries.
    public record Arrival(long time, int length, int number) {}

    public final Port port;
    public final List<Arrival> arrivals = new ArrayList<>();
    private final Network network;

    public RecordingDevice(Network network, String name) {
        this.network = network;
        this.port = new Port(network, name, this);
    }

    /// Sends a broadcast frame of `length` bytes that carries `number`.
    public void send(int length, int number) {
        sendTo(MacAddress.BROADCAST_BITS, length, number);
    }

    public void sendTo(long mac, int length, int number) {
        Packet frame = network.packets().take(length);
        var ethernet = new EthernetView(frame.bytes(), frame.offset());
        ethernet.destination(mac);
        ethernet.source(port.mac().bits());
        ethernet.type(0x88b5); // local experimental (IEEE 802 §9.2.4)
        Bytes.i32(frame.bytes(), frame.offset() + EthernetView.HEADER_BYTES, number);
        port.send(frame);
    }

    @Override
    public void receive(Port at, Packet frame) {
        arrivals.add(new Arrival(network.engine().now(), frame.length(),
                Bytes.i32(frame.bytes(), frame.offset() + EthernetView.HEADER_BYTES)));
        frame.release();
    }

    public List<Long> times() {
        return arrivals.stream().map(Arrival::time).toList();
    }

    public List<Integer> numbers() {
        return arrivals.stream().map(Arrival::number).toList();
    }
}
