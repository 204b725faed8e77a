package io.netjar.internet.description;

import io.netjar.dns.DnsZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `zones`: `{ shop.test: ./shop.zone }`, records that are added to those of a domain.
final class ZoneReader {
    private static final long LARGEST_BYTES = 16_000_000;

    private final Known known;
    private final Reading reading;
    private final Optional<Path> folder;

    /// @param folder where the files are looked up, if they are to be read at all
    ZoneReader(Known known, Optional<Path> folder) {
        this.known = known;
        this.reading = known.reading();
        this.folder = folder;
    }

    /// The master files by domain, without the final dot.
    Map<String, String> read(Node node) {
        Map<String, String> zones = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'zones'")) {
            Optional<String> file = reading.text(entry.value(), "a master file");
            if (known.isHostName(entry.keyNode(), entry.key(), 2) && file.isPresent()) {
                text(entry, file.get()).ifPresent(text -> zones.put(entry.key(), text));
            }
        }
        return zones;
    }

    private Optional<String> text(Reading.Entry entry, String file) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path path = folder.get().resolve(file).normalize();
        try {
            // RFC 1035 §5.1 lets a master file include others; here it is one file, beside the description
            if (!path.startsWith(folder.get().normalize()) || Files.size(path) > LARGEST_BYTES) {
                reading.mistake(entry.value(),
                        "'" + file + "' must be in the description's own folder, and at most "
                                + LARGEST_BYTES / 1_000_000 + " MB");
                return Optional.empty();
            }
            String text = Files.readString(path);
            DnsZone.parse(entry.key() + ".", text + "\n" + apex(entry.key() + "."));
            return Optional.of(text);
        } catch (IOException e) {
            reading.mistake(entry.value(),
                    "the master file '" + file + "' cannot be read in " + folder.get());
        } catch (IllegalArgumentException e) {
            reading.mistake(entry.value(), file + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    /// What the servers add themselves.
    private static String apex(String origin) {
        return origin + " 60 IN SOA ns1." + origin + " hostmaster." + origin + " 1 1 1 1 1\n"
                + origin + " 60 IN NS ns1." + origin + "\n";
    }
}
