package io.netjar.internet.description;

import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `devices`: `[laptop (wifi), tablet (wifi weak), tv (wifi 12 m), 3 × pc]`.
final class DeviceReader {
    private static final Pattern DEVICE = Pattern.compile("(\\S+?)(?: *\\((.*)\\))?");
    private static final Pattern SIGNAL = Pattern.compile("(-?[0-9]{1,3}(?:\\.[0-9])?) *(dBm|m)");
    private static final List<String> RESERVED = List.of("router", "modem", "switch", "wifi", "server",
            "resolver");
    /// The words for signals, which are those of the cells.
    private static final Map<String, Signal> WORDS = Map.of("good", WifiSpec.good().signal(), "weak",
            WifiSpec.weak().signal(), "far", WifiSpec.far().signal());

    private final Known known;
    private final Reading reading;

    DeviceReader(Known known) {
        this.known = known;
        this.reading = known.reading();
    }

    List<DeviceEntry> devices(Node node, String what, int most) {
        Map<String, DeviceEntry> entries = new LinkedHashMap<>();
        for (Node item : reading.items(node, "'devices' of " + what)) {
            Named named = Named.of(reading.text(item, "a device").orElse("?"));
            entry(item, named).ifPresent(entry -> addDevices(item, named, entry, entries));
        }
        if (entries.size() > most) {
            reading.mistake(node,
                    what + " has " + entries.size() + " devices; at most " + most + " are possible");
        }
        return List.copyOf(entries.values());
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
        if (WORDS.containsKey(text)) {
            return Optional.ofNullable(WORDS.get(text));
        }
        Matcher number = SIGNAL.matcher(text);
        try {
            if (number.matches()) {
                double value = Double.parseDouble(number.group(1));
                return Optional.of(number.group(2).equals("m") ? Signal.atDistance(value) : Signal.of(value));
            }
        } catch (IllegalArgumentException e) {
            reading.mistake(item, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        reading.mistake(item,
                "'" + text + "' is no signal" + DidYouMean.hint(text, List.of("good", "weak", "far"))
                        + " Allowed: good, weak, far, a power as in '-70 dBm', or a distance as in '12 m'");
        return Optional.empty();
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
            if (entries.putIfAbsent(name, new DeviceEntry(name, like.wireless(), like.signal())) != null) {
                reading.mistake(item, "the device '" + name + "' stands here a second time");
            }
        }
    }
}
