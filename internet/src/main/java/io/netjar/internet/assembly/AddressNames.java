package io.netjar.internet.assembly;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.Exchange;
import io.netjar.internet.description.Office;
import io.netjar.internet.description.Provider;
import io.netjar.net.router.Router;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names that the owners of addresses give them in the DNS. A router has one for each of its interfaces, which says
/// what is at the other end, what the router is, and where; a server has its own; a home's address, which may be
/// another's tomorrow, is written out. Private addresses have none.
final class AddressNames {
    /// Where a public office's DHCP server gives addresses, and then some.
    private static final int MOST_IN_OFFICE = 420;
    private static final int LONGEST_LABEL = 63;
    /// Without the final dot (RFC 1035 §3.1: 255 octets with the lengths).
    private static final int LONGEST_NAME = 253;

    private final Ground ground;
    private final Map<String, List<IpPrefix>> homes = new LinkedHashMap<>();

    AddressNames(Ground ground) {
        this.ground = ground;
    }

    /// Notes a network of a provider's homes.
    void homes(String provider, IpPrefix network) {
        homes.computeIfAbsent(provider, _ -> new ArrayList<>()).add(network);
    }

    /// The names of all addresses in `prefix` that have one, without the final dot.
    Map<IpAddress, String> within(IpPrefix prefix) {
        Map<IpAddress, String> names = new LinkedHashMap<>();
        ground.names().holders().forEach((address, holder) -> {
            if (prefix.contains(address)) {
                String name = nameOf(address, holder);
                if (!name.isEmpty() && isPossible(name)) {
                    names.put(address, name);
                }
            }
        });
        Description description = ground.description();
        homes.forEach((provider, networks) -> networks.forEach(
                network -> addNumbered(network, 1, (int) network.size() - 2, prefix,
                        homesDomain(provider), names)));
        for (Office office : description.offices()) {
            if (!office.border().translates()) {
                addNumbered(office.network(), 3, (int) Math.min(office.network().size() - 2, MOST_IN_OFFICE),
                        prefix, officeDomain(office), names);
            }
        }
        return names;
    }

    /// The domain of the homes' names.
    String homesDomain(String provider) {
        return "homes." + ground.description().domainOf(provider);
    }

    private String officeDomain(Office office) {
        return office.name() + ".offices." + ground.description().domainOf(office.place().provider());
    }

    /// Names by their numbers all from `first` to `last` that are nobody's for good.
    private void addNumbered(IpPrefix network, int first, int last, IpPrefix prefix, String domain,
            Map<IpAddress, String> names) {
        if (!prefix.contains(network.address()) && !network.contains(prefix.address())) {
            return;
        }
        for (int i = first; i <= last; i++) {
            IpAddress address = network.at(i);
            String name = address.toString().replace('.', '-') + "." + domain;
            boolean isFixed = ground.names().holders().containsKey(address);
            if (prefix.contains(address) && !isFixed && isPossible(name)) {
                names.put(address, name);
            }
        }
    }

    private String nameOf(IpAddress address, AddressBook.Holder holder) {
        String[] parts = holder.host().name().split("/", -1);
        Description description = ground.description();
        if (parts.length == 2) {
            return officeName(parts[0], parts[1], holder.at());
        }
        if (!(holder.host() instanceof Router)) {
            return parts[2].contains(".")
                    ? parts[2]
                    : parts[2] + "." + parts[1] + "." + description.domainOf(parts[0]);
        }
        for (Exchange exchange : description.exchanges()) {
            if (exchange.addresses().contains(address)) {
                return parts[0] + "." + description.domainOf(exchange.name());
            }
        }
        String owner = ownerOf(address);
        String what = owner.equals(parts[0])
                ? holder.at().replace('/', '-') + "." + parts[2]
                : parts[0] + "-" + parts[2];
        return what + "." + parts[1] + "." + description.domainOf(owner);
    }

    private String officeName(String name, String machine, String at) {
        for (Office office : ground.description().offices()) {
            if (office.name().equals(name)) {
                return (at.equals("wan") ? "" : machine + ".") + officeDomain(office);
            }
        }
        return "";
    }

    private String ownerOf(IpAddress address) {
        return ground.description().providers().stream()
                .filter(provider -> provider.addresses().contains(address)).map(Provider::name).findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody owns " + address));
    }

    private static boolean isPossible(String name) {
        for (String label : name.split("\\.", -1)) {
            if (label.length() > LONGEST_LABEL) {
                return false;
            }
        }
        return name.length() <= LONGEST_NAME;
    }
}
