package io.netjar.internet;

import io.netjar.dns.Resolver;
import io.netjar.internet.assembly.Premises;
import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The recursive resolver whose cache a device profits from, and the way its questions take.
///
/// @param name the host that the resolver runs on, as in `hanbit/seoul/resolver`
/// @param forwarder who passes the questions on: the home's or office's router; none if the device asks the resolver itself
public record ResolverInUse(String name, IpAddress address, Optional<String> forwarder, Resolver resolver) {
    /// The resolver of a device in `inside` with these name servers; none if it has not been told of any yet.
    static Optional<ResolverInUse> of(Device device, Premises inside, Map<Host, Resolver> resolvers) {
        List<IpAddress> asked = device.host().nameservers();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        boolean isForwarded = asked.getFirst().equals(inside.router().lanAddress());
        // an office's router passes questions on to the server inside, a home's to whom its provider has named
        Collection<IpAddress> next = !isForwarded
                ? asked
                : inside.server().map(server -> List.of(server.ip().interfaces().getFirst().address()))
                        .orElse(inside.router().host().nameservers());
        Optional<String> forwarder = isForwarded
                ? Optional.of(inside.router().host().name())
                : Optional.empty();
        return next.stream().findFirst().flatMap(address -> resolvers.entrySet().stream()
                .filter(each -> isOf(each.getKey(), address, inside)).findFirst()
                .map(each -> new ResolverInUse(each.getKey().name(), address, forwarder, each.getValue())));
    }

    /// Whether `host` is who has `address` as seen from `inside`: private addresses are those of its own server.
    private static boolean isOf(Host host, IpAddress address, Premises inside) {
        boolean isOutside = inside.server().filter(host::equals).isEmpty();
        boolean isPublic = inside.server()
                .filter(server -> server.ip().interfaces().getFirst().address().equals(address)).isEmpty();
        return host.ip().interfaces().getFirst().address().equals(address) && isOutside == isPublic;
    }
}
