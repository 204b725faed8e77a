package io.netjar.dns;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.wire.Bytes;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/// A star of hosts around one router, each on a link of 10 ms and a subnet of its own, with the servers of
/// [SampleZones] on it.
final class DnsInternet implements Observer {
    static final long SECOND = 1_000_000_000L;
    static final IpAddress RESOLVER = IpAddress.of("192.0.2.53");
    static final IpAddress SECOND_RESOLVER = IpAddress.of("192.0.4.53");
    static final IpAddress LAPTOP = IpAddress.of("192.0.3.10");
    private static final int UDP = 17;
    private static final int TCP = 6;

    final Engine engine;
    final Network network;
    private final Map<IpAddress, Link> links = new LinkedHashMap<>();
    private final Map<IpAddress, NameServer> servers = new LinkedHashMap<>();
    /// The queries seen, as `from > to: name type`.
    final List<String> queries = new ArrayList<>();
    /// The source ports of those queries.
    final List<Integer> sourcePorts = new ArrayList<>();
    /// How many TCP segments were sent.
    int segments;
    private final Host core;

    DnsInternet(long seed) {
        engine = new Engine(seed);
        network = new Network(engine);
        network.observe(this);
        core = new Host(network, "core");
        core.ip().forwarding(true);
    }

    /// The servers of the sample zones.
    DnsInternet withServers() {
        serve("root-a", SampleZones.ROOT_A, SampleZones.root());
        serve("root-b", SampleZones.ROOT_B, SampleZones.root());
        serve("test", SampleZones.TEST, SampleZones.test());
        serve("shop-1", SampleZones.SHOP_1, SampleZones.shop());
        serve("shop-2", SampleZones.SHOP_2, SampleZones.shop());
        serve("cdn", SampleZones.CDN, SampleZones.cdn());
        return this;
    }

    Host host(String name, IpAddress address) {
        var host = new Host(network, name);
        var card = host.addInterface("eth0");
        var side = core.addInterface(name);
        card.addAddress(address, 24);
        IpAddress gateway = IpAddress.v4(address.v4() & 0xffff_ff00 | 254);
        side.addAddress(gateway, 24);
        host.addDefaultRoute(gateway);
        LinkSpec spec = LinkSpec.ethernet().withDelay(Duration.ofMillis(10));
        links.put(address, new Link(network, name, card.port(), side.port(), spec, spec));
        return host;
    }

    Host laptop(IpAddress... nameservers) {
        Host laptop = host("laptop", LAPTOP);
        laptop.nameservers(List.of(nameservers));
        return laptop;
    }

    void serve(String name, IpAddress address, DnsZone zone) {
        servers.put(address, new NameServer(host(name, address), List.of(zone)));
    }

    /// The link of the host at `address`.
    Link link(IpAddress address) {
        return Objects.requireNonNull(links.get(address));
    }

    NameServer server(IpAddress address) {
        return Objects.requireNonNull(servers.get(address));
    }

    void run(long seconds) {
        engine.runUntil(engine.now() + seconds * SECOND);
    }

    @Override
    public void sent(Port port, Packet frame) {
        byte[] bytes = frame.bytes();
        int ip = frame.offset() + 14;
        if (port.name().startsWith("core") || frame.length() < 34
                || Bytes.u16(bytes, frame.offset() + 12) != 0x800) {
            return;
        }
        segments += bytes[ip + 9] == TCP ? 1 : 0;
        if (bytes[ip + 9] == UDP && Bytes.u16(bytes, ip + 22) == DnsService.PORT) {
            sourcePorts.add(Bytes.u16(bytes, ip + 20));
            Optional<Message> parsed = MessageBytes.parse(bytes, ip + 28, Bytes.u16(bytes, ip + 24) - 8);
            parsed.filter(message -> message.getQuestion() != null)
                    .ifPresent(message -> queries.add(text(IpAddress.v4(Bytes.i32(bytes, ip + 12)),
                            IpAddress.v4(Bytes.i32(bytes, ip + 16)), message)));
        }
    }

    private static String text(IpAddress from, IpAddress to, Message message) {
        return name(from) + " > " + name(to) + ": " + message.getQuestion().getName() + " "
                + Type.string(message.getQuestion().getType());
    }

    private static String name(IpAddress address) {
        if (address.equals(SampleZones.ROOT_A) || address.equals(SampleZones.ROOT_B)) {
            return "root";
        }
        if (address.equals(SampleZones.SHOP_1) || address.equals(SampleZones.SHOP_2)) {
            return "shop";
        }
        return address.equals(SampleZones.TEST)
                ? "test"
                : address.equals(SampleZones.CDN)
                        ? "cdn"
                        : address.equals(RESOLVER)
                                ? "resolver"
                                : address.equals(LAPTOP) ? "laptop" : "" + address;
    }

    @Override
    public void received(Port port, Packet frame) {}

    @Override
    public void dropped(Port port, Packet packet, DropReason reason) {}
}
