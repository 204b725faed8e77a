package io.netjar.net.host;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.ip.Ip;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Network;
import io.netjar.net.tcp.Tcp;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.udp.Udp;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.List;

/// A computer on the network, or a router: interfaces, IP, UDP, TCP, and which name servers it asks.
public class Host {
    private final Network network;
    private final String name;
    private final Ip ip;
    private final Udp udp;
    private final Tcp tcp;
    private int echoIdentifier;
    private List<IpAddress> nameservers = List.of();
    private List<String> searchDomains = List.of();

    /// @param name the host's name in captures and messages, as in `alice/laptop`; it also names its random streams
    public Host(Network network, String name) {
        this(network, name, TcpSettings.linuxLike());
    }

    /// As the other, with a TCP that behaves as `tcpSettings` say.
    public Host(Network network, String name, TcpSettings tcpSettings) {
        this.network = network;
        this.name = name;
        this.ip = new Ip(network, name);
        this.udp = new Udp(ip, chance("udp"));
        this.tcp = new Tcp(ip, chance("tcp"), tcpSettings);
        this.echoIdentifier = chance("echo").nextInt();
    }

    public final String name() {
        return name;
    }

    public final Network network() {
        return network;
    }

    public final Engine engine() {
        return network.engine();
    }

    /// The random stream of this host's `owner`, as in `dns`: the same for the same seed, host and owner.
    public final Chance chance(String owner) {
        return network.engine().chance(name + "/" + owner);
    }

    /// Adds a network interface, as in `eth0`; plug its port into a medium and give it an address.
    public final NetworkInterface addInterface(String interfaceName) {
        return ip.addInterface(interfaceName);
    }

    /// Sends everything without a better route to `gateway`, a neighbour on one of the attached subnets.
    ///
    /// @throws IllegalArgumentException if no attached subnet holds `gateway`
    public final void addDefaultRoute(IpAddress gateway) {
        addRoute(IpPrefix.DEFAULT_V4, gateway);
    }

    /// Sends what is for `prefix` to `gateway`, a neighbour on one of the attached subnets.
    ///
    /// @throws IllegalArgumentException if no attached subnet holds `gateway`
    public final void addRoute(IpPrefix prefix, IpAddress gateway) {
        for (NetworkInterface candidate : ip.interfaces()) {
            for (var address : candidate.addresses()) {
                if (address.prefix().contains(gateway)) {
                    ip.routes().add(prefix, gateway, candidate);
                    return;
                }
            }
        }
        throw new IllegalArgumentException(
                name + " has no interface in the subnet of the gateway " + gateway);
    }

    public final Ip ip() {
        return ip;
    }

    public final Udp udp() {
        return udp;
    }

    /// This host's TCP, which behaves as Linux's does unless the host was given other settings.
    public final Tcp tcp() {
        return tcp;
    }

    /// The name servers this host's programs ask, best first.
    public final List<IpAddress> nameservers() {
        return nameservers;
    }

    /// Sets the name servers this host's programs ask, best first, as DHCP or a person would.
    public final void nameservers(List<IpAddress> addresses) {
        nameservers = List.copyOf(addresses);
    }

    /// The domains in which this host's programs look for short names, in order.
    public final List<String> searchDomains() {
        return searchDomains;
    }

    /// Sets the domains in which short names are looked for, in order, as DHCP or a person would.
    public final void searchDomains(List<String> domains) {
        searchDomains = List.copyOf(domains);
    }

    /// Pings `target` until told to stop, once a second; [Ping] has the details.
    public final Ping ping(IpAddress target, Ping.Listener listener) {
        var ping = new Ping(this, target, listener);
        ping.start(Integer.MAX_VALUE);
        return ping;
    }

    /// An identifier for echo requests that no other program on this host uses.
    int nextEchoIdentifier() {
        echoIdentifier = echoIdentifier + 1 & 0xffff;
        return echoIdentifier;
    }

    @Override
    public final String toString() {
        return name;
    }
}
