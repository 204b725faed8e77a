package io.netjar.net.ip;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.link.DropReason;
import io.netjar.wire.ArpView;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Address Resolution Protocol on one interface: whose MAC address goes with an IPv4 address on this link.
/// RFC 826, RFC 1122 §2.3.2, RFC 5227 for what a request looks like.
public final class Arp {
    /// RFC 1122 §2.3.2.1 has entries time out "on the order of a minute". Linux trusts one for 15 to 45 s, and then
    /// uses it on while it asks again, as here.
    static final long CONFIRMED_NANOS = 60_000_000_000L;
    /// RFC 1122 §2.3.2.1: "The recommended maximum rate is 1 per second per destination." Linux waits as long.
    static final long RETRY_NANOS = 1_000_000_000L;
    /// Linux's mcast_solicit and ucast_solicit.
    static final int MAX_TRIES = 3;
    /// RFC 1122 §2.3.2.2 wants at least one. Linux holds some 200 kB; 16 carry an initial TCP window and some
    /// questions to a name server.
    static final int MAX_WAITING = 16;
    /// RFC 5227 §1.1: ANNOUNCE_NUM, ANNOUNCE_INTERVAL and DEFEND_INTERVAL.
    private static final int ANNOUNCEMENTS = 2;
    private static final long ANNOUNCE_NANOS = 2_000_000_000L;
    private static final long DEFEND_NANOS = 10_000_000_000L;

    private final Ip ip;
    private final NetworkInterface at;
    private final IntMap<Neighbour> cache = new IntMap<>();
    private @Nullable AddressProbe probe;
    private @Nullable Timer announcer;
    private int announced;
    private int toAnnounce;
    /// When somebody else was last seen to use an address of this interface, and how often that was.
    private long defendedAt = -DEFEND_NANOS;
    private long conflicts;

    Arp(Ip ip, NetworkInterface at) {
        this.ip = ip;
        this.at = at;
    }

    /// The MAC address known for `address`.
    public Optional<MacAddress> lookup(IpAddress address) {
        Neighbour neighbour = cache.get(address.requireV4().v4());
        return neighbour != null && neighbour.hasMac()
                ? Optional.of(new MacAddress(neighbour.mac()))
                : Optional.empty();
    }

    /// Enters `mac` for `address` as if a reply had said so, which lets a DHCP server reach a client that cannot
    /// answer yet (RFC 2131 §4.1).
    public void learn(IpAddress address, MacAddress mac) {
        confirm(neighbour(address.requireV4().v4()), mac.bits());
    }

    /// Begins to ask whether somebody on the link has `address`, which this interface must not have yet; `chance` spreads
    /// the questions. One probe at a time: an earlier one ends.
    public AddressProbe probe(IpAddress address, Chance chance, AddressProbe.Listener listener) {
        AddressProbe running = probe;
        if (running != null) {
            running.cancel();
        }
        var begun = new AddressProbe(this, address.requireV4().v4(), chance, listener);
        probe = begun;
        return begun;
    }

    /// Tells everybody on the link that `address` is this interface's, now and two seconds later. Those who had another MAC
    /// address for it learn the new one. RFC 5227 §2.3; a "gratuitous ARP".
    public void announce(IpAddress address) {
        announced = address.requireV4().v4();
        toAnnounce = ANNOUNCEMENTS;
        Timer timer = announcer;
        if (timer == null) {
            timer = new Timer(ip.engine(), now -> announceAgain());
            announcer = timer;
        }
        announceAgain();
    }

    /// The link is gone, and with it what was known of who is on it: other ones may be when it comes back. Packets that waited
    /// for a MAC address are dropped.
    void forgetAll() {
        var all = new ArrayList<Neighbour>(cache.size());
        for (int slot = 0; slot < cache.slots(); slot++) {
            Neighbour neighbour = cache.valueAt(slot);
            if (neighbour != null) {
                all.add(neighbour);
            }
        }
        for (Neighbour neighbour : all) {
            neighbour.forget();
            if (!neighbour.isPinned()) {
                strike(neighbour);
            }
            Packet packet = neighbour.pollWaiting();
            while (packet != null) {
                ip.drop(at, packet, DropReason.ARP_CARRIER_LOST);
                packet = neighbour.pollWaiting();
            }
        }
    }

    /// How many ARP packets from others named an address of this interface as theirs.
    public long conflicts() {
        return conflicts;
    }

    Engine engine() {
        return ip.engine();
    }

    void probeEnded(AddressProbe ended) {
        if (probe == ended) {
            probe = null;
        }
    }

    /// RFC 5227 §1.1: a probe is "an ARP Request packet, broadcast on the local link, with an all-zero 'sender IP
    /// address'".
    void sendProbe(int address) {
        sendArp(ArpView.REQUEST, MacAddress.BROADCAST_BITS, 0, 0, address);
    }

    private void announceAgain() {
        if (!at.hasAddress(announced) || toAnnounce == 0) {
            return;
        }
        toAnnounce--;
        sendAnnouncement(announced);
        Timer timer = announcer;
        if (timer != null && toAnnounce > 0) {
            timer.armIn(ANNOUNCE_NANOS);
        }
    }

    /// RFC 5227 §2.3: "An ARP Announcement is identical to the ARP Probe described above, except that now the sender and
    /// target IP addresses are both set to the host's newly selected IPv4 address."
    private void sendAnnouncement(int address) {
        sendArp(ArpView.REQUEST, MacAddress.BROADCAST_BITS, address, 0, address);
    }

    /// Somebody else says that one of this interface's addresses is theirs. RFC 5227 §2.4 (c): the host stays, and
    /// announces itself, but not more often than every ten seconds.
    private void defend(int address) {
        conflicts++;
        if (ip.engine().now() - defendedAt >= DEFEND_NANOS) {
            defendedAt = ip.engine().now();
            sendAnnouncement(address);
        }
    }

    /// The line of `address`, made if there is none.
    Neighbour neighbour(int address) {
        Neighbour known = cache.get(address);
        if (known == null) {
            known = new Neighbour(address);
            cache.put(address, known);
        }
        return known;
    }

    /// Sends an IPv4 packet to `neighbour`, or lets it wait until the MAC address is known.
    void send(Packet packet, Neighbour neighbour) {
        if (!neighbour.hasMac()) {
            enqueue(packet, neighbour);
            return;
        }
        if (neighbour.state() == Neighbour.State.KNOWN && ip.engine().now() > neighbour.confirmedUntil()) {
            neighbour.state(Neighbour.State.CONFIRMING);
            ask(neighbour);
        }
        sendFrame(packet, neighbour.mac());
    }

    /// Sends an IPv4 packet in a frame to `mac`.
    void sendFrame(Packet packet, long mac) {
        frame(packet, mac, EthernetView.TYPE_IPV4);
    }

    /// Takes over a frame of type ARP.
    void receive(Packet frame) {
        int offset = frame.offset() + EthernetView.HEADER_BYTES;
        if (!ArpView.check(frame.bytes(), offset, frame.length() - EthernetView.HEADER_BYTES)) {
            ip.drop(at, frame, DropReason.MALFORMED);
            return;
        }
        var arp = new ArpView(frame.bytes(), offset);
        int sender = arp.senderAddress();
        long senderMac = arp.senderMac();
        boolean forMe = at.hasAddress(arp.targetAddress());
        AddressProbe running = probe;
        if (senderMac != at.macBits() && running != null) {
            running.heard(arp);
        }
        if (senderMac != at.macBits() && sender != 0 && at.hasAddress(sender)) {
            defend(sender);
        }
        // RFC 826: "If the pair <protocol type, sender protocol address> is already in my translation table, update
        // the sender hardware address field of the entry"; "?Am I the target protocol address? Yes: If Merge_flag is
        // false, add the triplet".
        if (Addresses.isHost(sender) && !MacAddress.isGroup(senderMac) && !at.hasAddress(sender)) {
            Neighbour known = forMe ? neighbour(sender) : cache.get(sender);
            if (known != null) {
                confirm(known, senderMac);
            }
        }
        // RFC 826: "?Is the opcode ares_op$REQUEST? (NOW look at the opcode!!)"
        if (forMe && arp.operation() == ArpView.REQUEST && senderMac != at.macBits()) {
            sendArp(ArpView.REPLY, senderMac, arp.targetAddress(), senderMac, sender);
        }
        frame.release();
    }

    private void enqueue(Packet packet, Neighbour neighbour) {
        if (neighbour.waitingCount() == MAX_WAITING) {
            // RFC 1122 §2.3.2.2: "The link layer SHOULD save (rather than discard) at least one (the latest) packet of
            // each set of packets destined to the same unresolved IP address"
            Packet oldest = neighbour.pollWaiting();
            if (oldest != null) {
                ip.drop(at, oldest, DropReason.ARP_QUEUE_FULL);
            }
        }
        neighbour.enqueue(packet, MAX_WAITING);
        if (neighbour.state() == Neighbour.State.UNKNOWN) {
            neighbour.state(Neighbour.State.ASKED);
            ask(neighbour);
        }
    }

    private void ask(Neighbour neighbour) {
        neighbour.tries(1);
        sendRequest(neighbour);
        Timer timer = neighbour.timer();
        if (timer == null) {
            timer = new Timer(ip.engine(), now -> retry(neighbour));
            neighbour.timer(timer);
        }
        timer.armIn(RETRY_NANOS);
    }

    private void retry(Neighbour neighbour) {
        if (neighbour.tries() >= MAX_TRIES) {
            fail(neighbour);
            return;
        }
        neighbour.tries(neighbour.tries() + 1);
        sendRequest(neighbour);
        Timer timer = neighbour.timer();
        if (timer != null) {
            timer.armIn(RETRY_NANOS);
        }
    }

    private void sendRequest(Neighbour neighbour) {
        // RFC 1122 §2.3.2.1 (2): "Unicast Poll -- Actively poll the remote host by periodically sending a
        // point-to-point ARP Request to it"
        long to = neighbour.hasMac() ? neighbour.mac() : MacAddress.BROADCAST_BITS;
        sendArp(ArpView.REQUEST, to, at.sourceFor(neighbour.address()), 0, neighbour.address());
    }

    private void strike(Neighbour neighbour) {
        neighbour.strike();
        cache.remove(neighbour.address());
    }

    private void fail(Neighbour neighbour) {
        neighbour.state(Neighbour.State.UNKNOWN);
        if (!neighbour.isPinned()) {
            strike(neighbour);
        }
        // Only those that wait now: the errors may make new packets wait for the same neighbour.
        for (int left = neighbour.waitingCount(); left > 0; left--) {
            Packet packet = neighbour.pollWaiting();
            if (packet == null) {
                return;
            }
            // RFC 1812 §5.2.7.1: "1 = Host Unreachable - generated by a router if a forwarding path (route) to the
            // destination host on a directly connected network is not available (does not respond to ARP)"
            ip.icmp().sendError(packet, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_HOST_UNREACHABLE);
            ip.drop(at, packet, DropReason.ARP_FAILED);
        }
    }

    private void confirm(Neighbour neighbour, long mac) {
        neighbour.confirm(mac, ip.engine().now() + CONFIRMED_NANOS);
        Packet packet = neighbour.waitingCount() == 0 ? null : neighbour.pollWaiting();
        while (packet != null) {
            sendFrame(packet, mac);
            packet = neighbour.pollWaiting();
        }
    }

    private void sendArp(int operation, long to, int senderAddress, long targetMac, int targetAddress) {
        Packet packet = ip.packets().take(ArpView.BYTES);
        new ArpView(packet.bytes(), packet.offset())
                .write(operation, at.macBits(), senderAddress, targetMac, targetAddress);
        frame(packet, to, EthernetView.TYPE_ARP);
    }

    private void frame(Packet packet, long to, int type) {
        int offset = packet.push(EthernetView.HEADER_BYTES);
        EthernetView.write(packet.bytes(), offset, to, at.macBits(), type);
        pad(packet);
        at.port().send(packet);
    }

    /// RFC 894: "If necessary, the data field should be padded (with octets of zero) to meet the Ethernet minimum
    /// frame size."
    private static void pad(Packet packet) {
        int end = packet.end();
        if (packet.length() < EthernetView.MIN_FRAME_BYTES) {
            packet.length(EthernetView.MIN_FRAME_BYTES);
            for (int i = end; i < packet.end(); i++) {
                packet.bytes()[i] = 0;
            }
        }
    }
}
