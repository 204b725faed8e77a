package io.netjar.internet.assembly;

import io.netjar.net.host.Host;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who has which address: what was given for good, and what DHCP gives, as it is now. Private addresses mean
/// something only inside a home or an office, and others in the next one.
final class AddressBook {
    private final Map<IpAddress, String> fixed = new LinkedHashMap<>();
    private final List<Leased> leased = new ArrayList<>();

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

    void fixed(IpAddress address, Host host) {
        fixed.put(address, host.name());
    }

    /// Notes an interface whose address comes and goes.
    void leased(Host host, NetworkInterface at) {
        leased.add(new Leased(host, at));
    }

    /// The name of whoever has `address` here and now.
    Optional<String> nameOf(IpAddress address) {
        String name = fixed.get(address);
        if (name != null) {
            return Optional.of(name);
        }
        return leased.stream().filter(entry -> entry.has(address)).map(entry -> entry.host().name())
                .findFirst();
    }
}
