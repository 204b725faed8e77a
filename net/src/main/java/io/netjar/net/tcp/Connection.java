package io.netjar.net.tcp;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.tcp.RetransmissionTimer.Purpose;
import io.netjar.wire.Endpoint;
import io.netjar.wire.TcpView;
import org.jspecify.annotations.Nullable;

/// One end of a connection: its state, its halves, its timers, and the program's view of it. RFC 9293 §3.3.1 calls
/// the whole the transmission control block.
///
/// What a segment or a timer does to the connection is done in full before the program hears of it; what the program
/// then wants sent goes out last, with the acknowledgement that may be due.
final class Connection extends Association implements TcpSocket {
    /// How long an end that its program has closed waits in FIN-WAIT-2, as Linux's tcp_fin_timeout does.
    private static final long LINGER_NANOS = 60_000_000_000L;

    final Negotiated negotiated = new Negotiated();
    final Sender sender;
    final Receiver receiver;
    private final Tcp tcp;
    private final @Nullable Listener listener;
    private final Timer ackTimer;
    private final long openedAt;
    private TcpState state = TcpState.CLOSED;
    private TcpEvents events = Unheard.EVENTS;
    private @Nullable TcpEnd end;
    private @Nullable Timer eventTimer;
    private int mtu;
    /// When a delayed acknowledgement must go out, or never if none is due; the timer may be set for earlier.
    private long ackDeadline = Engine.NEVER;
    private boolean closedByProgram;
    private boolean dispatching;
    private boolean owesOpened;
    private boolean owesReadable;
    private boolean owesEnd;

    Connection(Tcp tcp, Endpoint local, Endpoint remote, @Nullable Listener listener) {
        super(local.address().v4(), local.port(), remote.address().v4(), remote.port());
        this.tcp = tcp;
        this.listener = listener;
        this.openedAt = tcp.now();
        this.mtu = tcp.pathMtu(remoteAddress);
        Engine engine = tcp.engine();
        ackTimer = new Timer(engine, this::ackDue);
        sender = new Sender(this, tcp.slabs(), tcp.settings(),
                new RetransmissionTimer(engine, this::timerDue));
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

    /// How many bytes of data a full segment holds now: RFC 9293 §3.7.1's Eff.snd.MSS.
    int segmentBytes() {
        return negotiated.segmentBytes(mtu) - negotiated.optionBytes();
    }

    void send(int flags, int seq, int length) {
        ackDeadline = Engine.NEVER;
        tcp.writer().send(this, flags, seq, length);
    }

    void acknowledgeNow() {
        send(TcpView.ACK, sender.sndNxt(), 0);
    }

    void reset() {
        tcp.writer().reset(this, sender.sndNxt(), true);
    }

    void state(TcpState newState) {
        state = newState;
    }

    /// Whether there is a connection at all, as far as sending goes.
    boolean isOpen() {
        return state != TcpState.CLOSED && state != TcpState.TIME_WAIT;
    }

    boolean isClosedByProgram() {
        return closedByProgram;
    }

    /// A segment came. Returns whether it was of use.
    boolean receive(Segment segment) {
        boolean used = true;
        if (state == TcpState.SYN_SENT) {
            tcp.handshake().inSynSent(this, segment);
        } else {
            used = tcp.arrival().receive(this, segment);
        }
        settle();
        return used;
    }

    /// The handshake is done.
    void established() {
        state = TcpState.ESTABLISHED;
        owesOpened = true;
        if (listener != null) {
            listener.countOpening(-1);
        }
        if (sender.isFinQueued()) {
            state = TcpState.FIN_WAIT_1;
        }
    }

    void noteReadable() {
        owesReadable = true;
    }

    /// Our FIN was acknowledged, the peer's has not come.
    void finWait2() {
        state = TcpState.FIN_WAIT_2;
        if (closedByProgram) {
            sender.timer.arm(Purpose.LINGER, LINGER_NANOS);
        }
    }

    /// Both FINs are through, and ours was the first: the ports rest, the program is done.
    void timeWait() {
        acknowledgeNow();
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
        end = how;
        owesEnd = true;
        tcp.forget(this);
        sender.timer.cancel();
        ackTimer.cancel();
        sender.discard();
        if (closedByProgram || how != TcpEnd.CLOSED) {
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
        int known = tcp.pathMtu(remoteAddress);
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
        if (!dispatching) {
            dispatching = true;
            try {
                dispatch();
            } finally {
                dispatching = false;
            }
            tellEnd();
        }
        flush();
    }

    private void dispatch() {
        if (owesOpened) {
            owesOpened = false;
            if (listener != null) {
                listener.acceptor.accepted(this);
            } else if (!closedByProgram) {
                events.connected(this);
            }
        }
        if (owesReadable && !closedByProgram) {
            owesReadable = false;
            events.readable(this);
        }
        if (isOpen() && !closedByProgram && sender.owesWritable()) {
            events.writable(this);
        }
    }

    private void tellEnd() {
        TcpEnd how = end;
        boolean isRead = closedByProgram || how != TcpEnd.CLOSED || receiver.readable() == 0;
        if (owesEnd && how != null && isRead) {
            owesEnd = false;
            events.ended(this, how);
        }
    }

    private void flush() {
        if (!isOpen() || state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            return;
        }
        sender.output();
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

    private void ackDue(long now) {
        if (now >= ackDeadline) {
            acknowledgeNow();
        } else if (ackDeadline != Engine.NEVER) {
            ackTimer.armAt(ackDeadline);
        }
    }

    private void timerDue(long now) {
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
        mtu = tcp.pathMtu(remoteAddress);
        if (!sender.retransmit()) {
            end(TcpEnd.TIMED_OUT);
        }
    }

    /// Tells the program soon, but not while it is calling.
    private void tellLater() {
        Timer timer = eventTimer;
        if (timer == null) {
            timer = new Timer(tcp.engine(), now -> settle());
            eventTimer = timer;
        }
        timer.armIn(0);
    }

    /// The attempt to connect failed before it began.
    void failLater(TcpEnd how) {
        leave(TcpState.CLOSED, how);
        tellLater();
    }

    @Override
    public Endpoint local() {
        return Endpoint.v4(localAddress, localPort);
    }

    @Override
    public Endpoint remote() {
        return Endpoint.v4(remoteAddress, remotePort);
    }

    @Override
    public TcpState state() {
        return state;
    }

    @Override
    public void events(TcpEvents newEvents) {
        events = newEvents;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = receiver.read(target, offset, length);
        if (count == 0 && length > 0) {
            return receiver.isFinished() || end != null ? -1 : 0;
        }
        if (owesEnd && receiver.readable() == 0 && !dispatching) {
            tellLater();
        }
        receiver.tune(count, now(), sender.rtt.srtt());
        if (isOpen() && receiver.owesWindowUpdate()) {
            // RFC 9293 §3.8.6.2.2: the window has opened by enough to be worth telling.
            acknowledgeNow();
        }
        return count;
    }

    @Override
    public int readable() {
        return receiver.readable();
    }

    @Override
    public int write(byte[] source, int offset, int length) {
        if (closedByProgram || sender.isFinQueued()) {
            throw new IllegalStateException("the connection's output is shut down");
        }
        if (!isOpen()) {
            return 0;
        }
        int count = sender.write(source, offset, length);
        output();
        return count;
    }

    @Override
    public int writable() {
        return isOpen() && !sender.isFinQueued() ? sender.writable() : 0;
    }

    @Override
    public void shutdownOutput() {
        if (sender.isFinQueued()) {
            return;
        }
        sender.queueFin();
        // RFC 9293 §3.10.4: in SYN-SENT and SYN-RECEIVED the FIN is queued "for processing after entering ESTABLISHED
        // state".
        switch (state) {
            case ESTABLISHED -> state = TcpState.FIN_WAIT_1;
            case CLOSE_WAIT -> state = TcpState.LAST_ACK;
            case LISTEN, SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT,
                    CLOSED ->
                {
                }
        }
        output();
    }

    @Override
    public void close() {
        if (closedByProgram) {
            return;
        }
        closedByProgram = true;
        boolean hasUnread = receiver.readable() > 0;
        if (!isOpen()) {
            receiver.discard();
            tellLater();
        } else if (state == TcpState.SYN_SENT) {
            // RFC 9293 §3.10.4: "SYN-SENT STATE: Delete the TCB".
            end(TcpEnd.CLOSED);
            tellLater();
        } else if (hasUnread) {
            // RFC 9293 §3.6.1 (SHLD-3): unread data are lost, which the peer is told by a RST.
            reset();
            end(TcpEnd.ABORTED);
            tellLater();
        } else {
            shutdownOutput();
            if (state == TcpState.FIN_WAIT_2) {
                finWait2();
            }
        }
    }

    @Override
    public void abort() {
        boolean synchronised = isOpen() && state != TcpState.SYN_SENT;
        closedByProgram = true;
        if (synchronised) {
            // RFC 9293 §3.10.5: "Send a reset segment: <SEQ=SND.NXT><CTL=RST>".
            reset();
        }
        if (isOpen()) {
            end(TcpEnd.ABORTED);
        }
        receiver.discard();
        tellLater();
    }

    @Override
    public void noDelay(boolean on) {
        sender.noDelay(on);
        if (on) {
            output();
        }
    }

    /// Sends at once, unless this is called out of an event, after which everything is sent anyway.
    private void output() {
        if (!dispatching && isOpen() && state != TcpState.SYN_SENT && state != TcpState.SYN_RECEIVED) {
            sender.output();
        }
    }

    @Override
    public String toString() {
        return local() + " - " + remote() + " " + state;
    }

    /// Stands in until a program has set its events.
    private static final class Unheard implements TcpEvents {
        static final TcpEvents EVENTS = new Unheard();

        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }
}
