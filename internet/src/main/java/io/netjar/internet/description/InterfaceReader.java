package io.netjar.internet.description;

import io.netjar.internet.addressing.Numbering;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.MacAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `interfaces`: `{ hanbit/seoul/core:edge: { address: 203.0.112.9, mac: 02:4e:00:00:00:07 } }`.
final class InterfaceReader {
    /// As many as somebody reads.
    private static final int MOST_NEAR = 30;

    private final Known known;
    private final Reading reading;

    InterfaceReader(Known known) {
        this.known = known;
        this.reading = known.reading();
    }

    /// Whether the interfaces are there, and can have these addresses, only the whole description shows: see [#check].
    Map<String, InterfaceChange> read(Node node) {
        Map<String, InterfaceChange> changes = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'interfaces'")) {
            Fields fields = fields(entry);
            Optional<MacAddress> mac = fields.find("mac").flatMap(reading::mac);
            mac.ifPresent(own -> known.claim(fields.find("mac").orElseThrow(), own,
                    "'" + entry.key() + "'"));
            changes.put(entry.key(),
                    new InterfaceChange(fields.find("address").flatMap(reading::address), mac));
        }
        return changes;
    }

    private Fields fields(Reading.Entry entry) {
        return reading.fields(entry.value(), "interface '" + entry.key() + "'", "address", "mac");
    }

    /// Looks for what cannot be in the description as a whole.
    void check(Node node, Description description) {
        Set<String> names = InterfacePlan.names(description);
        Set<String> devices = new LinkedHashSet<>();
        description.homes().forEach(home -> home.devices()
                .forEach(device -> devices.add(home.name() + "/" + device.port())));
        description.offices().forEach(office -> office.devices()
                .forEach(device -> devices.add(office.name() + "/" + device.port())));
        names.removeAll(devices);
        Map<String, Node> addresses = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'interfaces'")) {
            if (!names.contains(entry.key())) {
                reading.mistake(entry.keyNode(), unknown(entry.key(), names, devices));
            }
            fields(entry).find("address").ifPresent(at -> addresses.put(entry.key(), at));
        }
        Numbering numbering = InterfacePlan.numbering(description,
                (name, message) -> reading.mistake(addresses.getOrDefault(name, node), message));
        description.homes().forEach(home -> checkRoom("home '" + home.name() + "'", home.network(),
                home.devices().size(), List.of(home.name() + "/router:lan"), numbering, addresses));
        description.offices().forEach(office -> checkRoom("office '" + office.name() + "'", office.network(),
                office.devices().size(),
                List.of(office.name() + "/router:lan", office.name() + "/server:eth0"), numbering,
                addresses));
    }

    /// Whether DHCP has an address for every device, wherever router and server are.
    private void checkRoom(String what, IpPrefix network, int devices, List<String> others,
            Numbering numbering, Map<String, Node> addresses) {
        List<InterfaceAddress> all = others.stream().map(numbering::of).toList();
        int room = Lan.mostDevices(network) - Numbering.inPool(all);
        Optional<Node> at = others.stream().map(addresses::get).filter(Objects::nonNull).findFirst();
        if (devices > room && at.isPresent()) {
            reading.mistake(at.get(),
                    "this leaves " + room + " of the addresses " + network.at(Numbering.POOL)
                            + " to " + network.at((int) network.size() - 2) + " for the " + devices
                            + " devices of " + what + "; a larger 'network' has more");
        }
    }

    private static String unknown(String name, Set<String> names, Set<String> devices) {
        String host = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
        if (devices.stream().anyMatch(device -> device.startsWith(host + ":"))) {
            return "the addresses of a device are said there: under 'devices', as in '"
                    + host.substring(host.indexOf('/') + 1) + ": { address: 192.168.0.9 }'";
        }
        // A server is found by its own name, too
        List<String> own = names.stream()
                .filter(each -> each.startsWith(host + ":") || each.contains("/" + host + ":")).toList();
        List<String> near = own.isEmpty()
                ? names.stream().filter(each -> each.startsWith(owner(name) + "/")).toList()
                : own;
        return "no interface is called '" + name + "'" + DidYouMean.hint(name, near.isEmpty() ? names : near)
                + (near.isEmpty()
                        ? " Write a node, a colon and its interface, as in '" + names.iterator().next() + "'"
                        : " There are: " + String.join(", ", near.stream().limit(MOST_NEAR).toList()));
    }

    private static String owner(String name) {
        return name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    }
}
