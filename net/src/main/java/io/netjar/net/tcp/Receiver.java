package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;
import static io.netjar.net.tcp.SequenceNumbers.before;
import static io.netjar.net.tcp.SequenceNumbers.earlier;
import static io.netjar.net.tcp.SequenceNumbers.later;

import io.netjar.wire.Bytes;
import io.netjar.wire.TcpView;

/// The receiving half of a connection: the window it offers, the bytes that came, in order or not, and what is
/// owed to the peer in acknowledgements. RFC 9293 §3.8.6; RFC 2018 §4; RFC 2883.
final class Receiver {
    private static final int MOST_BLOCKS = 4;
    private static final int DEFAULT_MSS = 536;

    final DelayedAck delayedAck;
    private final ByteRing buffer;
    final ReceiverRoundTrip roundTrip = new ReceiverRoundTrip();
    private ReceiveTuning tuning;
    private final Reassembly beyond = new Reassembly();
    private int limit;
    private int irs;
    private int rcvNxt;
    /// The right edge of the window the peer was last told.
    private int rcvAdv;
    private int shift;
    /// The largest segment that came so far, the peer's idea of a full one.
    private int fullSegment = DEFAULT_MSS;
    private boolean finCame;
    private int finSeq;
    private boolean finished;
    private boolean duplicate;
    private int duplicateLeft;
    private int duplicateRight;

    Receiver(Slabs slabs, TcpSettings settings, DelayedAck delayedAck) {
        this.buffer = new ByteRing(slabs);
        this.limit = settings.receiveBufferBytes();
        this.tuning = new ReceiveTuning(settings.maxReceiveBufferBytes());
        this.delayedAck = delayedAck;
    }

    /// The peer's SYN came with sequence number `seq`.
    void start(int seq) {
        irs = seq;
        rcvNxt = seq + 1;
        rcvAdv = rcvNxt + limit;
    }

    /// The window is told in units of 2^`newShift` bytes from now on; in SYNs it is not (RFC 7323 §2.2).
    void windowShift(int newShift) {
        shift = newShift;
    }

    int irs() {
        return irs;
    }

    int rcvNxt() {
        return rcvNxt;
    }

    int window() {
        return Math.max(0, rcvAdv - rcvNxt);
    }

    /// The data in the largest segment that came.
    int fullSegment() {
        return fullSegment;
    }

    int readable() {
        return buffer.length();
    }

    /// Whether the peer's FIN and everything before it came.
    boolean isFinished() {
        return finished;
    }

    boolean hasGap() {
        return !beyond.isEmpty();
    }

    /// RFC 9293 §3.10.7.4, first step: the four cases of an acceptable segment.
    boolean isAcceptable(Segment segment) {
        int length = segment.sequenceLength();
        int window = window();
        if (length == 0) {
            return window == 0 ? segment.seq == rcvNxt : isInWindow(segment.seq, window);
        }
        return window > 0
                && (isInWindow(segment.seq, window) || isInWindow(segment.seq + length - 1, window)
                        || before(segment.seq, rcvNxt) && after(segment.seq + length, rcvAdv));
    }

    private boolean isInWindow(int seq, int window) {
        return seq - rcvNxt >= 0 && seq - rcvNxt < window;
    }

    /// Notes that all of `segment` was here before, so that a D-SACK tells the peer. RFC 2883 §4.
    void noteDuplicate(Segment segment) {
        if (segment.length > 0 && before(segment.dataSeq(), rcvNxt)) {
            duplicate(segment.dataSeq(), earlier(segment.dataSeq() + segment.length, rcvNxt));
        }
    }

    /// Takes the data and the FIN of an acceptable segment. Returns whether the program has something new to read.
    boolean accept(Segment segment) {
        int left = later(segment.dataSeq(), rcvNxt);
        int right = earlier(segment.dataSeq() + segment.length, rcvAdv);
        noteDuplicate(segment);
        if (segment.has(TcpView.FIN) && right == segment.dataSeq() + segment.length) {
            finCame = true;
            finSeq = right;
        }
        int before = rcvNxt;
        if (before(left, right)) {
            take(segment, left, right);
        }
        if (finCame && !finished && rcvNxt == finSeq) {
            rcvNxt++;
            finished = true;
            delayedAck.now();
        } else if (segment.has(TcpView.FIN)) {
            delayedAck.now();
        }
        return rcvNxt != before;
    }

    private void take(Segment segment, int left, int right) {
        int count = right - left;
        int data = segment.data + (left - segment.dataSeq());
        fullSegment = Math.max(fullSegment, segment.length);
        if (left == rcvNxt && buffer.length() == 0 && beyond.isEmpty()) {
            buffer.lend(segment.bytes, data, count);
            rcvNxt = right;
            delayedAck.inOrder(count, fullSegment);
            return;
        }
        buffer.put(buffer.length() + (left - rcvNxt), segment.bytes, data, count);
        if (left != rcvNxt) {
            if (beyond.add(left, right)) {
                duplicate(left, right);
            }
            // RFC 9293 §3.8.6.3 and RFC 5681 §4.2: "A TCP receiver SHOULD send an immediate duplicate ACK when an
            // out-of-order segment arrives."
            delayedAck.now();
            return;
        }
        boolean fillsGap = hasGap();
        int next = beyond.advance(right);
        buffer.extend(next - rcvNxt);
        rcvNxt = next;
        if (fillsGap) {
            // RFC 5681 §4.2: "a TCP receiver SHOULD send an immediate ACK when the incoming segment fills in all or
            // part of a gap in the sequence space."
            delayedAck.now();
        } else {
            delayedAck.inOrder(count, fullSegment);
        }
    }

    private void duplicate(int left, int right) {
        duplicate = true;
        duplicateLeft = left;
        duplicateRight = right;
        delayedAck.now();
    }

    /// The segment in hand is done with: what the program has not read of it yet is kept for later.
    void keepUnread() {
        buffer.keep();
    }

    /// Moves bytes to the program.
    int read(byte[] target, int offset, int length) {
        buffer.copy(0, target, offset, Math.min(length, buffer.length()));
        return skip(length);
    }

    /// Takes bytes off that the program does not want to see.
    int skip(int length) {
        int count = Math.min(length, buffer.length());
        buffer.drop(count, beyond.isEmpty());
        return count;
    }

    /// Lets the buffer go: nothing will be read or received any more.
    void discard() {
        buffer.free();
    }

    /// Offers room for `bytes` from now on, no more and no less.
    void bufferLimit(int bytes) {
        limit = bytes;
        tuning = new ReceiveTuning(ReceiveTuning.NEVER);
    }

    int bufferLimit() {
        return limit;
    }

    /// The most bytes that the program read in a round trip.
    int space() {
        return tuning.space();
    }

    /// Data came in `segment`, which tells how long a round trip takes.
    void measure(Segment segment, Negotiated negotiated, long now) {
        if (!negotiated.timestamps) {
            roundTrip.received(rcvNxt, window(), now);
        } else if (segment.length >= fullSegment) {
            roundTrip.echoed(segment.tsEcr, negotiated, now);
        }
    }

    /// The program read `count` bytes: perhaps it should be offered more room.
    ///
    /// @param rttNanos the round trip time of the handshake, until there is a newer one
    void tune(int count, long now, long rttNanos) {
        long measured = roundTrip.nanos();
        limit = Math.max(limit, tuning.read(count, now, measured == 0 ? rttNanos : measured));
    }

    /// Whether reading has opened the window by so much that the peer should be told unasked.
    boolean owesWindowUpdate() {
        int now = window();
        int possible = edge() - rcvNxt;
        return possible - now >= Math.min(limit / 2, fullSegment) && possible >= 2 * now;
    }

    /// The window field for a segment sent now, whose right edge becomes the one the peer knows.
    int advertise() {
        int unit = 1 << shift;
        int edge = edge();
        // RFC 9293 §3.8.6.2.2: the right edge stays put until it can move by min(½ RCV.BUFF, Eff.snd.MSS), against
        // the silly window syndrome. It never moves back (§3.8.6: "a TCP receiver SHOULD NOT shrink the window").
        if (edge - rcvAdv >= Math.min(limit / 2, fullSegment)) {
            rcvAdv = rcvNxt + (edge - rcvNxt & -unit);
        }
        int field = Math.min(window() + unit - 1 >>> shift, 0xffff);
        rcvAdv = later(rcvAdv, rcvNxt + (field << shift));
        return field;
    }

    /// The window field of a SYN, which is never scaled.
    int advertiseUnscaled() {
        int field = Math.min(limit, 0xffff);
        rcvAdv = rcvNxt + field;
        return field;
    }

    private int edge() {
        return rcvNxt + Math.max(0, limit - buffer.length());
    }

    /// How many SACK blocks are due, at most `room`.
    int sackBlocks(int room) {
        return Math.min(Math.min(room, MOST_BLOCKS), beyond.size() + (duplicate ? 1 : 0));
    }

    /// Writes `count` SACK blocks.
    void writeSackBlocks(byte[] bytes, int index, int count) {
        int at = index;
        int left = count;
        if (duplicate && left > 0) {
            // RFC 2883 §4: "The left edge of the first SACK block specifies the first sequence number of the
            // duplicate contiguous sequence"; it is reported once.
            Bytes.i32(bytes, at, duplicateLeft);
            Bytes.i32(bytes, at + 4, duplicateRight);
            at += 8;
            left--;
            duplicate = false;
        }
        int stamp = Integer.MAX_VALUE;
        for (; left > 0; left--) {
            int range = beyond.newestBefore(stamp);
            stamp = beyond.stamp(range);
            Bytes.i32(bytes, at, beyond.left(range));
            Bytes.i32(bytes, at + 4, beyond.right(range));
            at += 8;
        }
    }

    /// Whether a segment that starts at `seq` may renew TS.Recent. RFC 7323 §4.3 (2): "SEG.SEQ <= Last.ACK.sent".
    boolean mayRenewTimestamp(int seq) {
        return atOrBefore(seq, delayedAck.lastAckSent());
    }
}
