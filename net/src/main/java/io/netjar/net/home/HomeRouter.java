package io.netjar.net.home;

import io.netjar.net.dhcp.DhcpBinding;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.dhcp.DhcpScope;
import io.netjar.net.dhcp.DhcpServer;
import io.netjar.net.host.Host;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.link.Switch;
import io.netjar.net.nat.Firewall;
import io.netjar.net.nat.FirewallRule;
import io.netjar.net.nat.Nat44;
import io.netjar.net.nat.NatHooks;
import io.netjar.wire.DhcpView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.List;

/// A home router: a WAN port to the provider, a switch for the LAN whose first port is the router's own, a DHCP server
/// for the LAN, NAT and with it a stateful firewall between the two.
///
/// Packets for private addresses do not leave by the WAN unless they are on its own link. RFC 1918 §3: "packets with
/// private source or destination addresses should not be forwarded across such links". Of real routers some send them
/// to the provider, which drops them; others have "unreachable" routes for them, as this one does.
public final class HomeRouter {
    private static final IpPrefix[] PRIVATE = {IpPrefix.of("10.0.0.0/8"), IpPrefix.of("172.16.0.0/12"),
            IpPrefix.of("192.168.0.0/16")};

    private final Host host;
    private final NetworkInterface wan;
    private final NetworkInterface lan;
    private final Switch bridge;
    private final Nat44 nat;
    private final Firewall firewall;
    private final DhcpServer dhcp;
    private final DhcpClient wanClient;

    /// @param name the router's, as in `alice/router`
    public HomeRouter(Network network, String name, HomeRouterSettings settings) {
        this.host = new Host(network, name, settings.tcp());
        this.wan = host.addInterface("wan");
        this.lan = host.addInterface("lan");
        this.bridge = new Switch(network, name + "/switch");
        this.nat = new Nat44(network.engine(), name, settings.nat());
        host.ip().forwarding(true);
        host.ip().reassemblesUpTo(settings.nat().limits().datagramBytes());
        joinBridge();
        lan.addAddress(settings.lanAddress(), settings.lanPrefixLength());
        if (settings.refusesPrivateDestinations()) {
            host.ip().postrouting(wan, this::refusePrivate);
        }
        this.firewall = new Firewall(network.engine(), settings.nat());
        guard(settings.translates());
        this.dhcp = new DhcpServer(host, lan, DhcpScope.of(settings.lan(), settings.lanAddress())
                .withRoomFor(settings.leases())
                .withLease(settings.lease()).withPingWait(settings.dhcpPingWait())
                .withDomain(settings.domain()));
        this.wanClient = new DhcpClient(host, wan);
        wanClient.listener(new WanAddress());
    }

    /// Asks the provider for address, default route and name servers by DHCP.
    ///
    /// @throws IllegalStateException if a program of the router has UDP port 68 on the WAN
    public void wanByDhcp() {
        wanClient.start();
    }

    /// Sets the address that the provider assigned for good.
    ///
    /// @throws IllegalArgumentException if `gateway` is not in the address's subnet
    public void wanAddress(IpAddress address, int prefixLength, IpAddress gateway,
            List<IpAddress> nameservers) {
        wan.addAddress(address, prefixLength);
        host.addDefaultRoute(gateway);
        host.nameservers(nameservers);
        outside(address);
    }

    /// The router as a host, for programs such as a DNS forwarder; its name servers are the provider's.
    public Host host() {
        return host;
    }

    /// The port to the provider: plug it into the modem's cable.
    public Port wan() {
        return wan.port();
    }

    /// The interface to the provider.
    public NetworkInterface wanInterface() {
        return wan;
    }

    /// A further port of the LAN's switch, for a cable or a Wi-Fi access point.
    public Port newLanPort() {
        return bridge.newPort();
    }

    /// The interface to the LAN.
    public NetworkInterface lanInterface() {
        return lan;
    }

    /// The router's address in the LAN, where its DNS forwarder is to be.
    public IpAddress lanAddress() {
        return lan.address();
    }

    /// The firewall of a router that does not translate: its table, and [Firewall#open] for servers in the LAN. One that
    /// translates has none besides its NAT.
    public Firewall firewall() {
        return firewall;
    }

    /// The translator: its table, and [Nat44#forward] for servers in the LAN.
    public Nat44 nat() {
        return nat;
    }

    /// The LAN's DHCP server.
    public DhcpServer dhcp() {
        return dhcp;
    }

    /// The WAN's DHCP client; idle unless [#wanByDhcp()] was called.
    public DhcpClient wanClient() {
        return wanClient;
    }

    /// RFC 2131 §4.1 has servers answer to port 68, without a flow that a client began: by broadcast, or to an address
    /// that is not the client's yet.
    private void guard(boolean translates) {
        if (translates) {
            nat.openService(Ipv4View.PROTOCOL_UDP, DhcpView.CLIENT_PORT);
            NatHooks.attach(nat, host.ip(), wan, lan);
        } else {
            firewall.open(
                    FirewallRule.port(Ipv4View.PROTOCOL_UDP, IpPrefix.DEFAULT_V4, DhcpView.CLIENT_PORT));
            NatHooks.attach(firewall, host.ip(), wan);
        }
    }

    private void outside(IpAddress address) {
        nat.outside(address);
        firewall.router(address);
    }

    /// Inside the box a frame between router and switch takes no time.
    private void joinBridge() {
        Port first = bridge.newPort();
        lan.port().plugInto((from, frame) -> first.receive(frame));
        first.plugInto((from, frame) -> lan.port().receive(frame));
    }

    private boolean refusePrivate(Packet packet, NetworkInterface at) {
        int destination = Ipv4View.destination(packet.bytes(), packet.offset());
        if (!isPrivate(destination) || isOnLink(at, destination)) {
            return true;
        }
        host.ip().sendError(packet, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_NET_UNREACHABLE);
        host.ip().drop(packet, DropReason.NO_ROUTE);
        return false;
    }

    private static boolean isPrivate(int address) {
        for (int i = 0; i < PRIVATE.length; i++) {
            if (PRIVATE[i].contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOnLink(NetworkInterface at, int address) {
        for (InterfaceAddress own : at.addresses()) {
            if (own.prefix().contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// The translator's outside address follows the lease.
    private final class WanAddress implements DhcpClient.Listener {
        @Override
        public void bound(DhcpBinding binding) {
            outside(binding.address());
        }

        @Override
        public void lost() {
            outside(IpAddress.ANY_V4);
        }
    }
}
