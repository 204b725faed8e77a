package io.netjar.internet.builder;

import io.netjar.internet.description.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is added to a domain's own records.
public final class ZonePart extends Part<ZonePart> {
    private final Map<String, List<String>> records = new LinkedHashMap<>();

    ZonePart() {}

    @Override
    ZonePart self() {
        return this;
    }

    /// A master file (RFC 1035 §5) in the description's folder.
    public ZonePart file(String name) {
        return set("file", name);
    }

    /// In place of all the others a whole master file.
    public ZonePart text(String masterFile) {
        return set("text", masterFile);
    }

    /// How long records may be kept that do not say it themselves.
    public ZonePart ttl(Duration time) {
        return set("ttl", Wording.time(time));
    }

    /// A record of a name as files write it: `203.0.113.5`, `CNAME www`, `10 A 203.0.113.8`. Several of one name are
    /// several calls. `@` is the zone itself.
    public ZonePart records(String name, String record) {
        records.computeIfAbsent(name, _ -> new ArrayList<>()).add(record);
        return set("records", new LinkedHashMap<>(records));
    }
}
