package io.netjar.internet.description;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.MacAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/// Whose the addresses of a home's or an office's network are, as far as they are said.
final class Lan {
    /// Every device is heard by all others when it comes: with ten times as many it is a hundred times the work.
    private static final int MOST_DEVICES = 2_000;
    /// The network's own, the router's, the server's, and that of all.
    private static final int TAKEN = 4;

    private final Known known;
    private final String what;
    private final IpPrefix network;
    private final int fixed;
    private final int owners;
    private final Map<IpAddress, String> taken = new LinkedHashMap<>();

    /// @param what the home or the office in words
    /// @param fixed how many of the network's first addresses are somebody else's
    /// @param owners how many there are of whom the same is said
    Lan(Known known, String what, IpPrefix network, int fixed, int owners) {
        this.known = known;
        this.what = what;
        this.network = network;
        this.fixed = fixed;
        this.owners = owners;
    }

    /// How many devices it has addresses for.
    int mostDevices() {
        return mostDevices(network);
    }

    /// How many devices a network has addresses for.
    static int mostDevices(IpPrefix network) {
        return (int) Math.min(MOST_DEVICES, network.size() - TAKEN);
    }

    /// Gives a device the address that is said at `node`.
    void take(Node node, String device, IpAddress address) {
        long place = (address.v4() & 0xffff_ffffL) - (network.address().v4() & 0xffff_ffffL);
        if (place <= fixed || place >= network.size() - 1) {
            known.reading().mistake(node,
                    "'" + device + "' cannot have " + address + ": devices of " + what
                            + " have addresses from " + network.at(fixed + 1) + " to "
                            + network.at((int) network.size() - 2));
        }
        String other = taken.putIfAbsent(address, device);
        if (other != null) {
            known.reading().mistake(node, "'" + other + "' and '" + device + "' cannot both have " + address);
        }
    }

    /// Gives a device the MAC address that is said at `node`.
    void take(Node node, String device, MacAddress mac) {
        if (owners > 1) {
            known.reading().mistake(node, "'" + device + "' of " + what + " is there " + owners
                    + " times, and all would have one MAC address: say it of one of them alone");
        }
        if (owners == 1) {
            known.claim(node, mac, "'" + device + "' of " + what);
        }
    }
}
