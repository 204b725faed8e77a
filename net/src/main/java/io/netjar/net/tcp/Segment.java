package io.netjar.net.tcp;

import io.netjar.wire.TcpView;

/// A received segment, read out of its bytes once. One of these serves all segments of a host, one after another;
/// nobody may keep it.
final class Segment {
    static final int MAX_SACK_BLOCKS = 4;

    int source;
    int destination;
    int sourcePort;
    int destinationPort;
    int seq;
    int ack;
    int flags;
    /// The window field, unscaled.
    int window;
    /// The ECN field of the packet it came in (RFC 3168 §5).
    int ecn;
    byte[] bytes = Slabs.NONE;
    /// Where the data start in [#bytes].
    int data;
    /// How many bytes of data there are.
    int length;

    /// The maximum segment size option, or 0.
    int mss;
    /// The window scale option, or -1.
    int windowShift;
    boolean sackPermitted;
    boolean hasTimestamps;
    int tsVal;
    int tsEcr;
    int sackCount;
    final int[] sackLeft = new int[MAX_SACK_BLOCKS];
    final int[] sackRight = new int[MAX_SACK_BLOCKS];

    /// Reads the segment of `size` bytes at `offset`, whose checks passed.
    void read(byte[] newBytes, int offset, int size, int newSource, int newDestination) {
        bytes = newBytes;
        source = newSource;
        destination = newDestination;
        sourcePort = TcpView.sourcePort(newBytes, offset);
        destinationPort = TcpView.destinationPort(newBytes, offset);
        seq = TcpView.sequence(newBytes, offset);
        ack = TcpView.acknowledgment(newBytes, offset);
        flags = TcpView.flags(newBytes, offset);
        window = TcpView.window(newBytes, offset);
        int header = TcpView.headerLength(newBytes, offset);
        data = offset + header;
        length = size - header;
        TcpOptions.read(this, newBytes, offset + TcpView.HEADER_BYTES, header - TcpView.HEADER_BYTES);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// SEG.LEN: the data, and one each for SYN and FIN.
    int sequenceLength() {
        return length + (has(TcpView.SYN) ? 1 : 0) + (has(TcpView.FIN) ? 1 : 0);
    }

    /// The sequence number of the first data byte.
    int dataSeq() {
        return has(TcpView.SYN) ? seq + 1 : seq;
    }
}
