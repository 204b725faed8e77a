package io.netjar.internet.description;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the private networks of homes and offices, and checks the addresses of the devices in them.
final class LanReader {
    private static final List<IpPrefix> PRIVATE = List.of(IpPrefix.of("10.0.0.0/8"),
            IpPrefix.of("172.16.0.0/12"),
            IpPrefix.of("192.168.0.0/16"));
    private static final int LONGEST = 28;
    /// Every device is heard by all others when it comes: with ten times as many it is a hundred times the work.
    private static final int MOST_DEVICES = 2_000;
    /// The network's own, the router's, the server's, and that of all.
    private static final int TAKEN = 4;

    private final Reading reading;

    LanReader(Reading reading) {
        this.reading = reading;
    }

    /// How many devices a network has addresses for.
    static int devices(IpPrefix network) {
        return (int) Math.min(MOST_DEVICES, network.size() - TAKEN);
    }

    IpPrefix inside(Node node, String what, IpPrefix otherwise) {
        Optional<String> text = reading.text(node, "'network'");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            IpPrefix prefix = IpPrefix.of(text.get());
            boolean inside = PRIVATE.stream()
                    .anyMatch(range -> range.contains(prefix.address()) && range.length() <= prefix.length());
            if (inside && prefix.length() <= LONGEST) {
                return prefix;
            }
            reading.mistake(node, prefix + " cannot be the network of " + what + ": it must be a private one"
                    + " (RFC 1918) of /28 or more, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
        }
        return otherwise;
    }

    /// Whether the devices that have an address of their own can have it.
    ///
    /// @param fixed how many of the network's first addresses are somebody else's
    void checkAddresses(Fields owner, IpPrefix network, List<DeviceEntry> devices, int fixed) {
        Map<Object, String> taken = new LinkedHashMap<>();
        for (DeviceEntry device : devices) {
            device.address().ifPresent(address -> {
                check(owner, network, fixed, address, device.name());
                claim(owner, taken, address, device.name());
            });
            device.mac().ifPresent(mac -> claim(owner, taken, mac, device.name()));
        }
    }

    private void check(Fields owner, IpPrefix network, int fixed, IpAddress address, String device) {
        long place = (address.v4() & 0xffff_ffffL) - (network.address().v4() & 0xffff_ffffL);
        if (place <= fixed || place >= network.size() - 1) {
            reading.mistake(owner.find("devices").orElse(owner.node()),
                    "'" + device + "' cannot have " + address + ": devices of " + owner.what()
                            + " have addresses from " + network.at(fixed + 1) + " to "
                            + network.at((int) network.size() - 2));
        }
    }

    private void claim(Fields owner, Map<Object, String> taken, Object address, String device) {
        String other = taken.putIfAbsent(address, device);
        if (other != null) {
            reading.mistake(owner.find("devices").orElse(owner.node()),
                    "'" + other + "' and '" + device + "' cannot both have " + address);
        }
    }
}
