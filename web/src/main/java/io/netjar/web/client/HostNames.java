package io.netjar.web.client;

import io.netjar.engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a client remembers of names: an address that was found serves for a minute, as Chromium has it where the system's
/// resolver does not tell a record's TTL; that there was none is not remembered. Who asks while the answer is on its
/// way gets the same one.
final class HostNames {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Engine engine;
    private final NameLookup names;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Map<String, List<Consumer<NameLookup.Answer>>> asking = new LinkedHashMap<>();

    private record Known(NameLookup.Answer answer, long until) {}

    HostNames(Engine engine, NameLookup names) {
        this.engine = engine;
        this.names = names;
    }

    /// Whether the address is remembered, so that nobody is asked.
    boolean isKnown(String host) {
        Known remembered = known.get(host);
        return remembered != null && engine.now() < remembered.until();
    }

    void lookup(String host, Consumer<NameLookup.Answer> answer) {
        Known remembered = known.get(host);
        if (remembered != null && engine.now() < remembered.until()) {
            answer.accept(remembered.answer());
            return;
        }
        List<Consumer<NameLookup.Answer>> others = asking.get(host);
        if (others != null) {
            others.add(answer);
            return;
        }
        asking.put(host, new ArrayList<>(List.of(answer)));
        names.lookup(host, found -> answered(host, found));
    }

    private void answered(String host, NameLookup.Answer answer) {
        if (answer instanceof NameLookup.Answer.Found) {
            known.put(host, new Known(answer, engine.now() + KEPT_NANOS));
        }
        List<Consumer<NameLookup.Answer>> all = asking.remove(host);
        if (all != null) {
            all.forEach(each -> each.accept(answer));
        }
    }
}
