package io.netjar.verify.tcp;

import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What a script's peer has with the host by one of the peer's ports: the numbers from which those in the script are
/// counted, and the host's program on the other side.
final class Conversation implements TcpEvents {
    static final int FIRST_PORT = 5000;
    /// Near the edge, so that the peer's numbers wrap around in every script.
    private static final int PEER_ISN = -100;

    final int number;
    int hostPort;
    int peerIsn = PEER_ISN;
    /// Counted from 0 until the host has sent a SYN.
    int hostIsn;
    boolean hostIsnKnown;
    /// What is added to the script's milliseconds to make the host's timestamps, once one was seen.
    int timestampBase;
    boolean timestampsKnown;
    int lastTsVal;
    /// Whether the peer puts timestamps on every segment of which the script says nothing else.
    boolean stamps;
    int window = 65_535;
    @Nullable
    TcpSocket socket;
    final ArrayDeque<String> events = new ArrayDeque<>();
    /// How many bytes the host's program has written and read.
    int written;
    int read;

    Conversation(int number, int hostPort) {
        this.number = number;
        this.hostPort = hostPort;
    }

    int peerPort() {
        return FIRST_PORT + number;
    }

    /// The byte at `position` of what the host's program writes.
    static byte hostByte(int position) {
        return (byte) (position * 7 + (position >> 8) * 3 + 1);
    }

    /// The byte at `position` of what the peer sends.
    static byte peerByte(int position) {
        return (byte) (position * 5 + (position >> 8) * 11 + 2);
    }

    @Override
    public void connected(TcpSocket connected) {
        events.add("connected");
    }

    @Override
    public void readable(TcpSocket readable) {
        events.add("readable");
    }

    @Override
    public void writable(TcpSocket writable) {
        events.add("writable");
    }

    @Override
    public void ended(TcpSocket ended, TcpEnd end) {
        events.add("ended " + end);
    }
}
