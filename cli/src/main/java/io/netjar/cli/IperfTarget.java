package io.netjar.cli;

import io.netjar.internet.Device;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.List;
import java.util.Optional;

/// The host that a measurement goes to, and the address at which the device reaches it.
record IperfTarget(Host host, IpAddress address) {
    /// RFC 1918 §3, and RFC 6598 §7 for the insides of providers.
    private static final List<IpPrefix> PRIVATE = List.of(IpPrefix.of("10.0.0.0/8"),
            IpPrefix.of("172.16.0.0/12"),
            IpPrefix.of("192.168.0.0/16"), IpPrefix.of("100.64.0.0/10"));

    /// @param target a name of a site or node, or an address
    static IperfTarget find(World world, Device device, String target) throws Failure {
        Optional<IpAddress> literal = IpAddress.parse(target);
        Host host = world.node(literal.flatMap(each -> world.internet().nameOf(each, device)).orElse(target));
        if (host.equals(device.host())) {
            throw Failure.usage("iperf: " + target + " is the device itself");
        }
        boolean isNeighbour = place(host.name()).equals(place(device.name()));
        Optional<IpAddress> address = host.ip().interfaces().stream().map(NetworkInterface::address)
                .filter(each -> isPrivate(each) == isNeighbour).findFirst()
                .or(() -> isNeighbour ? firstOf(host) : Optional.empty());
        if (literal.isPresent() && (isNeighbour || !isPrivate(literal.get()))) {
            address = literal;
        }
        return new IperfTarget(host, address.orElseThrow(() -> unreachable(host, device)));
    }

    private static Optional<IpAddress> firstOf(Host host) {
        return host.ip().interfaces().stream().map(NetworkInterface::address).findFirst();
    }

    private static Failure unreachable(Host host, Device device) {
        return Failure.failed("iperf: " + host.name() + " is behind the NAT of " + place(host.name())
                + ": nobody outside can open a connection to "
                + firstOf(host).map(Object::toString).orElse("it")
                + ".\nMeasure from it to a site instead, as with 'netjar iperf " + host.name()
                + " SITE', and what comes in with --reverse; or take a target that " + device.name()
                + " can reach, a site or server.");
    }

    /// The home or office, or the provider, that a name begins with.
    private static String place(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    private static boolean isPrivate(IpAddress address) {
        return PRIVATE.stream().anyMatch(each -> each.contains(address));
    }
}
