package io.netjar.net.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Host;
import io.netjar.net.ip.TransportProtocol;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.LinkStatistics;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.net.soak.Terrain.Cable;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Accounts for every packet of a terrain. On each cable: what was sent and what it doubled arrived, or was dropped for a
/// counted reason. In each host and router: what came in of one transport's bytes was handed to the transport, went out again, or
/// was dropped with a reason. Bytes of IP payload are counted, as packets are cut and put together on their way.
final class Ledger implements Observer {
    /// Reasons of cables and radios: those frames never came to a device.
    private static final Set<DropReason> ON_THE_MEDIUM = EnumSet.of(DropReason.NOT_CONNECTED,
            DropReason.LINK_DOWN, DropReason.QUEUE_FULL, DropReason.RED_EARLY, DropReason.RED_FORCED,
            DropReason.CODEL, DropReason.FLOW_TOO_LONG, DropReason.LOST_ON_LINK, DropReason.LOST_IN_BURST,
            DropReason.RADIO_RETRIES, DropReason.COLLISION, DropReason.RADIO_OFF, DropReason.TOO_LONG);

    /// Reasons for which a host that forwards nothing drops only what it made itself.
    private static final Set<DropReason> ON_THE_WAY_OUT = EnumSet.of(DropReason.ARP_FAILED,
            DropReason.ARP_QUEUE_FULL, DropReason.NO_ROUTE, DropReason.BAD_SOURCE,
            DropReason.FRAGMENTATION_NEEDED, DropReason.LOOPBACK_FULL,
            DropReason.ARP_CARRIER_LOST);

    private final Terrain terrain;
    private final int protocol;
    private final Map<String, Account> accounts = new TreeMap<>();

    /// Opens the books of `terrain`, on which nothing has moved yet, for the bytes of an IP `protocol`.
    Ledger(Terrain terrain, int protocol) {
        this.terrain = terrain;
        this.protocol = protocol;
        terrain.routers.forEach(router -> accounts.put(router.name(), new Account(false)));
        if (terrain.home != null && protocol == Ipv4View.PROTOCOL_TCP) {
            accounts.put("home", new Account(false));
        }
        terrain.clients.forEach(this::keep);
        terrain.servers.forEach(this::keep);
        terrain.network.observe(this);
    }

    private void keep(Host host) {
        var account = new Account(true);
        accounts.put(host.name(), account);
        TransportProtocol transport = protocol == Ipv4View.PROTOCOL_TCP ? host.tcp() : host.udp();
        host.ip().register(protocol, new Counter(transport, account));
    }

    /// Checks the books when nothing is under way any more.
    void balance(String label) {
        for (Cable cable : terrain.cables) {
            balance(label, cable, cable.a(), cable.b());
            balance(label, cable, cable.b(), cable.a());
        }
        // A wrong bit may turn a packet into one of another kind or length.
        if (!terrain.spoilsBits) {
            accounts.forEach((device, account) -> assertThat(account.received)
                    .as(label + " " + device + " " + account)
                    .isEqualTo(account.handed + account.dropped() + (account.isEnd ? 0 : account.sent)));
        }
    }

    private static void balance(String label, Cable cable, Port from, Port to) {
        LinkStatistics statistics = cable.link().statistics(from);
        assertThat(from.sentFrames() + statistics.duplicatedFrames())
                .as(label + " " + cable.link() + " from " + from.name() + " " + statistics)
                .isEqualTo(to.receivedFrames() + statistics.droppedFrames());
        assertThat(statistics.queuedFrames()).as(label + " " + cable.link()).isZero();
    }

    /// How many payload bytes `packet`, which may begin with its Ethernet header, has of the protocol.
    private int bytesOf(Packet packet) {
        int at = header(packet);
        return at >= 0 && Ipv4View.protocol(packet.bytes(), at) == protocol
                ? Ipv4View.payloadLength(packet.bytes(), at)
                : 0;
    }

    /// Where the IPv4 header of `packet` is, or -1 if it has none. Without an Ethernet header the place of its type holds the
    /// first half of a source address, which is never 8.0 or 8.6 here.
    private static int header(Packet packet) {
        int offset = packet.offset();
        int length = packet.length();
        int type = length < EthernetView.HEADER_BYTES ? 0 : EthernetView.type(packet.bytes(), offset);
        int at = type == EthernetView.TYPE_IPV4 ? offset + EthernetView.HEADER_BYTES : offset;
        boolean isIp = type != EthernetView.TYPE_ARP && packet.end() - at >= Ipv4View.HEADER_BYTES
                && (packet.bytes()[at] & 0xf0) == 0x40;
        return isIp ? at : -1;
    }

    private Account account(Port port) {
        String device = port.name().substring(0, port.name().indexOf(':'));
        return accounts.getOrDefault(device, new Account(false));
    }

    @Override
    public void received(Port port, Packet frame) {
        account(port).received += bytesOf(frame);
    }

    @Override
    public void sent(Port port, Packet frame) {
        account(port).sent += bytesOf(frame);
    }

    @Override
    public void dropped(Port port, Packet packet, DropReason reason) {
        Account account = account(port);
        // What the transport refuses was handed to it before.
        // What waited for a neighbour when the cable was pulled has no Ethernet header yet.
        boolean isOnTheMedium = ON_THE_MEDIUM.contains(reason) && header(packet) != packet.offset();
        if (!isOnTheMedium && !account.isHanding
                && !(account.isEnd && ON_THE_WAY_OUT.contains(reason))) {
            account.drops.merge(reason, (long) bytesOf(packet), Long::sum);
        }
    }

    /// What became of the bytes that came to one device.
    private static final class Account {
        private final boolean isEnd;
        private final Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
        private long received;
        private long sent;
        private long handed;
        private boolean isHanding;

        /// @param isEnd whether it makes all packets itself that it sends, and forwards none
        Account(boolean isEnd) {
            this.isEnd = isEnd;
        }

        private long dropped() {
            return drops.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public String toString() {
            return received + " bytes in, " + handed + " handed up, " + sent + " sent, dropped "
                    + drops;
        }
    }

    /// Counts what is handed to a transport.
    private record Counter(TransportProtocol transport, Account account) implements TransportProtocol {
        @Override
        public void receive(Packet datagram) {
            account.handed += Ipv4View.payloadLength(datagram.bytes(), datagram.offset());
            account.isHanding = true;
            transport.receive(datagram);
            account.isHanding = false;
        }

        @Override
        public boolean isOnItsWay(int source, int destination, byte[] bytes, int offset) {
            return transport.isOnItsWay(source, destination, bytes, offset);
        }

        @Override
        public void error(int type, int code, int nextHopMtu, int source, int destination, byte[] bytes,
                int offset, int length) {
            transport.error(type, code, nextHopMtu, source, destination, bytes, offset, length);
        }
    }
}
