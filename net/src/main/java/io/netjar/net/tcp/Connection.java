package io.netjar.net.tcp;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.tcp.RetransmissionTimer.Purpose;
import io.netjar.wire.TcpView;
import org.jspecify.annotations.Nullable;

/// One end of a connection: its state, its halves and its timers. RFC 9293 §3.3.1 calls the whole the transmission
/// control block. The program's side of it is its [Socket].
final class Connection extends Association implements Timer.Alarm {
    /// How long an end that its program has closed waits in FIN-WAIT-2, as Linux's tcp_fin_timeout does.
    private static final long LINGER_NANOS = 60_000_000_000L;

    final Negotiated negotiated = new Negotiated();
    final Sender sender;
    final Receiver receiver;
    final Socket socket;
    final Traffic traffic = new Traffic();
    private final Tcp tcp;
    private final @Nullable Listener listener;
    private final Timer ackTimer;
    private final long openedAt;
    private TcpState state = TcpState.CLOSED;
    private int mtu;
    private final int firstMtu;
    /// Only if black holes are looked for.
    private final @Nullable BlackHole blackHole;
    /// Only if the program asked for one.
    private @Nullable Patience patience;
    /// When a delayed acknowledgement must go out, or never if none is due; the timer may be set for earlier.
    private long ackDeadline = Engine.NEVER;

    Connection(Tcp tcp, int localAddress, int localPort, int remoteAddress, int remotePort,
            @Nullable Listener listener) {
        super(localAddress, localPort, remoteAddress, remotePort);
        this.tcp = tcp;
        this.listener = listener;
        this.socket = new Socket(this, tcp);
        this.openedAt = tcp.now();
        this.firstMtu = tcp.pathMtu(this);
        this.mtu = firstMtu;
        this.blackHole = tcp.settings().blackHoleDetection() ? new BlackHole() : null;
        ackTimer = new Timer(tcp.engine(), this);
        sender = new Sender(this, tcp.slabs(), tcp.settings(), new RetransmissionTimer(tcp.engine(), this));
        receiver = new Receiver(tcp.slabs(), tcp.settings(), new DelayedAck());
    }

    long now() {
        return tcp.now();
    }

    long openedAt() {
        return openedAt;
    }

    Arrival arrival() {
        return tcp.arrival();
    }

    @Nullable
    Listener listener() {
        return listener;
    }

    /// The path MTU in use.
    int mtu() {
        return mtu;
    }

    /// How many bytes of data the peer was told to put into a segment, when the connection was opened.
    int advertisedBytes() {
        return firstMtu - 40 - negotiated.optionBytes();
    }

    /// How many bytes of data a full segment holds now: RFC 9293 §3.7.1's Eff.snd.MSS.
    int segmentBytes() {
        int bytes = negotiated.segmentBytes(mtu);
        return (blackHole == null ? bytes : blackHole.segmentBytes(bytes)) - negotiated.optionBytes();
    }

    void send(int flags, int seq, int length) {
        ackDeadline = Engine.NEVER;
        tcp.writer().send(this, flags, seq, length);
    }

    void acknowledgeNow() {
        send(TcpView.ACK, sender.sndNxt(), 0);
    }

    void reset() {
        tcp.writer().reset(this, sender.sndNxt());
    }

    TcpState state() {
        return state;
    }

    void state(TcpState newState) {
        state = newState;
    }

    /// Whether there is a connection at all, as far as sending goes.
    boolean isOpen() {
        return state != TcpState.CLOSED && state != TcpState.TIME_WAIT;
    }

    /// Whether something waits for the peer's acknowledgement, or for room in its window.
    boolean isWaiting() {
        return state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED || sender.isWaiting();
    }

    /// Since when it waits for that without any progress.
    long waitingSince() {
        return Math.max(openedAt, sender.waiting.since());
    }

    /// The program's patience with this connection, from now on of interest.
    Patience patience() {
        Patience known = patience;
        if (known == null) {
            known = new Patience(this, tcp.engine());
            patience = known;
        }
        return known;
    }

    /// The same, or null if the program never asked for any.
    @Nullable
    Patience knownPatience() {
        return patience;
    }

    /// Whether `segment` would establish a connection for which its listener has no room: Linux drops such an ACK, and
    /// sends the SYN-ACK again in its time.
    boolean isRefusedByQueue(Segment segment) {
        return state == TcpState.SYN_RECEIVED && listener != null && listener.isFull()
                && segment.has(TcpView.ACK) && !segment.has(TcpView.RST);
    }

    /// A segment came. Returns whether it was of use.
    boolean receive(Segment segment) {
        boolean used = true;
        traffic.received(segment, now());
        if (patience != null) {
            patience.heard();
        }
        if (state == TcpState.SYN_SENT) {
            tcp.handshake().inSynSent(this, segment);
        } else {
            used = tcp.arrival().receive(this, segment);
        }
        settle();
        receiver.keepUnread();
        return used;
    }

    /// The handshake is done.
    void established() {
        state = TcpState.ESTABLISHED;
        socket.owesOpened();
        if (listener != null) {
            listener.countOpening(-1);
        }
        if (sender.isFinQueued()) {
            state = TcpState.FIN_WAIT_1;
        }
        if (receiver.readable() > 0) {
            // RFC 9293 §3.10.7.2: data that came with the SYN were kept until now.
            socket.owesReadable();
        }
        if (receiver.isFinished()) {
            tcp.arrival().finReceived(this);
        }
    }

    /// Our FIN was acknowledged, the peer's has not come.
    void finWait2() {
        state = TcpState.FIN_WAIT_2;
        if (socket.isClosed()) {
            sender.timer.arm(Purpose.LINGER, LINGER_NANOS);
        }
    }

    /// Both FINs are through, and ours was the first: the ports rest, the program is done.
    void timeWait() {
        leave(TcpState.TIME_WAIT, TcpEnd.CLOSED);
        tcp.rest(this);
    }

    /// The connection ends at once, with nothing more sent.
    void end(TcpEnd how) {
        if (state == TcpState.SYN_RECEIVED && listener != null) {
            listener.countOpening(-1);
        }
        leave(TcpState.CLOSED, how);
    }

    private void leave(TcpState last, TcpEnd how) {
        state = last;
        socket.owesEnd(how);
        tcp.forget(this);
        if (listener != null) {
            listener.forget(this);
        }
        if (socket.isOrphan()) {
            tcp.orphans().remove();
        }
        sender.timer.stop();
        ackTimer.cancel();
        if (patience != null) {
            patience.cancel();
        }
        sender.buffer.discard();
        if (socket.isClosed() || how != TcpEnd.CLOSED) {
            receiver.discard();
        }
    }

    /// ICMP said that a segment of ours did not arrive. RFC 9293 §3.9.2.2, RFC 5461.
    void unreachable() {
        // RFC 5461 §4.1: a connection that is being opened gives up; one that is established goes on.
        if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            end(TcpEnd.UNREACHABLE);
            settle();
        }
    }

    /// A packet of ours was too big for the path: `nextHopMtu` is what would have fitted, or 0 if that is not known.
    void mtuChanged(int nextHopMtu) {
        int known = tcp.pathMtu(this);
        int newMtu = nextHopMtu > 0 ? Math.min(known, nextHopMtu) : known;
        boolean smaller = newMtu < mtu;
        mtu = newMtu;
        if (smaller && isOpen() && state != TcpState.SYN_SENT && state != TcpState.SYN_RECEIVED) {
            sender.mssChanged(segmentBytes());
            sender.output();
        }
    }

    /// Tells the program what happened, then sends what is to be sent.
    void settle() {
        socket.tell();
        flush();
    }

    private void flush() {
        if (!isOpen() || state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            return;
        }
        if (blackHole != null && blackHole.isOver(now())) {
            sender.mssChanged(segmentBytes());
        }
        sender.output();
        if (patience != null) {
            patience.review();
        }
        DelayedAck ack = receiver.delayedAck;
        if (ack.isDueNow()) {
            acknowledgeNow();
        } else if (ack.isDueLater() && ackDeadline == Engine.NEVER) {
            ackDeadline = now() + tcp.settings().delayedAck().toNanos();
            if (!ackTimer.isArmed()) {
                ackTimer.armAt(ackDeadline);
            }
        }
    }

    /// It is time for a delayed acknowledgement, unless the deadline was put off.
    @Override
    public void due(long now) {
        if (now >= ackDeadline) {
            acknowledgeNow();
        } else if (ackDeadline != Engine.NEVER) {
            ackTimer.armAt(ackDeadline);
        }
    }

    /// What the retransmission timer waited for did not come.
    void timerDue() {
        switch (sender.timer.fired()) {
            case NOTHING -> {
            }
            case RETRANSMIT -> retransmit();
            case TAIL_PROBE -> sender.probeTail();
            case REORDERING -> sender.reorderingTimedOut();
            case PERSIST -> {
                if (!sender.probe()) {
                    end(TcpEnd.TIMED_OUT);
                }
            }
            case LINGER -> end(TcpEnd.CLOSED);
        }
        settle();
    }

    private void retransmit() {
        if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            tcp.handshake().retransmit(this);
            return;
        }
        mtu = tcp.pathMtu(this);
        if (blackHole != null && blackHole.suspects(sender.retries(), sender.isOldestFull(),
                segmentBytes() + negotiated.optionBytes(), now())) {
            sender.mssChanged(segmentBytes());
        }
        TcpSettings settings = tcp.settings();
        if (!sender.retransmit(socket.isClosed() ? settings.orphanRetries() : settings.dataRetries())) {
            end(TcpEnd.TIMED_OUT);
        }
    }

    /// The attempt to connect failed before it began.
    void failLater(TcpEnd how) {
        leave(TcpState.CLOSED, how);
        socket.tellLater();
    }

    @Override
    public String toString() {
        return socket.local() + " - " + socket.remote() + " " + state;
    }
}
