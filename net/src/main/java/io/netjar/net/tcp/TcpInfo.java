package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;
import java.time.Duration;

/// What one of a host's TCP sockets is at this moment, as Linux's TCP_INFO and `ss` tell it, down to what they count.
public sealed interface TcpInfo {
    /// The address and port on this host.
    Endpoint local();

    /// A port in LISTEN.
    ///
    /// @param waiting how many established connections wait for the program to accept them
    /// @param backlog how many may
    /// @param congestionControl who will set the pace of the connections
    record Listening(Endpoint local, int waiting, int backlog,
            CongestionAlgorithm congestionControl) implements TcpInfo {}

    /// What is left of a connection in TIME-WAIT.
    ///
    /// @param left how long it still rests
    record Resting(Endpoint local, Endpoint remote, Duration left) implements TcpInfo {}

    /// A connection in any other state.
    ///
    /// @param unread bytes received that the program has not read; a FIN behind them is one more
    /// @param unacknowledged bytes that the program wrote and the peer has not acknowledged; the FIN is one more, and so is
    ///     the SYN in SYN-SENT
    record Connected(TcpState state, Endpoint local, Endpoint remote, int unread, int unacknowledged,
            Deadline deadline,
            Agreement agreement, Timing timing, Sizes sizes, Flight flight,
            Counts counts, Delivery delivery) implements TcpInfo {}

    /// What a connection waits for, and does something about when it has not come in time.
    enum Awaited {
        NOTHING,
        /// An acknowledgement of what was sent.
        ACKNOWLEDGEMENT,
        /// Room in the peer's window.
        WINDOW,
        /// A sign of life from a peer that has nothing to say.
        SIGN_OF_LIFE,
        /// The peer's FIN, though the program wants nothing more.
        END
    }

    /// The timer of a connection.
    ///
    /// @param left until it is due, zero if nothing is awaited
    /// @param tries how often it was due since the peer was heard
    record Deadline(Awaited awaited, Duration left, int tries) {}

    /// What the SYNs agreed on, and who sets the pace.
    ///
    /// @param peerShift how many bits the peer's windows are shifted
    /// @param ownShift how many bits ours are shifted
    record Agreement(boolean timestamps, boolean sack, boolean ecn, boolean scaling, int peerShift,
            int ownShift,
            CongestionAlgorithm congestionControl) {}

    /// Times of a connection.
    ///
    /// @param retransmissionTimeout with its back-off
    /// @param roundTrip smoothed, zero if nothing was measured
    /// @param variation of the round trip, as RTTVAR
    /// @param leastRoundTrip zero if nothing was measured
    /// @param sinceSent since data were sent last
    /// @param sinceReceived since data were received last
    /// @param sinceAck since an acknowledgement was received last
    /// @param retries how often the oldest segment was sent again without an answer, or a closed window was probed
    /// @param delayedAck how long an acknowledgement waits for company, zero if neither data nor a FIN came yet
    /// @param receivedRoundTrip as seen by what was received, zero if nothing was measured
    /// @param busy for how long in all something was written and not acknowledged
    record Timing(Duration retransmissionTimeout, Duration roundTrip, Duration variation,
            Duration leastRoundTrip,
            Duration sinceSent, Duration sinceReceived, Duration sinceAck, int retries,
            Duration delayedAck, Duration receivedRoundTrip, Duration busy) {}

    /// Sizes of a connection in bytes.
    ///
    /// @param segment the data in a full segment that is sent
    /// @param path the path MTU
    /// @param receivedSegment the data in the largest segment that came, or what is supposed until one came
    /// @param advertisedSegment the data in the largest segment that the peer was told to send
    /// @param congestionWindow cwnd
    /// @param slowStartThreshold ssthresh, or `Integer.MAX_VALUE` before the first loss
    /// @param peerWindow what the peer offers
    /// @param receiveBuffer what is offered to the peer while nothing is unread
    /// @param receiveSpace the most that the program read in a round trip, after which the buffer grows; zero while the
    ///     connection is being opened
    /// @param unsent written, but not sent yet
    /// @param inFlight sent and neither acknowledged, SACKed nor thought to be lost
    record Sizes(int segment, int path, int receivedSegment, int advertisedSegment, int congestionWindow,
            int slowStartThreshold, int peerWindow, int receiveBuffer, int receiveSpace, int unsent,
            int inFlight) {}

    /// Segments that were sent and are not acknowledged yet.
    ///
    /// @param out all of them
    /// @param sacked what the peer has of them, out of order
    /// @param lost what is thought to be lost of them, sent again or not
    /// @param again what was sent again of them and may be on its way
    record Flight(int out, int sacked, int lost, int again) {}

    /// Counts since the connection began.
    ///
    /// @param bytesAcked what the peer acknowledged: data, the FIN, and the SYN of who opened the connection
    /// @param bytesReceived data in order, and the FIN
    /// @param segmentsOut all segments but the SYN-ACKs of a listening port
    /// @param retransmissions of segments with data, FIN or SYN
    /// @param duplicates segments sent that came twice, as the peer said by D-SACK (RFC 2883)
    /// @param delivered segments that the peer has, in order or not, the SYN and needless retransmissions among them
    record Counts(long bytesSent, long bytesRetransmitted, long bytesAcked, long bytesReceived,
            long segmentsOut,
            long segmentsIn, long dataSegmentsOut, long dataSegmentsIn, long retransmissions,
            long duplicates, long delivered) {}

    /// How fast what was sent reached the peer, as it acknowledged it.
    ///
    /// @param bitsPerSecond of data, as measured last; 0 if nothing was measured
    /// @param limitedByProgram whether the program wrote less than the network may have carried
    record Delivery(long bitsPerSecond, boolean limitedByProgram) {}
}
