package io.netjar.internet.description;

import io.netjar.net.wifi.Signal;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `devices`: `[laptop (wifi), tablet (wifi weak), tv (wifi 12 m), 3 × pc, pc-2: { address: 192.168.0.9 }]`.
final class DeviceReader {
    private static final Pattern DEVICE = Pattern.compile("(\\S+?)(?: *\\((.*)\\))?");
    private static final List<String> RESERVED = List.of("router", "modem", "switch", "wifi", "server",
            "resolver");
    private final Known known;
    private final Reading reading;

    DeviceReader(Known known) {
        this.known = known;
        this.reading = known.reading();
    }

    /// @param lan where they will be
    List<DeviceEntry> devices(Node node, String what, Lan lan) {
        Map<String, DeviceEntry> entries = new LinkedHashMap<>();
        List<Node> items = reading.items(node, "'devices' of " + what);
        Set<String> repeated = repeated(items);
        List<Reading.Entry> different = new ArrayList<>();
        for (Node item : items) {
            if (!(item instanceof MappingNode)) {
                Named named = Named.of(reading.text(item, "a device").orElse("?"));
                entry(item, named).ifPresent(entry -> addDevices(item, named, entry, entries));
                continue;
            }
            for (Reading.Entry entry : reading.entries(item, "a device")) {
                if (repeated.contains(entry.key())) {
                    different.add(entry);
                } else {
                    Named named = Named.of(entry.key());
                    DeviceEntry usual = new DeviceEntry(named.text(), false);
                    addDevices(entry.keyNode(), named, full(entry, usual, named.count() > 0, lan), entries);
                }
            }
        }
        // What is said of one of many stands anywhere
        different.forEach(
                entry -> entries.computeIfPresent(entry.key(), (_, usual) -> full(entry, usual, false, lan)));
        if (entries.size() > lan.mostDevices()) {
            reading.mistake(node,
                    what + " has " + entries.size() + " devices; at most " + lan.mostDevices()
                            + " are possible; a larger 'network' has more");
        }
        return List.copyOf(entries.values());
    }

    /// The names of all of which there are many.
    private static Set<String> repeated(List<Node> items) {
        Set<String> names = new LinkedHashSet<>();
        for (Node item : items) {
            List<Node> keys = item instanceof MappingNode mapping
                    ? mapping.getValue().stream().map(NodeTuple::getKeyNode).toList()
                    : List.of(item);
            for (Node key : keys) {
                Named named = Named.of(key instanceof ScalarNode scalar ? scalar.getValue().strip() : "");
                Matcher device = DEVICE.matcher(named.text());
                if (named.count() > 0 && device.matches()) {
                    names.addAll(named.names(device.group(1)));
                }
            }
        }
        return names;
    }

    /// `laptop: { wifi: weak, address: 192.168.0.9 }`: a device in full, or what is different for one of a number of them.
    private DeviceEntry full(Reading.Entry entry, DeviceEntry usual, boolean areMany, Lan lan) {
        Fields fields = reading.fields(entry.value(), "device '" + entry.key() + "'", "wifi", "address",
                "mac");
        Optional<Node> air = fields.find("wifi");
        String word = air.flatMap(node -> reading.text(node, "'wifi'")).orElse("");
        boolean wireless = air.isPresent() ? !word.equals("off") : usual.wireless();
        boolean hasSignal = wireless && !word.isEmpty() && !word.equals("on");
        Optional<IpAddress> address = fields.find("address").flatMap(reading::address);
        Optional<MacAddress> mac = fields.find("mac").flatMap(reading::mac);
        address.ifPresent(own -> lan.take(fields.find("address").orElseThrow(), usual.name(), own));
        mac.ifPresent(own -> lan.take(fields.find("mac").orElseThrow(), usual.name(), own));
        if (areMany && (address.isPresent() || mac.isPresent())) {
            reading.mistake(entry.keyNode(),
                    "'" + entry.key() + "' cannot share an address: say it of one of them,"
                            + " as in '" + usual.name() + "-1: { address: 192.168.0.9 }'");
        }
        return new DeviceEntry(usual.name(), wireless,
                hasSignal
                        ? signal(air.orElseThrow(), word)
                        : air.isPresent() ? Optional.empty() : usual.signal(),
                address.or(usual::address), mac.or(usual::mac));
    }

    private Optional<DeviceEntry> entry(Node item, Named named) {
        Matcher device = DEVICE.matcher(named.text());
        String where = device.matches() && device.group(2) != null ? device.group(2).strip() : "";
        boolean wireless = where.equals("wifi") || where.startsWith("wifi ");
        if (!device.matches() || device.group(2) != null && !wireless) {
            reading.mistake(item,
                    "'" + named.text() + "' is no device: write a name, and '(wifi)' if it has no"
                            + " cable, as in 'laptop (wifi)'");
            return Optional.empty();
        }
        String signal = wireless ? where.substring("wifi".length()).strip() : "";
        return Optional.of(new DeviceEntry(device.group(1), wireless,
                signal.isEmpty() ? Optional.empty() : signal(item, signal)));
    }

    private Optional<Signal> signal(Node item, String text) {
        try {
            Optional<Signal> signal = Quantities.signal(text);
            if (signal.isEmpty()) {
                reading.mistake(item, "'" + text + "' is " + Quantities.noSignal(text));
            }
            return signal;
        } catch (IllegalArgumentException e) {
            reading.mistake(item, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void addDevices(Node item, Named named, DeviceEntry like, Map<String, DeviceEntry> entries) {
        List<String> names = named.names(like.name());
        if (!known.isName(item, names.getFirst())) {
            return;
        }
        if (RESERVED.contains(names.getFirst())) {
            reading.mistake(item,
                    "'" + names.getFirst() + "' is the name of a part that is there anyway; call the"
                            + " device something else");
        }
        for (String name : names) {
            if (entries.putIfAbsent(name, like.named(name)) != null) {
                reading.mistake(item, "the device '" + name + "' stands here a second time");
            }
        }
    }
}
