package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.wire.Bytes;
import io.netjar.wire.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A link of 10 ms that takes no time to send on, with a numbered frame each millisecond, and what came of them.
final class ImpairedRun implements Observer {
    /// A frame that came in; `wrongBit` is -1 if all were right.
    private record Arrival(int number, long time, int wrongBit) {}

    private static final long MS = 1_000_000;
    private static final int LENGTH = 100;
    private static final int HEADER = 14;

    final Network network;
    final RecordingDevice sender;
    final RecordingDevice receiver;
    final Link link;
    private final List<Arrival> arrivals = new ArrayList<>();
    private int sent;

    ImpairedRun(long seed, Impairments impairments) {
        network = new Network(new Engine(seed));
        sender = new RecordingDevice(network, "sender:eth0");
        receiver = new RecordingDevice(network, "receiver:eth0");
        LinkSpec spec = LinkSpec.ideal().withDelay(Duration.ofMillis(10)).withImpairments(impairments);
        link = new Link(network, "cable", sender.port, receiver.port, spec, LinkSpec.ideal());
        network.observe(this);
    }

    void change(UnaryOperator<LinkSpec> change) {
        link.aToB(change.apply(link.aToB()));
    }

    /// Sends so many more frames and waits for all that arrive.
    ImpairedRun send(int frames) {
        sendOnly(frames);
        network.engine().runUntil(network.engine().now() + 10_000 * MS);
        assertThat(network.packets().lent()).isZero();
        assertThat(link.queuedBytes(sender.port)).isZero();
        return this;
    }

    void sendOnly(int frames) {
        for (int i = 0; i < frames; i++) {
            network.engine().runUntil(sent * MS);
            Packet frame = network.packets().take(LENGTH);
            write(sent, frame.bytes(), frame.offset());
            sender.port.send(frame);
            sent++;
        }
    }

    /// A frame whose bytes all tell its number, so that it is known with a wrong bit, too.
    private static void write(int number, byte[] bytes, int offset) {
        Arrays.fill(bytes, offset, offset + LENGTH, (byte) 0xff);
        for (int at = HEADER; at + 4 <= LENGTH; at += 4) {
            Bytes.i32(bytes, offset + at, number);
        }
    }

    private static int number(byte[] bytes, int offset) {
        int one = Bytes.i32(bytes, offset + HEADER);
        int two = Bytes.i32(bytes, offset + HEADER + 4);
        return one == two ? one : Bytes.i32(bytes, offset + HEADER + 8);
    }

    private static int wrongBit(int number, byte[] bytes, int offset) {
        byte[] right = new byte[LENGTH];
        write(number, right, 0);
        int[] wrong = IntStream.range(0, 8 * LENGTH)
                .filter(bit -> ((bytes[offset + bit / 8] ^ right[bit / 8]) >> 7 - bit % 8 & 1) != 0)
                .toArray();
        assertThat(wrong).hasSizeLessThanOrEqualTo(1);
        return wrong.length == 0 ? -1 : wrong[0];
    }

    @Override
    public void sent(Port port, Packet frame) {
        if (port == sender.port) {
            assertThat(wrongBit(sent, frame.bytes(), frame.offset())).isEqualTo(-1);
        }
    }

    @Override
    public void received(Port port, Packet frame) {
        if (port == receiver.port) {
            int number = number(frame.bytes(), frame.offset());
            arrivals.add(new Arrival(number, network.engine().now(),
                    wrongBit(number, frame.bytes(), frame.offset())));
        }
    }

    @Override
    public void dropped(Port port, Packet packet, DropReason reason) {
        if (port == receiver.port) {
            assertThat(wrongBit(number(packet.bytes(), packet.offset()), packet.bytes(), packet.offset()))
                    .isEqualTo(-1);
        }
    }

    /// The numbers in order of arrival.
    List<Integer> numbers() {
        return arrivals.stream().map(Arrival::number).toList();
    }

    /// When frames arrived, in order of arrival.
    List<Long> times() {
        return arrivals.stream().map(Arrival::time).toList();
    }

    /// When each frame that arrived first did, in order of their numbers.
    List<Long> timesByNumber() {
        Long[] times = firstTimes();
        return Arrays.stream(times).filter(time -> time >= 0).toList();
    }

    /// How long each frame that arrived was under way, in order of their numbers.
    List<Long> flights() {
        Long[] times = firstTimes();
        return IntStream.range(0, sent).filter(i -> times[i] >= 0).mapToObj(i -> times[i] - i * MS).toList();
    }

    List<Integer> lost() {
        Long[] times = firstTimes();
        return IntStream.range(0, sent).filter(i -> times[i] < 0).boxed().toList();
    }

    private Long[] firstTimes() {
        Long[] times = new Long[sent];
        Arrays.fill(times, -1L);
        for (Arrival arrival : arrivals.reversed()) {
            times[arrival.number] = arrival.time;
        }
        return times;
    }

    /// The frames that arrived with a wrong bit, and which, as in `17:403`, in order of their numbers.
    List<String> wrongBits() {
        return arrivals.stream().filter(arrival -> arrival.wrongBit >= 0)
                .sorted((a, b) -> a.number - b.number)
                .map(arrival -> arrival.number + ":" + arrival.wrongBit).distinct().toList();
    }
}
