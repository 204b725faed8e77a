package io.netjar.net.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.home.HomeRouter;
import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Network;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.net.router.Router;
import io.netjar.testkit.Seeds;
import io.netjar.wire.ArpView;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import io.netjar.wire.UdpView;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Datagrams, segments, ARP and noise, whole, cut and spoilt, at the doors of a router and of a home router: each is
/// delivered, forwarded, or dropped with a reason that is counted. None disappears.
class PacketAccountTest {
    private static final int FRAMES = 500;
    private static final int USUAL = 60;
    private static final long SECOND = 1_000_000_000L;
    private static final int[] PORTS = {7, 7, 9, 5000};

    @Test
    void routerLosesSightOfNone() {
        Seeds.run("net", PacketAccountTest.class, USUAL, seed -> new Account(seed).ofRouter());
    }

    @Test
    void homeRouterLosesSightOfNone() {
        Seeds.run("net", PacketAccountTest.class, USUAL, seed -> new Account(seed).ofHomeRouter());
    }

    /// What went into a device and what became of it.
    private static final class Account implements Observer {
        private final Network network;
        private final Chance chance;
        private final String label;
        private final Set<DropReason> reasons = EnumSet.noneOf(DropReason.class);
        private long in;
        private long delivered;
        private long heardByArp;
        private long forwarded;
        private long dropped;

        Account(long seed) {
            network = new Network(new Engine(seed));
            chance = Chance.of(seed, "account");
            label = "seed " + seed;
            network.observe(this);
        }

        void ofRouter() {
            var router = new Router(network, "router");
            NetworkInterface left = router.addInterface("left", IpAddress.of("10.0.0.1"), 24);
            NetworkInterface right = router.addInterface("right", IpAddress.of("10.0.1.1"), 24);
            for (NetworkInterface each : List.of(left, right)) {
                each.port().plugInto((from, frame) -> frame.release());
                for (int i = 2; i < 6; i++) {
                    int neighbour = each.address().v4() + i - 1;
                    each.arp().learn(IpAddress.v4(neighbour), MacAddress.local(500 + i));
                }
            }
            listen(router);
            int[] places = {0x0a00_0001, 0x0a00_0002, 0x0a00_0003, 0x0a00_0102, 0x0a00_0103, 0x0a00_01ff,
                    0x0b00_0001, 0x7f00_0001, 0, -1};
            run(left.port(), left.port(), places);
        }

        void ofHomeRouter() {
            var router = new HomeRouter(network, "home",
                    HomeRouterSettings.home().withRefusesPrivateDestinations(chance.happens(0.5)));
            router.wanAddress(IpAddress.of("203.0.112.9"), 24, IpAddress.of("203.0.112.1"), List.of());
            router.wan().plugInto((from, frame) -> frame.release());
            router.wanInterface().arp().learn(IpAddress.of("203.0.112.1"), MacAddress.local(501));
            Port lan = router.newLanPort();
            lan.plugInto((from, frame) -> frame.release());
            router.lanInterface().arp().learn(IpAddress.of("192.168.0.2"), MacAddress.local(502));
            listen(router.host());
            int[] places = {0xcb00_7009, 0xc0a8_0001, 0xc0a8_0002, 0xc633_6401, 0xcb00_7001, 0x0a00_0001, -1,
                    0};
            boolean fromWan = chance.happens(0.5);
            run(fromWan ? router.wan() : router.lanInterface().port(),
                    fromWan ? router.wan() : router.lanInterface().port(), places);
        }

        private void listen(Host host) {
            host.udp().bind(7, (socket, from, data, offset, length) -> delivered++);
        }

        private void run(Port door, Port addressee, int[] places) {
            Engine engine = network.engine();
            for (int i = 0; i < FRAMES; i++) {
                Packet frame = frame(addressee.mac().bits(), places);
                in++;
                heardByArp += isArpForUs(frame, addressee.mac().bits()) ? 1 : 0;
                door.receive(frame);
                engine.runUntil(engine.now() + chance.nextInt(100_000_000));
            }
            engine.runUntil(engine.now() + 20_000 * SECOND);
            assertThat(network.packets().lent()).as(label).isZero();
            assertThat(dropped + delivered + forwarded + heardByArp).as(label + " " + this).isEqualTo(in);
            assertThat(reasons).as(label).hasSizeGreaterThan(4);
        }

        private static boolean isArpForUs(Packet frame, long mac) {
            int offset = frame.offset();
            long to = frame.length() < EthernetView.HEADER_BYTES
                    ? 0
                    : EthernetView.destination(frame.bytes(), offset);
            return (to == mac || MacAddress.isGroup(to)) && EthernetView.check(frame.length())
                    && EthernetView.type(frame.bytes(), offset) == EthernetView.TYPE_ARP
                    && ArpView.check(frame.bytes(), offset + EthernetView.HEADER_BYTES,
                            frame.length() - EthernetView.HEADER_BYTES);
        }

        private Packet frame(long mac, int[] places) {
            Packet packet = chance.happens(0.1) ? arp(places) : datagram(places);
            int type = packet.length() == ArpView.BYTES ? EthernetView.TYPE_ARP : EthernetView.TYPE_IPV4;
            EthernetView.write(packet.bytes(), packet.push(EthernetView.HEADER_BYTES), mac,
                    MacAddress.local(900).bits(), type);
            if (chance.happens(0.2)) {
                packet.length(chance.nextInt(packet.length() + 1));
            }
            if (chance.happens(0.2) && packet.length() > 0) {
                int at = packet.offset() + chance.nextInt(packet.length());
                packet.bytes()[at] ^= (byte) (1 << chance.nextInt(8));
                packet.doubt();
            }
            return packet;
        }

        private Packet arp(int[] places) {
            Packet packet = network.packets().take(ArpView.BYTES);
            new ArpView(packet.bytes(), packet.offset()).write(1 + chance.nextInt(2),
                    MacAddress.local(900).bits(), pick(places), 0, pick(places));
            return packet;
        }

        private Packet datagram(int[] places) {
            int length = UdpView.HEADER_BYTES + 13 + chance.nextInt(200);
            Packet packet = network.packets().take(Ipv4View.HEADER_BYTES + length);
            int at = packet.offset() + Ipv4View.HEADER_BYTES;
            byte[] content = new byte[length];
            chance.nextBytes(content);
            System.arraycopy(content, 0, packet.bytes(), at, length);
            int source = pick(places);
            int destination = pick(places);
            UdpView.write(packet.bytes(), at, 1 + chance.nextInt(60_000), PORTS[chance.nextInt(PORTS.length)],
                    length);
            UdpView.updateChecksum(packet.bytes(), at, source, destination);
            int protocol = chance.happens(0.1) ? 200 : Ipv4View.PROTOCOL_UDP;
            int ttl = chance.happens(0.1) ? chance.nextInt(3) : 64;
            Ipv4View.write(packet.bytes(), packet.offset(), packet.length(), 1, ttl, protocol, source,
                    destination);
            return packet;
        }

        private int pick(int[] all) {
            return all[chance.nextInt(all.length)];
        }

        /// What the device makes itself is ARP and ICMP; none of what it gets is ICMP.
        private static boolean isItsOwn(Packet packet, int offset) {
            return packet.end() - offset >= Ipv4View.HEADER_BYTES
                    && Ipv4View.check(packet.bytes(), offset, packet.end() - offset)
                    && Ipv4View.protocol(packet.bytes(), offset) == Ipv4View.PROTOCOL_ICMP;
        }

        @Override
        public void sent(Port port, Packet frame) {
            int type = EthernetView.type(frame.bytes(), frame.offset());
            if (!port.name().contains("switch") && type == EthernetView.TYPE_IPV4
                    && !isItsOwn(frame, frame.offset() + EthernetView.HEADER_BYTES)) {
                forwarded++;
            }
        }

        @Override
        public void received(Port port, Packet frame) {}

        @Override
        public void dropped(Port port, Packet packet, DropReason reason) {
            int offset = packet.offset();
            boolean isOwn = isItsOwn(packet, offset)
                    || packet.length() > EthernetView.HEADER_BYTES
                            && isItsOwn(packet, offset + EthernetView.HEADER_BYTES);
            if (!isOwn) {
                dropped++;
                reasons.add(reason);
            }
        }

        @Override
        public String toString() {
            return in + " in: " + delivered + " delivered, " + heardByArp + " heard by ARP, " + forwarded
                    + " forwarded, " + dropped + " dropped " + reasons;
        }
    }
}
