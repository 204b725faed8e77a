package io.netjar.net.link;

import io.netjar.wire.Bytes;
import io.netjar.wire.EthernetView;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;

/// A device with one port that writes down what comes in and sends numbered frames.
final class RecordingDevice implements FrameHandler {
    /// A frame that came in: when, how long, and the number it carries.
    record Arrival(long time, int length, int number) {}

    final Port port;
    final List<Arrival> arrivals = new ArrayList<>();
    private final Network network;

    RecordingDevice(Network network, String name) {
        this.network = network;
        this.port = new Port(network, name, this);
    }

    /// Sends a broadcast frame of `length` bytes that carries `number`.
    void send(int length, int number) {
        sendTo(MacAddress.BROADCAST_BITS, length, number);
    }

    void sendTo(long mac, int length, int number) {
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

    List<Long> times() {
        return arrivals.stream().map(Arrival::time).toList();
    }

    List<Integer> numbers() {
        return arrivals.stream().map(Arrival::number).toList();
    }
}
