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
        var view = new TcpView(newBytes, offset);
        bytes = newBytes;
        source = newSource;
        destination = newDestination;
        sourcePort = view.sourcePort();
        destinationPort = view.destinationPort();
        seq = view.sequence();
        ack = view.acknowledgment();
        flags = view.flags();
        window = view.window();
        data = view.payload();
        length = size - view.headerLength();
        TcpOptions.read(this, newBytes, view.options(), view.optionsLength());
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
