package io.netjar.net.host;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.ip.Icmp;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the routers on the way to a host by UDP datagrams that live for one hop, two hops and so on, as the command
/// of that name does: some to each hop, many at once, to ports from 33434 where nobody listens, until the host itself
/// answers. As with that command, hosts behind the target's rate limit for ICMP errors may seem to be silent.
public final class Traceroute implements Icmp.Listener {
    /// The port of the first datagram; each takes the next one.
    public static final int FIRST_PORT = 33_434;
    /// Linux's traceroute sends 60-byte packets.
    private static final int DATA_BYTES = 32;
    /// More than any hop has.
    private static final int NOWHERE = 256;

    private final Host host;
    private final IpAddress target;
    private final TracerouteSettings settings;
    private final Listener listener;
    private final Timer timer;
    private final byte[] data = new byte[DATA_BYTES];
    private final UdpSocket socket;
    /// The probes in the order in which they were sent; those of the hops before `hop` are told.
    private final List<Probe> probes = new ArrayList<>();
    private int hop;
    private int outstanding;
    /// The nearest hop that is the end of the road.
    private int end = NOWHERE;
    private boolean ended;

    /// One datagram and what became of it.
    private static final class Probe {
        private final long sentAt;
        private boolean over;
        private Answer answer = Answer.NONE;

        Probe(long sentAt) {
            this.sentAt = sentAt;
        }

        boolean isAnswered() {
            return answer.from().isPresent();
        }
    }

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
    public Traceroute(Host host, IpAddress target, TracerouteSettings settings, Listener listener) {
        this.host = host;
        this.target = target.requireV4();
        this.settings = settings;
        this.listener = listener;
        this.hop = settings.firstHop();
        this.timer = new Timer(host.engine(), _ -> goOn());
        this.socket = host.udp().bind(0, (on, from, bytes, offset, length) -> answered(from));
        for (int i = 0; i < DATA_BYTES; i++) {
            data[i] = (byte) (0x40 + i);
        }
    }

    /// Begins.
    public void start() {
        host.ip().icmp().listen(this);
        goOn();
    }

    /// Ends it before its time.
    public void stop() {
        if (!ended) {
            ended = true;
            timer.cancel();
            socket.close();
            host.ip().icmp().ignore(this);
            listener.finished(end != NOWHERE);
        }
    }

    /// Gives up what was waited for long enough, tells of the hops that are done, and sends what may be sent.
    private void goOn() {
        giveUp();
        while (!ended && isDone(hop)) {
            int first = index(hop);
            List<Answer> answers = probes.subList(first, first + settings.probesPerHop()).stream()
                    .map(probe -> probe.answer).toList();
            listener.hop(hop, answers);
            if (hop == Math.min(end, settings.maxHops())) {
                stop();
                return;
            }
            hop++;
        }
        while (!ended && outstanding < settings.atOnce()
                && hopOf(probes.size()) <= Math.min(end, settings.maxHops())) {
            send();
        }
        if (!ended) {
            arm();
        }
    }

    private void send() {
        socket.timeToLive(hopOf(probes.size()));
        var to = new Endpoint(target, FIRST_PORT + probes.size());
        probes.add(new Probe(host.engine().now()));
        outstanding++;
        if (!socket.send(to, data, 0, DATA_BYTES)) {
            stop();
        }
    }

    private boolean isDone(int number) {
        int last = index(number) + settings.probesPerHop();
        return probes.size() >= last
                && probes.subList(index(number), last).stream().allMatch(probe -> probe.over);
    }

    /// The place of a hop's first probe.
    private int index(int number) {
        return (number - settings.firstHop()) * settings.probesPerHop();
    }

    private int hopOf(int index) {
        return settings.firstHop() + index / settings.probesPerHop();
    }

    private void giveUp() {
        for (int i = index(hop); i < probes.size(); i++) {
            Probe probe = probes.get(i);
            if (!probe.over && deadline(i) <= host.engine().now()) {
                probe.over = true;
                outstanding--;
            }
        }
    }

    private void arm() {
        long next = Engine.NEVER;
        for (int i = index(hop); i < probes.size(); i++) {
            next = probes.get(i).over ? next : Math.min(next, deadline(i));
        }
        if (next == Engine.NEVER) {
            timer.cancel();
        } else {
            timer.armAt(Math.max(next, host.engine().now()));
        }
    }

    /// Until when an answer is waited for: shorter once others have shown how long answers take.
    private long deadline(int index) {
        int number = hopOf(index);
        long here = roundTrip(number);
        long near = roundTrip(number + 1);
        long wait = settings.longest().toNanos();
        if (here > 0) {
            wait = Math.min(wait, settings.here() * here);
        } else if (near > 0) {
            wait = Math.min(wait, settings.near() * near);
        }
        return probes.get(index).sentAt + wait;
    }

    /// How long the first answer from a hop took, or 0 if there is none.
    private long roundTrip(int number) {
        int last = Math.min(index(number) + settings.probesPerHop(), probes.size());
        for (int i = index(number); i < last; i++) {
            if (probes.get(i).isAnswered()) {
                return probes.get(i).answer.roundTripNanos();
            }
        }
        return 0;
    }

    /// Somebody listens on the port after all.
    private void answered(Endpoint from) {
        if (from.address().equals(target)) {
            answer(from.port(), from.address(), true, "");
        }
    }

    @Override
    public void received(Packet datagram) {
        var header = new Ipv4View(datagram.bytes(), datagram.offset());
        var message = new IcmpView(datagram.bytes(), header.payload());
        IcmpQuote quote = message.isLoss() ? IcmpQuote.of(datagram) : null;
        if (quote == null || !quote.isUdpFrom(socket.local().port())) {
            return;
        }
        boolean unreachable = message.type() == IcmpView.DESTINATION_UNREACHABLE;
        answer(quote.destinationPort(), IpAddress.v4(header.source()), unreachable,
                unreachable ? note(message) : "");
    }

    private void answer(int port, IpAddress from, boolean isEnd, String note) {
        int index = port - FIRST_PORT;
        if (ended || index < index(hop) || index >= probes.size() || probes.get(index).over) {
            return;
        }
        Probe probe = probes.get(index);
        probe.over = true;
        probe.answer = new Answer(Optional.of(from), host.engine().now() - probe.sentAt, note);
        outstanding--;
        end = isEnd ? Math.min(end, hopOf(index)) : end;
        goOn();
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
