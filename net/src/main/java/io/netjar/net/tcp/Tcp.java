package io.netjar.net.tcp;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.ip.InternetLayer;
import io.netjar.net.ip.TransportProtocol;
import io.netjar.net.link.DropReason;
import io.netjar.wire.Bytes;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The TCP of one host: finds out which connection a segment is for, opens connections and listens. RFC 9293.
public final class Tcp implements TransportProtocol {
    /// By how much a connection begins beyond the one before between its ports.
    private static final int BEYOND_A_WINDOW = 65_537;

    private final InternetLayer ip;
    private final Engine engine;
    private final TcpSettings settings;
    private final AssociationTable table = new AssociationTable();
    private final List<Listener> listeners = new ArrayList<>();
    private final Slabs slabs;
    private final Segment segment = new Segment();
    private final InitialSequence sequences;
    private final SegmentWriter writer;
    private final Handshake handshake;
    private final Arrival arrival;
    private final TimeWaits timeWaits;
    private final EphemeralPorts ports;
    private final SynCookies cookies;
    /// What was agreed on with the last SYN that was answered by a cookie.
    private final Negotiated agreement = new Negotiated();
    private final Orphans orphans;

    /// @param chance the host's own stream, for ports and secrets
    public Tcp(InternetLayer ip, Chance chance, TcpSettings settings) {
        this.ip = ip;
        slabs = new Slabs(ip.packets().arrays());
        this.engine = ip.engine();
        this.settings = settings;
        sequences = new InitialSequence(chance);
        writer = new SegmentWriter(ip, settings);
        handshake = new Handshake(settings, writer);
        arrival = new Arrival(writer, handshake);
        timeWaits = new TimeWaits(engine, table, writer, settings.timeWait().toNanos());
        ports = new EphemeralPorts(chance, table, listeners);
        cookies = new SynCookies(sequences);
        orphans = new Orphans(settings.shortage().mostOrphans());
        ip.register(Ipv4View.PROTOCOL_TCP, this);
    }

    /// Opens a connection to `remote`. It is told of its fate through `events`, never before this returns.
    ///
    /// @throws IllegalArgumentException if `remote` has an IPv6 address
    /// @throws PortInUseException if every port is in use with that endpoint already
    public TcpSocket connect(Endpoint remote, TcpEvents events) {
        return connect(remote, events, Marking.DEFAULT);
    }

    /// As the other, with a time to live from 1 to 255 and a traffic class from 0 to 255, in which the SYN leaves, too; the ECN
    /// field of the class is ignored.
    ///
    /// @throws IllegalArgumentException for other numbers, too
    public TcpSocket connect(Endpoint remote, TcpEvents events, int timeToLive, int trafficClass) {
        return connect(remote, events, new Marking(timeToLive, trafficClass));
    }

    private TcpSocket connect(Endpoint remote, TcpEvents events, Marking marking) {
        int source = ip.sourceFor(remote.address().requireV4().v4());
        int target = remote.address().v4();
        int port = ports.choose(source, remote, mayReuse(remote), now());
        var connection = new Connection(this, source, port, target, remote.port(), null);
        connection.marking = marking;
        connection.socket.events(events);
        if (source == 0 || remote.port() == 0) {
            connection.failLater(TcpEnd.UNREACHABLE);
            return connection.socket;
        }
        beginAfter(table.find(source, port, target, remote.port()), connection);
        handshake.open(connection);
        return connection.socket;
    }

    /// Listens on `local`, whose address may be 0.0.0.0 for all of the host's.
    ///
    /// @param local port 0 stands for any free one
    /// @param backlog how many connections may be half open at a time
    /// @throws IllegalArgumentException if `local` has an IPv6 address
    /// @throws PortInUseException if somebody listens there already
    public TcpListener listen(Endpoint local, int backlog, TcpListener.Acceptor acceptor) {
        int address = local.address().requireV4().v4();
        Endpoint endpoint = local.port() == 0
                ? new Endpoint(local.address(), ports.choose(address, local, false, now()))
                : local;
        for (int i = 0; i < listeners.size(); i++) {
            Endpoint other = listeners.get(i).local();
            if (other.port() == endpoint.port() && (other.address().v4() == address
                    || other.address().v4() == 0 || address == 0)) {
                throw new PortInUseException(endpoint);
            }
        }
        var listener = new Listener(this, endpoint, backlog, acceptor);
        listeners.add(listener);
        return listener;
    }

    /// How many connections there are, those in TIME-WAIT included.
    public int connections() {
        return table.size();
    }

    /// All sockets as they are now: those that listen first, then connections by their local and remote ports.
    public List<TcpInfo> sockets() {
        var sockets = new ArrayList<TcpInfo>();
        for (Listener listener : listeners) {
            sockets.add(new TcpInfo.Listening(listener.local(), listener.waiting(), listener.backlog(),
                    settings.congestionControl()));
        }
        for (Association association : table.sorted()) {
            sockets.add(switch (association) {
                case Connection connection -> Snapshot.of(connection, settings);
                case TimeWait rest -> Snapshot.of(rest, now());
            });
        }
        return sockets;
    }

    /// How much memory the buffers of the connections hold, in bytes: 0 when nothing waits to be sent or read.
    public long bufferBytes() {
        return slabs.lentBytes();
    }

    @Override
    public void receive(Packet datagram) {
        byte[] bytes = datagram.bytes();
        int source = Ipv4View.source(bytes, datagram.offset());
        int destination = Ipv4View.destination(bytes, datagram.offset());
        int payload = Ipv4View.payload(bytes, datagram.offset());
        int length = Ipv4View.payloadLength(bytes, datagram.offset());
        if (length < TcpView.HEADER_BYTES) {
            ip.drop(datagram, DropReason.MALFORMED);
            return;
        }
        // RFC 9293 §3.1 (MUST-3): "the receiver MUST check" the checksum.
        boolean sound = datagram.isVouched()
                ? TcpView.hasHeader(bytes, payload, length)
                : TcpView.check(bytes, payload, length, source, destination);
        if (!sound) {
            ip.drop(datagram, DropReason.BAD_CHECKSUM);
            return;
        }
        segment.read(bytes, payload, length, source, destination);
        segment.ecn = Ipv4View.ecn(bytes, datagram.offset());
        Association association = table.find(destination, segment.destinationPort, source,
                segment.sourcePort);
        DropReason fate = deliver(association);
        if (fate == null) {
            datagram.release();
        } else {
            ip.drop(datagram, fate);
        }
    }

    /// Returns why the segment came to nothing, or null if it did not.
    private @Nullable DropReason deliver(@Nullable Association association) {
        if (association instanceof Connection connection && !givesWay(connection)) {
            if (connection.isRefusedByQueue(segment)) {
                return DropReason.ACCEPT_QUEUE_FULL;
            }
            return connection.receive(segment) ? null : DropReason.SEGMENT_NOT_ACCEPTED;
        }
        Listener listener = Listener.find(listeners, segment.destination, segment.destinationPort);
        if (association instanceof TimeWait rest && !timeWaits.receive(rest, segment, listener != null)) {
            return DropReason.SEGMENT_NOT_ACCEPTED;
        }
        return listener == null ? closed() : inListen(listener);
    }

    /// Whether `connection`, half open, ends because its peer took the cookie that answered an earlier SYN of the same
    /// connection, when there was no room for it. What the peer believes in is what the two of them have.
    private boolean givesWay(Connection connection) {
        Listener listener = connection.listener();
        if (connection.state() != TcpState.SYN_RECEIVED || listener == null || segment.has(TcpView.RST)
                || !segment.has(TcpView.ACK) || segment.ack == connection.sender.sndNxt()
                || cookieMss(listener) == 0) {
            return false;
        }
        connection.end(TcpEnd.REFUSED);
        return true;
    }

    /// The segment size that the cookie remembers which the segment acknowledges to `listener`, or 0 if that is none.
    private int cookieMss(Listener listener) {
        boolean mayBe = listener.mayHaveCookies(now()) && !segment.has(TcpView.SYN);
        return mayBe ? cookies.mss(segment, now()) : 0;
    }

    /// RFC 9293 §3.10.7.1: "If the state is CLOSED (i.e., TCB does not exist)".
    private DropReason closed() {
        // "An incoming segment containing a RST is discarded. An incoming segment not containing a RST causes a RST to
        // be sent in response."
        if (!segment.has(TcpView.RST)) {
            writer.refuse(segment);
        }
        return DropReason.PORT_CLOSED;
    }

    /// RFC 9293 §3.10.7.2: "If the state is LISTEN".
    private @Nullable DropReason inListen(Listener listener) {
        // "First, check for a RST: An incoming RST segment […] should be ignored. Return."
        if (segment.has(TcpView.RST)) {
            return DropReason.SEGMENT_NOT_ACCEPTED;
        }
        // "Second, check for an ACK: Any acknowledgment is bad if it arrives on a connection still in the LISTEN state.
        // An acceptable reset segment should be formed".
        if (segment.has(TcpView.ACK)) {
            return acknowledgeCookie(listener);
        }
        if (!segment.has(TcpView.SYN)) {
            return DropReason.SEGMENT_NOT_ACCEPTED;
        }
        if (listener.isFull()) {
            return DropReason.ACCEPT_QUEUE_FULL;
        }
        if (!listener.hasRoom()) {
            return overflow(listener);
        }
        Connection connection = opened(listener);
        begin(connection, sequences.sequence(connection, now()));
        handshake.answer(connection, segment);
        return null;
    }

    /// The connection that `segment`, which came to `listener`, opens.
    private Connection opened(Listener listener) {
        listener.countOpening(1);
        var connection = new Connection(this, segment.destination, segment.destinationPort, segment.source,
                segment.sourcePort, listener);
        connection.marking = listener.marking();
        return connection;
    }

    /// There is no room for a SYN of `listener`'s.
    private @Nullable DropReason overflow(Listener listener) {
        if (!settings.shortage().synCookies()) {
            return DropReason.BACKLOG_FULL;
        }
        listener.overflowed(now());
        agreement.readForCookie(segment, settings, now());
        agreement.timestampOffset = sequences.timestampOffset(segment);
        writer.sendCookie(segment, cookies.cookie(segment, now()), agreement, listener.marking(), now());
        return null;
    }

    /// An acknowledgement came to `listener`: of a cookie, or of nothing.
    private @Nullable DropReason acknowledgeCookie(Listener listener) {
        int mss = cookieMss(listener);
        if (mss == 0) {
            writer.refuse(segment);
            return DropReason.SEGMENT_NOT_ACCEPTED;
        }
        if (listener.isFull()) {
            return DropReason.ACCEPT_QUEUE_FULL;
        }
        Connection connection = opened(listener);
        begin(connection, segment.ack - 1);
        handshake.resume(connection, segment, mss);
        return connection.receive(segment) ? null : DropReason.SEGMENT_NOT_ACCEPTED;
    }

    @Override
    public boolean isOnItsWay(int source, int destination, byte[] bytes, int offset) {
        int seq = Bytes.i32(bytes, offset + 4);
        // RFC 5927 §4.1: an error is believed only if its sequence number is one that is on its way.
        return association(source, destination, bytes, offset) instanceof Connection connection
                && SequenceNumbers.atOrAfter(seq, connection.sender.sndUna())
                && SequenceNumbers.before(seq, connection.sender.sndNxt());
    }

    /// What the segment belongs to whose header starts at `offset`.
    private @Nullable Association association(int source, int destination, byte[] bytes, int offset) {
        return table.find(source, Bytes.u16(bytes, offset), destination, Bytes.u16(bytes, offset + 2));
    }

    @Override
    public void error(int type, int code, int nextHopMtu, int source, int destination, byte[] bytes,
            int offset,
            int length) {
        if (length < 8) {
            return;
        }
        if (!(association(source, destination, bytes, offset) instanceof Connection connection)
                || !isOnItsWay(source, destination, bytes, offset)) {
            return;
        }
        if (type != IcmpView.DESTINATION_UNREACHABLE) {
            return;
        }
        if (code == IcmpView.CODE_FRAGMENTATION_NEEDED) {
            connection.mtuChanged(nextHopMtu);
        } else {
            connection.unreachable();
        }
    }

    private void begin(Connection connection, int iss) {
        connection.negotiated.timestampOffset = sequences.timestampOffset(connection);
        connection.sender.start(iss);
        table.add(connection);
    }

    private boolean mayReuse(Endpoint remote) {
        return switch (settings.shortage().timeWaitReuse()) {
            case NEVER -> false;
            case LOOPBACK -> ip.isLocal(remote.address().v4());
            case ALWAYS -> true;
        };
    }

    /// Begins `connection`, perhaps in the place of `old`, which rests in TIME-WAIT.
    private void beginAfter(@Nullable Association old, Connection connection) {
        int iss = sequences.sequence(connection, now());
        if (old instanceof TimeWait rest) {
            timeWaits.remove(rest);
            // RFC 9293 §3.6.1 (MAY-2) wants it "larger than the largest sequence number it used on the previous
            // connection incarnation"; by more than a window without scaling, as in Linux.
            iss = SequenceNumbers.later(iss, rest.sndNxt + BEYOND_A_WINDOW);
        }
        begin(connection, iss);
    }

    void close(Listener listener) {
        listeners.remove(listener);
        // RFC 9293 §3.10.4: those not yet established go with the listener.
        for (int slot = 0; slot < table.capacity(); slot++) {
            if (table.at(slot) instanceof Connection connection && connection.listener() == listener
                    && connection.state() == TcpState.SYN_RECEIVED) {
                connection.socket.abort();
                slot = -1;
            }
        }
    }

    void forget(Connection connection) {
        table.remove(connection);
    }

    void rest(Connection connection) {
        timeWaits.add(connection);
    }

    Engine engine() {
        return engine;
    }

    long now() {
        return engine.now();
    }

    int pathMtu(Connection connection) {
        return ip.pathMtu(connection.localAddress, connection.remoteAddress);
    }

    TcpSettings settings() {
        return settings;
    }

    Orphans orphans() {
        return orphans;
    }

    Slabs slabs() {
        return slabs;
    }

    SegmentWriter writer() {
        return writer;
    }

    Handshake handshake() {
        return handshake;
    }

    Arrival arrival() {
        return arrival;
    }
}
