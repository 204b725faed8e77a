package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.wire.Bytes;
import io.netjar.wire.Endpoint;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;
import io.netjar.wire.TcpView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The other end of the stack under test, whose part the test plays: it sends segments and looks at those that come.
/// Its sequence numbers wrap around a few bytes after its SYN, so that every test goes over the edge.
final class Peer implements TcpEvents {
    static final int ADDRESS = 0x0a000002;
    static final int HOST = 0x0a000001;
    static final int PORT = 80;
    private static final int ISN = -5;

    final Engine engine = new Engine(7);
    final PacketPool packets = new PacketPool();
    final FakeInternetLayer ip = new FakeInternetLayer(engine, packets, HOST);
    final Tcp tcp;
    final List<String> events = new ArrayList<>();
    private final ArrayDeque<Packet> wire = new ArrayDeque<>();
    int hostPort;
    int peerPort = PORT;
    int hostIsn;
    /// What the stack sent last, as expected last.
    int lastTsVal;

    Peer(TcpSettings settings) {
        ip.out(wire::add);
        tcp = new Tcp(ip, Chance.of(1, "tcp"), settings);
    }

    @Override
    public void connected(TcpSocket socket) {
        events.add("connected");
    }

    @Override
    public void readable(TcpSocket socket) {
        events.add("readable");
    }

    @Override
    public void writable(TcpSocket socket) {
        events.add("writable");
    }

    @Override
    public void ended(TcpSocket socket, TcpEnd end) {
        events.add("ended " + end);
    }

    TcpSocket connects() {
        TcpSocket socket = tcp.connect(Endpoint.v4(ADDRESS, PORT), this);
        hostPort = socket.local().port();
        return socket;
    }

    /// The stack opens a connection, over all of the handshake; the peer offers a window of 64,000 and what `synAck`
    /// says besides.
    TcpSocket establishes(TestSegment synAck) {
        return establishes(synAck, 0);
    }

    /// The same with a round trip time of `millis`.
    TcpSocket establishes(TestSegment synAck, int millis) {
        TcpSocket socket = connects();
        expect(TestSegment.syn());
        waits(millis);
        sends(synAck.window(64_000));
        expect(TestSegment.ack(1).seq(1));
        return socket;
    }

    void sends(TestSegment segment) {
        int header = TcpView.HEADER_BYTES + segment.optionBytes();
        Packet packet = packets.take(Ipv4View.HEADER_BYTES + header + segment.data.length);
        byte[] bytes = packet.bytes();
        int at = packet.offset() + Ipv4View.HEADER_BYTES;
        var ip4 = new Ipv4View(bytes, packet.offset());
        ip4.write(packet.length(), 0, 64, Ipv4View.PROTOCOL_TCP, ADDRESS, HOST);
        ip4.ecn(Math.max(0, segment.ecn));
        ip4.updateChecksum();
        var view = new TcpView(bytes, at);
        view.write(peerPort, hostPort, ISN + Math.max(0, segment.seq),
                segment.ack < 0 ? 0 : hostIsn + segment.ack,
                header, segment.flags, segment.window < 0 ? 64_000 : segment.window);
        Bytes.u16(bytes, at + 18, 0);
        writeOptions(segment, bytes, at + TcpView.HEADER_BYTES);
        System.arraycopy(segment.data, 0, bytes, at + header, segment.data.length);
        view.updateChecksum(ADDRESS, HOST, header + segment.data.length);
        ip.receive(packet);
    }

    private void writeOptions(TestSegment segment, byte[] bytes, int start) {
        int index = start;
        index = segment.mss > 0 ? TcpOptions.writeMss(bytes, index, segment.mss) : index;
        index = segment.sackPermitted ? TcpOptions.writeSackPermitted(bytes, index) : index;
        index = segment.hasTimestamps
                ? TcpOptions.writeTimestamps(bytes, index, segment.tsVal, segment.tsEcr)
                : index;
        index = segment.shift >= 0 ? TcpOptions.writeWindowScale(bytes, index, segment.shift) : index;
        if (!segment.blocks.isEmpty()) {
            index = TcpOptions.writeSackHead(bytes, index, segment.blocks.size() / 2);
            for (int edge : segment.blocks) {
                Bytes.i32(bytes, index, hostIsn + edge);
                index += 4;
            }
        }
    }

    void expect(TestSegment expected) {
        assertThat(wire).as("expected " + expected).isNotEmpty();
        Packet packet = wire.poll();
        var header = new Ipv4View(packet.bytes(), packet.offset());
        assertThat(TcpView.check(packet.bytes(), header.payload(), header.payloadLength(), header.source(),
                header.destination())).as("checksum").isTrue();
        var got = new Segment();
        got.read(packet.bytes(), header.payload(), header.payloadLength(), header.source(),
                header.destination());
        if (got.has(TcpView.SYN)) {
            hostIsn = got.seq;
            hostPort = got.sourcePort;
        }
        lastTsVal = got.tsVal;
        compare(expected, got);
        if (expected.ecn >= 0) {
            assertThat(header.ecn()).as("ECN of " + expected).isEqualTo(expected.ecn);
        }
        packet.release();
    }

    private void compare(TestSegment expected, Segment got) {
        assertThat(Integer.toBinaryString(got.flags & ~TcpView.PSH)).as("flags of " + expected)
                .isEqualTo(Integer.toBinaryString(expected.flags));
        if (expected.seq >= 0) {
            assertThat(got.seq - hostIsn).as("seq of " + expected).isEqualTo(expected.seq);
        }
        if (expected.ack >= 0) {
            assertThat(got.ack - ISN).as("ack of " + expected).isEqualTo(expected.ack);
        }
        if (expected.window >= 0) {
            assertThat(got.window).as("window of " + expected).isEqualTo(expected.window);
        }
        if (expected.mss > 0) {
            assertThat(got.mss).as("mss").isEqualTo(expected.mss);
        }
        String data = new String(got.bytes, got.data, got.length, StandardCharsets.US_ASCII);
        assertThat(data.length()).as("length of " + expected).isEqualTo(expected.data.length);
        assertThat(data).isEqualTo(new String(expected.data, StandardCharsets.US_ASCII));
        assertThat(blocks(got)).as("SACK blocks").isEqualTo(expected.blocks);
    }

    private static List<Integer> blocks(Segment got) {
        var blocks = new ArrayList<Integer>();
        for (int i = 0; i < got.sackCount; i++) {
            blocks.add(got.sackLeft[i] - ISN);
            blocks.add(got.sackRight[i] - ISN);
        }
        return blocks;
    }

    void expectNothing() {
        assertThat(wire).as("segments nobody expected").isEmpty();
    }

    /// How many segments came that nobody looked at yet; they are forgotten.
    int forgets() {
        int count = wire.size();
        wire.forEach(Packet::release);
        wire.clear();
        return count;
    }

    void waits(int millis) {
        engine.runUntil(engine.now() + millis * 1_000_000L);
    }

    static int writes(TcpSocket socket, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return socket.write(bytes, 0, bytes.length);
    }

    static int writes(TcpSocket socket, int count) {
        return writes(socket, "x".repeat(count));
    }

    static String reads(TcpSocket socket) {
        byte[] bytes = new byte[100_000];
        int count = socket.read(bytes, 0, bytes.length);
        return count < 0 ? "<end>" : new String(bytes, 0, count, StandardCharsets.US_ASCII);
    }

    /// Everything that was borrowed is back.
    void leavesNothing() {
        expectNothing();
        assertThat(packets.lent()).isZero();
    }
}
