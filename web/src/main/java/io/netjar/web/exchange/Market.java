package io.netjar.web.exchange;

import io.netjar.engine.Engine;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A market of invented instruments, each with an order book and a matching engine, to which orders come from seed, name
/// and time alone: who watches, and since when, changes nothing.
///
/// While nobody watches an instrument, no timer runs for it: what happened is worked out when somebody asks. See
/// [Calendar] for how far back that goes.
public final class Market {
    private final Engine engine;
    private final Map<String, Instrument> instruments = new LinkedHashMap<>();
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final String name;

    /// A market of the [usual instruments][Instrument#usual()].
    ///
    /// @param name whose luck it has
    public Market(Engine engine, String name) {
        this(engine, name, Instrument.usual());
    }

    public Market(Engine engine, String name, List<Instrument> instruments) {
        this.engine = engine;
        this.name = name;
        for (Instrument instrument : instruments) {
            if (this.instruments.put(instrument.code(), instrument) != null) {
                throw new IllegalArgumentException("two instruments are called " + instrument.code());
            }
        }
    }

    /// What is traded, in a fixed order.
    public Collection<Instrument> instruments() {
        return instruments.values();
    }

    Engine engine() {
        return engine;
    }

    /// The instrument with that code; made when first asked for, as working out its day takes some milliseconds.
    Optional<Listing> listing(String code) {
        Instrument instrument = instruments.get(code);
        return instrument == null
                ? Optional.empty()
                : Optional.of(
                        listings.computeIfAbsent(code, _ -> new Listing(engine, name, instrument)));
    }
}
