package io.netjar.dns;

import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Bytes;
import java.util.ArrayDeque;
import java.util.Arrays;

/// DNS messages on a TCP connection, each behind its length in two octets. RFC 1035 §4.2.2, RFC 7766.
final class TcpMessages implements TcpEvents {
    private static final int LENGTH = 2;

    private final TcpSocket socket;
    private final Listener listener;
    private final ArrayDeque<byte[]> unsent = new ArrayDeque<>();
    private byte[] received = new byte[LENGTH + MessageBytes.PLAIN_UDP_LIMIT];
    private int receivedLength;
    private int sentOfFirst;
    private boolean closing;
    private boolean finished;

    /// Who takes the messages.
    interface Listener {
        void connected(TcpMessages messages);

        void received(TcpMessages messages, byte[] message);

        /// The peer sends no more, but may still read.
        void peerFinished(TcpMessages messages);

        /// The peer has read some of what was sent.
        default void hasRoom(TcpMessages messages) {}

        void ended(TcpEnd end);
    }

    TcpMessages(TcpSocket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
    }

    /// Sends `message` as soon as there is room.
    void send(byte[] message) {
        if (finished || closing) {
            return;
        }
        // RFC 7766 §8: length and message should go in one segment
        byte[] framed = new byte[LENGTH + message.length];
        Bytes.u16(framed, 0, message.length);
        System.arraycopy(message, 0, framed, LENGTH, message.length);
        unsent.addLast(framed);
        flush();
    }

    /// Bytes that wait for the peer to read.
    int backlog() {
        int sum = -sentOfFirst;
        for (byte[] message : unsent) {
            sum += message.length;
        }
        return sum;
    }

    /// Closes once everything is sent.
    void close() {
        if (!finished && !closing) {
            closing = true;
            flush();
        }
    }

    void abort() {
        if (!finished) {
            finished = true;
            socket.abort();
        }
    }

    @Override
    public void connected(TcpSocket connection) {
        listener.connected(this);
    }

    @Override
    public void readable(TcpSocket connection) {
        while (!finished && !closing) {
            if (receivedLength == received.length) {
                received = Arrays.copyOf(received,
                        Math.min(2 * received.length, LENGTH + MessageBytes.MAX_LENGTH));
            }
            int count = socket.read(received, receivedLength, received.length - receivedLength);
            if (count < 0) {
                listener.peerFinished(this);
                return;
            }
            if (count == 0) {
                return;
            }
            receivedLength += count;
            deliver();
        }
    }

    @Override
    public void writable(TcpSocket connection) {
        flush();
        if (!finished && !closing) {
            listener.hasRoom(this);
        }
    }

    @Override
    public void ended(TcpSocket connection, TcpEnd end) {
        finished = true;
        listener.ended(end);
    }

    private void deliver() {
        int start = 0;
        while (!finished && !closing && receivedLength - start >= LENGTH) {
            int end = start + LENGTH + Bytes.u16(received, start);
            if (end > receivedLength) {
                break;
            }
            byte[] message = Arrays.copyOfRange(received, start + LENGTH, end);
            start = end;
            listener.received(this, message);
        }
        System.arraycopy(received, start, received, 0, receivedLength - start);
        receivedLength -= start;
    }

    private void flush() {
        while (!finished && !unsent.isEmpty()) {
            byte[] first = unsent.getFirst();
            sentOfFirst += socket.write(first, sentOfFirst, first.length - sentOfFirst);
            if (sentOfFirst < first.length) {
                return;
            }
            unsent.removeFirst();
            sentOfFirst = 0;
        }
        if (closing && !finished) {
            finished = true;
            socket.close();
        }
    }
}
