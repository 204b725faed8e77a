package io.netjar.internet.assembly;

import io.netjar.net.host.Host;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who has which address: what was given for good, and what DHCP gives, as it is now. Private addresses mean
/// something only inside a home or an office, and others in the next one.
final class AddressBook {
    private final Map<IpAddress, Holder> fixed = new LinkedHashMap<>();
    private final List<Leased> leased = new ArrayList<>();

    /// Who has an address for good.
    ///
    /// @param at the interface that has it, called after what is at its other end if the host is a router
    record Holder(Host host, String at) {}

    private record Leased(Host host, NetworkInterface at) {
        boolean has(IpAddress address) {
            for (InterfaceAddress own : at.addresses()) {
                if (own.address().equals(address)) {
                    return true;
                }
            }
            return false;
        }
    }

    AddressBook() {}

    void fixed(IpAddress address, Host host, String at) {
        fixed.put(address, new Holder(host, at));
    }

    /// Those that were given for good.
    Map<IpAddress, Holder> holders() {
        return Collections.unmodifiableMap(fixed);
    }

    /// Notes an interface whose address comes and goes.
    void leased(Host host, NetworkInterface at) {
        leased.add(new Leased(host, at));
    }

    /// The name of whoever has `address` here and now.
    Optional<String> nameOf(IpAddress address) {
        Holder holder = fixed.get(address);
        if (holder != null) {
            return Optional.of(holder.host().name());
        }
        return leased.stream().filter(entry -> entry.has(address)).map(entry -> entry.host().name())
                .findFirst();
    }
}
