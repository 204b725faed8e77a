package io.netjar.net.ip;

import io.netjar.net.link.Port;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;

/// A network interface of a host: a port with a MAC address, IPv4 addresses and an ARP cache.
public final class NetworkInterface {
    /// RFC 894: "The maximum length of an IP datagram sent over an Ethernet is 1500 octets."
    public static final int ETHERNET_MTU = 1500;
    /// RFC 791 §3.1: "Every internet module must be able to forward a datagram of 68 octets without further
    /// fragmentation."
    public static final int MIN_MTU = 68;

    private final Ip ip;
    private final String name;
    private final Port port;
    private final long mac;
    private final Arp arp;
    private final List<InterfaceAddress> addresses = new ArrayList<>(1);
    private List<PacketHook> prerouting = List.of();
    private List<PacketHook> postrouting = List.of();
    private int mtu = ETHERNET_MTU;
    /// What [Ip] knows of the addresses of the last packet that came in here, and of the last that was sent while one that had
    /// come in here was dealt with.
    RouteCache.Entry lastIn = RouteCache.NOTHING;
    RouteCache.Entry lastOut = RouteCache.NOTHING;

    NetworkInterface(Ip ip, String name) {
        this.ip = ip;
        this.name = name;
        this.port = new Port(ip.network(), ip.hostName() + ":" + name, (at, frame) -> receive(frame));
        this.mac = port.mac().bits();
        this.arp = new Arp(ip, this);
        port.onCarrier((_, found) -> carrierChanged(found));
    }

    /// The interface's name on its host, as in `eth0`.
    public String name() {
        return name;
    }

    /// Where a medium is plugged in.
    public Port port() {
        return port;
    }

    public MacAddress mac() {
        return port.mac();
    }

    /// The ARP cache.
    public Arp arp() {
        return arp;
    }

    /// The largest IPv4 packet the link carries, in bytes.
    public int mtu() {
        return mtu;
    }

    /// Sets the largest IPv4 packet the link carries, in bytes.
    ///
    /// @throws IllegalArgumentException if it is under 68 or over 65,535
    public void mtu(int bytes) {
        if (bytes < MIN_MTU || bytes > 65_535) {
            throw new IllegalArgumentException("an IPv4 MTU is from 68 to 65535 bytes, not " + bytes);
        }
        mtu = bytes;
    }

    /// Gives the interface an address and the host the route to its subnet.
    ///
    /// @throws IllegalArgumentException if it is not an IPv4 address with a prefix length from 0 to 32
    public void addAddress(IpAddress address, int prefixLength) {
        var added = new InterfaceAddress(address, prefixLength);
        removeAddress(address);
        addresses.add(added);
        ip.addressAdded(added, this);
    }

    /// Takes an address away, and with it the route to its subnet. Returns whether there was such an address.
    public boolean removeAddress(IpAddress address) {
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).address().equals(address)) {
                ip.addressRemoved(addresses.remove(i), this);
                return true;
            }
        }
        return false;
    }

    /// The addresses, first given first.
    public List<InterfaceAddress> addresses() {
        return List.copyOf(addresses);
    }

    /// The first address; 0.0.0.0 if there is none.
    public IpAddress address() {
        return addresses.isEmpty() ? IpAddress.ANY_V4 : addresses.getFirst().address();
    }

    @Override
    public String toString() {
        return port.name();
    }

    Ip ip() {
        return ip;
    }

    long macBits() {
        return mac;
    }

    boolean hasAddress() {
        return !addresses.isEmpty();
    }

    boolean hasAddress(int address) {
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).address().v4() == address) {
                return true;
            }
        }
        return false;
    }

    /// Whether `address` is the broadcast address of one of the subnets.
    boolean isBroadcast(int address) {
        for (int i = 0; i < addresses.size(); i++) {
            InterfaceAddress own = addresses.get(i);
            if (own.hasBroadcast() && own.broadcast() == address) {
                return true;
            }
        }
        return false;
    }

    /// The address from which to talk to the neighbour `nextHop`: the one in its subnet, else the first; 0 if there
    /// is none.
    int sourceFor(int nextHop) {
        for (int i = 0; i < addresses.size(); i++) {
            InterfaceAddress own = addresses.get(i);
            if (((own.address().v4() ^ nextHop) & IpPrefix.mask(own.prefixLength())) == 0) {
                return own.address().v4();
            }
        }
        return addresses.isEmpty() ? 0 : addresses.getFirst().address().v4();
    }

    List<PacketHook> prerouting() {
        return prerouting;
    }

    void addPrerouting(PacketHook hook) {
        prerouting = withAlso(prerouting, hook);
    }

    List<PacketHook> postrouting() {
        return postrouting;
    }

    void addPostrouting(PacketHook hook) {
        postrouting = withAlso(postrouting, hook);
    }

    private static List<PacketHook> withAlso(List<PacketHook> hooks, PacketHook more) {
        var all = new ArrayList<>(hooks);
        all.add(more);
        return List.copyOf(all);
    }

    private void carrierChanged(boolean found) {
        if (!found) {
            arp.forgetAll();
            ip.redirects().forget(this);
        }
    }

    private void receive(Packet frame) {
        ip.receive(this, frame);
    }
}
