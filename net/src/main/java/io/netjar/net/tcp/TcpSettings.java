package io.netjar.net.tcp;

import java.time.Duration;

/// How a host's TCP behaves where the RFCs leave a choice.
///
/// @param receiveBufferBytes what a connection offers as its receive window at first
/// @param maxReceiveBufferBytes what the receive window may grow to; also decides the window scale (RFC 7323 §2)
/// @param sendBufferBytes how many unacknowledged bytes a connection takes from its program at first
/// @param maxSendBufferBytes what that may grow to, as the congestion window grows
/// @param minRto the least retransmission timeout
/// @param maxRto the greatest retransmission timeout
/// @param delayedAck how long an acknowledgement may wait for company (RFC 9293 §3.8.6.3 allows 500 ms)
/// @param timeWait 2 MSL, how long a closed connection's ports rest (RFC 9293 §3.6.1)
/// @param synRetries how often a SYN is sent again before the attempt is given up
/// @param synAckRetries how often a SYN-ACK is sent again before the half-open connection is forgotten
/// @param dataRetries how often a segment is sent again before the connection is given up (R2, RFC 9293 §3.8.3)
/// @param orphanRetries how often a segment is sent again for a program that has closed (Linux's tcp_orphan_retries)
/// @param timestamps whether the timestamps option is offered and accepted (RFC 7323 §3)
/// @param sack whether selective acknowledgement is offered and accepted (RFC 2018)
/// @param windowScaling whether window scaling is offered and accepted (RFC 7323 §2)
/// @param congestionControl which algorithm sets the pace
/// @param ecn whether explicit congestion notification is offered and accepted (RFC 3168)
/// @param blackHoleDetection whether full segments that stay unanswered are taken for too big (RFC 4821), as with Linux's
///     tcp_mtu_probing=1
/// @param shortage what is done when ports or room run short
public record TcpSettings(int receiveBufferBytes, int maxReceiveBufferBytes, int sendBufferBytes,
        int maxSendBufferBytes, Duration minRto, Duration maxRto, Duration delayedAck, Duration timeWait,
        int synRetries, int synAckRetries, int dataRetries, int orphanRetries, boolean timestamps,
        boolean sack,
        boolean windowScaling,
        CongestionAlgorithm congestionControl, EcnMode ecn, boolean blackHoleDetection,
        TcpShortage shortage) {

    /// The least buffer: RFC 9293 §3.8.6 leaves it open; below a few segments nothing works well.
    static final int LEAST_BUFFER = 2048;
    /// The largest window that scaling can express (RFC 7323 §2.3).
    private static final int LARGEST_BUFFER = 1 << 30;

    public TcpSettings {
        check(receiveBufferBytes, maxReceiveBufferBytes, "receive");
        check(sendBufferBytes, maxSendBufferBytes, "send");
        if (minRto.isNegative() || minRto.isZero() || maxRto.compareTo(minRto) < 0) {
            throw new IllegalArgumentException("retransmission timeouts must be 0 < min <= max, not " + minRto
                    + " and " + maxRto);
        }
        if (synRetries < 0 || synAckRetries < 0 || dataRetries < 0 || orphanRetries < 0
                || delayedAck.isNegative()
                || timeWait.isNegative()) {
            throw new IllegalArgumentException("retries and times must not be negative");
        }
    }

    /// What Linux 6 does: timeouts from 200 ms (RFC 6298 §2.4 says 1 s; fine clocks made that needless) to 120 s,
    /// ACKs delayed by 40 ms, TIME-WAIT of 60 s, 6 SYN retries, 5 SYN-ACK retries, 15 data retries, CUBIC, all options,
    /// ECN when asked for it, no black hole detection. The buffers
    /// start larger than Linux's (128 KiB and 16 KiB), since memory here is taken only as bytes come, and grow to
    /// the same 6 MiB and 4 MiB.
    public static TcpSettings linuxLike() {
        return new TcpSettings(256 << 10, 6 << 20, 256 << 10, 4 << 20, Duration.ofMillis(200),
                Duration.ofSeconds(120), Duration.ofMillis(40), Duration.ofSeconds(60), 6, 5, 15, 8, true,
                true,
                true,
                CongestionAlgorithm.CUBIC, EcnMode.AGREE, false, TcpShortage.linuxLike());
    }

    /// The same with a receive buffer of `initial` bytes that may grow to `max`.
    public TcpSettings withReceiveBuffer(int initial, int max) {
        return new TcpSettings(initial, max, sendBufferBytes, maxSendBufferBytes, minRto, maxRto, delayedAck,
                timeWait, synRetries, synAckRetries, dataRetries, orphanRetries, timestamps, sack,
                windowScaling,
                congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with a send buffer of `initial` bytes that may grow to `max`.
    public TcpSettings withSendBuffer(int initial, int max) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, initial, max, minRto, maxRto,
                delayedAck, timeWait, synRetries, synAckRetries, dataRetries, orphanRetries, timestamps, sack,
                windowScaling,
                congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with other options offered.
    public TcpSettings withOptions(boolean newTimestamps, boolean newSack, boolean newWindowScaling) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, timeWait, synRetries, synAckRetries, dataRetries, orphanRetries,
                newTimestamps,
                newSack,
                newWindowScaling, congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with another congestion control.
    public TcpSettings withCongestionControl(CongestionAlgorithm algorithm) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, timeWait, synRetries, synAckRetries, dataRetries, orphanRetries,
                timestamps,
                sack,
                windowScaling,
                algorithm, ecn, blackHoleDetection, shortage);
    }

    /// The same with another part in explicit congestion notification.
    public TcpSettings withEcn(EcnMode mode) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, timeWait, synRetries, synAckRetries, dataRetries, orphanRetries,
                timestamps, sack, windowScaling, congestionControl, mode, blackHoleDetection, shortage);
    }

    /// The same with other numbers of retries: that of SYNs for SYN-ACKs, too, that of data for closed programs', too.
    public TcpSettings withRetries(int newSynRetries, int newDataRetries) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, timeWait, newSynRetries, newSynRetries, newDataRetries,
                newDataRetries,
                timestamps, sack,
                windowScaling, congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with so many retries of SYN-ACKs.
    public TcpSettings withSynAckRetries(int retries) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, timeWait, synRetries, retries, dataRetries, orphanRetries,
                timestamps, sack, windowScaling, congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with so many retries of segments for programs that have closed.
    public TcpSettings withOrphanRetries(int retries) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, timeWait, synRetries, synAckRetries, dataRetries, retries,
                timestamps, sack, windowScaling, congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with retransmission timeouts from `least` to `greatest`.
    public TcpSettings withRto(Duration least, Duration greatest) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                least, greatest, delayedAck, timeWait, synRetries, synAckRetries, dataRetries, orphanRetries,
                timestamps,
                sack,
                windowScaling, congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with acknowledgements that wait so long for company.
    public TcpSettings withDelayedAck(Duration wait) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, wait, timeWait, synRetries, synAckRetries, dataRetries, orphanRetries,
                timestamps, sack,
                windowScaling,
                congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with another time in TIME-WAIT.
    public TcpSettings withTimeWait(Duration newTimeWait) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, newTimeWait, synRetries, synAckRetries, dataRetries,
                orphanRetries, timestamps,
                sack,
                windowScaling, congestionControl, ecn, blackHoleDetection, shortage);
    }

    /// The same with segments that stay unanswered taken for too big, or not.
    public TcpSettings withBlackHoleDetection(boolean on) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, timeWait, synRetries, synAckRetries, dataRetries, orphanRetries,
                timestamps, sack, windowScaling, congestionControl, ecn, on, shortage);
    }

    /// The same with other ways out of a shortage.
    public TcpSettings withShortage(TcpShortage newShortage) {
        return new TcpSettings(receiveBufferBytes, maxReceiveBufferBytes, sendBufferBytes, maxSendBufferBytes,
                minRto, maxRto, delayedAck, timeWait, synRetries, synAckRetries, dataRetries, orphanRetries,
                timestamps, sack, windowScaling, congestionControl, ecn, blackHoleDetection, newShortage);
    }

    /// The shift of our window field: the least with which the largest buffer can be told (RFC 7323 §2.3).
    int windowShift() {
        int shift = 0;
        while (shift < 14 && maxReceiveBufferBytes >> shift > 0xffff) {
            shift++;
        }
        return shift;
    }

    private static void check(int initial, int max, String name) {
        if (initial < LEAST_BUFFER || max < initial || max > LARGEST_BUFFER) {
            throw new IllegalArgumentException(
                    "a " + name + " buffer is " + LEAST_BUFFER + " bytes to 1 GiB, its "
                            + "maximum no less than its start, not " + initial + " and " + max);
        }
    }
}
