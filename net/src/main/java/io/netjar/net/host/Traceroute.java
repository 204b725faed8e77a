package io.netjar.net.host;

import io.netjar.engine.Timer;
import io.netjar.net.ip.Icmp;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Finds the routers on the way to a host by UDP datagrams that live for one hop, two hops and so on, as the command
/// of that name does: three to each hop, to ports from 33434 where nobody listens, until the host itself answers.
public final class Traceroute implements Icmp.Listener {
    /// The port of the first datagram; each takes the next one.
    public static final int FIRST_PORT = 33_434;
    public static final int PROBES_PER_HOP = 3;
    public static final int MAX_HOPS = 30;
    /// How long Linux's traceroute waits for an answer.
    public static final long TIMEOUT_NANOS = 5_000_000_000L;
    /// Linux's traceroute sends 60-byte packets.
    private static final int DATA_BYTES = 32;

    private final Host host;
    private final IpAddress target;
    private final Listener listener;
    private final Timer timer;
    private final byte[] data = new byte[DATA_BYTES];
    private final List<Answer> answers = new ArrayList<>();
    private final UdpSocket socket;
    private int hop;
    private int unanswered;
    private long sentAt;
    private boolean reached;
    private boolean ended;

    /// What came back for one probe.
    ///
    /// @param from who answered, or empty if nobody did
    /// @param roundTripNanos the time it took; 0 without an answer
    /// @param note what the answer says besides, as traceroute prints it: `!N`, `!H`, `!P`, `!X`, `!F-1400` or nothing
    public record Answer(Optional<IpAddress> from, long roundTripNanos, String note) {
        static final Answer NONE = new Answer(Optional.empty(), 0, "");
    }

    /// Who wants to know.
    public interface Listener {
        /// The answers of the hop `number`, from 1.
        void hop(int number, List<Answer> answers);

        /// It is over; `reached` if the target or somebody who knows that there is no way has answered.
        void finished(boolean reached);
    }

    /// @throws IllegalArgumentException if `target` is an IPv6 address
    public Traceroute(Host host, IpAddress target, Listener listener) {
        this.host = host;
        this.target = target.requireV4();
        this.listener = listener;
        this.timer = new Timer(host.engine(), now -> endHop());
        this.socket = host.udp().bind(0, (on, from, bytes, offset, length) -> answered(from));
        for (int i = 0; i < DATA_BYTES; i++) {
            data[i] = (byte) (0x40 + i);
        }
    }

    /// Begins.
    public void start() {
        host.ip().icmp().listen(this);
        nextHop();
    }

    /// Ends it before its time.
    public void stop() {
        if (!ended) {
            ended = true;
            timer.cancel();
            socket.close();
            host.ip().icmp().ignore(this);
            listener.finished(reached);
        }
    }

    private void nextHop() {
        hop++;
        sentAt = host.engine().now();
        unanswered = PROBES_PER_HOP;
        socket.timeToLive(hop);
        timer.armIn(TIMEOUT_NANOS);
        answers.clear();
        answers.addAll(Collections.nCopies(PROBES_PER_HOP, Answer.NONE));
        for (int probe = 0; probe < PROBES_PER_HOP; probe++) {
            if (!socket.send(new Endpoint(target, firstPortOfHop() + probe), data, 0, DATA_BYTES)) {
                stop();
                return;
            }
        }
    }

    private int firstPortOfHop() {
        return FIRST_PORT + (hop - 1) * PROBES_PER_HOP;
    }

    private void endHop() {
        timer.cancel();
        listener.hop(hop, List.copyOf(answers));
        if (reached || hop == MAX_HOPS) {
            stop();
        } else if (!ended) {
            nextHop();
        }
    }

    /// Somebody listens on the port after all.
    private void answered(Endpoint from) {
        if (from.address().equals(target)) {
            reached = true;
            answer(from.port(), from.address(), "");
        }
    }

    @Override
    public void received(Packet datagram) {
        var header = new Ipv4View(datagram.bytes(), datagram.offset());
        var message = new IcmpView(datagram.bytes(), header.payload());
        IcmpQuote quote = message.isError() ? IcmpQuote.of(datagram) : null;
        if (quote == null || !quote.isUdpFrom(socket.local().port())) {
            return;
        }
        boolean unreachable = message.type() == IcmpView.DESTINATION_UNREACHABLE;
        reached |= unreachable;
        answer(quote.destinationPort(), IpAddress.v4(header.source()), unreachable ? note(message) : "");
    }

    private void answer(int port, IpAddress from, String note) {
        int probe = port - firstPortOfHop();
        if (probe < 0 || probe >= PROBES_PER_HOP || answers.get(probe).from().isPresent()) {
            return;
        }
        answers.set(probe, new Answer(Optional.of(from), host.engine().now() - sentAt, note));
        unanswered--;
        if (unanswered == 0) {
            endHop();
        }
    }

    private static String note(IcmpView message) {
        return switch (message.code()) {
            case IcmpView.CODE_NET_UNREACHABLE -> "!N";
            case IcmpView.CODE_HOST_UNREACHABLE -> "!H";
            case IcmpView.CODE_PROTOCOL_UNREACHABLE -> "!P";
            case IcmpView.CODE_PORT_UNREACHABLE -> "";
            case IcmpView.CODE_FRAGMENTATION_NEEDED -> "!F-" + message.nextHopMtu();
            case IcmpView.CODE_PROHIBITED -> "!X";
            default -> "!" + message.code();
        };
    }
}
