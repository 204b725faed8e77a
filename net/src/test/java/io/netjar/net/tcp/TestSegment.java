package io.netjar.net.tcp;

import io.netjar.wire.TcpView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A segment in a test, sent or expected. Sequence numbers count from each side's SYN, which has 0. What is not said
/// of an expected segment is not looked at, but its flags (PSH apart) and its data.
final class TestSegment {
    int flags;
    /// The ECN field of the packet, or -1 if nobody looks.
    int ecn = -1;
    int seq = -1;
    int ack = -1;
    int window = -1;
    byte[] data = {};
    int mss;
    int shift = -1;
    boolean sackPermitted;
    boolean hasTimestamps;
    int tsVal;
    int tsEcr;
    final List<Integer> blocks = new ArrayList<>();

    private TestSegment(int flags) {
        this.flags = flags;
    }

    static TestSegment syn() {
        return new TestSegment(TcpView.SYN).seq(0);
    }

    static TestSegment synAck() {
        return new TestSegment(TcpView.SYN | TcpView.ACK).seq(0).acks(1);
    }

    static TestSegment ack(int number) {
        return new TestSegment(TcpView.ACK).acks(number);
    }

    static TestSegment data(String text) {
        TestSegment segment = new TestSegment(TcpView.ACK);
        segment.data = text.getBytes(StandardCharsets.US_ASCII);
        return segment;
    }

    static TestSegment data(int size) {
        return data("x".repeat(size));
    }

    static TestSegment fin() {
        return new TestSegment(TcpView.ACK | TcpView.FIN);
    }

    static TestSegment rst() {
        return new TestSegment(TcpView.RST);
    }

    static TestSegment rstAck() {
        return new TestSegment(TcpView.RST | TcpView.ACK);
    }

    static TestSegment flags(int flags) {
        return new TestSegment(flags);
    }

    TestSegment ece() {
        flags |= TcpView.ECE;
        return this;
    }

    TestSegment cwr() {
        flags |= TcpView.CWR;
        return this;
    }

    TestSegment ecn(int codepoint) {
        ecn = codepoint;
        return this;
    }

    TestSegment seq(int number) {
        seq = number;
        return this;
    }

    TestSegment acks(int number) {
        ack = number;
        flags |= TcpView.ACK;
        return this;
    }

    TestSegment window(int bytes) {
        window = bytes;
        return this;
    }

    TestSegment withFin() {
        flags |= TcpView.FIN;
        return this;
    }

    TestSegment mss(int bytes) {
        mss = bytes;
        return this;
    }

    TestSegment scale(int newShift) {
        shift = newShift;
        return this;
    }

    TestSegment sackPermitted() {
        sackPermitted = true;
        return this;
    }

    TestSegment timestamps(int value, int echo) {
        hasTimestamps = true;
        tsVal = value;
        tsEcr = echo;
        return this;
    }

    TestSegment sack(int left, int right) {
        blocks.add(left);
        blocks.add(right);
        return this;
    }

    int optionBytes() {
        return (mss > 0 ? 4 : 0) + (shift >= 0 ? 4 : 0) + (sackPermitted ? 4 : 0) + (hasTimestamps ? 12 : 0)
                + (blocks.isEmpty() ? 0 : 4 + 4 * blocks.size());
    }

    @Override
    public String toString() {
        return Integer.toBinaryString(flags) + " seq " + seq + " ack " + ack + " window " + window + " data "
                + data.length + " mss " + mss + " scale " + shift + " sack " + blocks;
    }
}
