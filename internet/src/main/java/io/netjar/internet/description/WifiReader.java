package io.netjar.internet.description;

import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.wifi.WifiSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `wifi`: a quality (`weak`), or `{ quality: weak, queue: fq-codel, rts: 500 B, hidden: [laptop from phone] }`; `rts` may
/// also be said of some radios alone, `{ laptop: 1 B, router: 500 B }`.
final class WifiReader {
    private final Reading reading;
    private final QueueReader queues;

    WifiReader(Reading reading) {
        this.reading = reading;
        this.queues = QueueReader.ofRadios(reading);
    }

    /// @param devices those of the home or office
    Wifi wifi(Fields owner, List<DeviceEntry> devices) {
        Optional<Node> node = owner.find("wifi");
        if (node.isEmpty()) {
            return Wifi.of(WifiQuality.GOOD);
        }
        if (node.get() instanceof ScalarNode) {
            return Wifi.of(quality(node.get()));
        }
        Fields fields = reading.fields(node.get(), "'wifi'", "quality", "queue", "rts", "hidden");
        Optional<Node> rts = fields.find("rts");
        return new Wifi(fields.find("quality").map(this::quality).orElse(WifiQuality.GOOD),
                fields.find("queue").flatMap(this::queue),
                rts.filter(ScalarNode.class::isInstance).map(this::threshold).orElse(WifiSpec.NO_RTS),
                rts.filter(value -> !(value instanceof ScalarNode)).map(value -> thresholds(value, devices))
                        .orElse(Map.of()),
                fields.find("hidden").map(value -> hidden(value, devices)).orElse(List.of()));
    }

    private WifiQuality quality(Node node) {
        return reading.word(node, "a quality of Wi-Fi", WifiQuality.values(), WifiQuality.GOOD);
    }

    private Optional<QueueDiscipline> queue(Node node) {
        Optional<QueueDiscipline> queue = queues.queue(node);
        try {
            queue.ifPresent(WifiSpec.good()::withQueue);
            return queue;
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private int threshold(Node node) {
        return (int) reading.quantity(node, "'rts'", Quantities.AMOUNT, Quantities::amount);
    }

    private Map<String, Integer> thresholds(Node node, List<DeviceEntry> devices) {
        List<String> radios = wireless(devices);
        radios.add(Wifi.ROUTER);
        Map<String, Integer> thresholds = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'rts'")) {
            int bytes = threshold(entry.value());
            if (radios.contains(entry.key())) {
                thresholds.put(entry.key(), bytes);
            } else {
                reading.mistake(entry.keyNode(), "'" + entry.key() + "' is not in the Wi-Fi"
                        + DidYouMean.hint(entry.key(), radios) + " Allowed: " + String.join(", ", radios));
            }
        }
        return thresholds;
    }

    private static List<String> wireless(List<DeviceEntry> devices) {
        return new ArrayList<>(
                devices.stream().filter(DeviceEntry::wireless).map(DeviceEntry::name).toList());
    }

    private List<Wifi.HiddenPair> hidden(Node node, List<DeviceEntry> devices) {
        List<String> wireless = wireless(devices);
        List<Wifi.HiddenPair> pairs = new ArrayList<>();
        for (Node item : reading.items(node, "'hidden'")) {
            String text = reading.text(item, "a pair of devices").orElse("");
            String[] pair = text.split(" +from +", -1);
            if (pair.length == 2 && !pair[0].equals(pair[1]) && wireless.contains(pair[0])
                    && wireless.contains(pair[1])) {
                pairs.add(new Wifi.HiddenPair(pair[0], pair[1]));
            } else if (!text.isEmpty()) {
                reading.mistake(item, "'" + text + "' is no pair of devices in the Wi-Fi: write DEVICE from"
                        + " DEVICE, as in 'laptop from phone'; devices: " + String.join(", ", wireless));
            }
        }
        return pairs;
    }
}
