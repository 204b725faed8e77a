package io.netjar.internet.description;

import io.netjar.dns.QnameMinimisation;
import io.netjar.dns.ResolverHabits;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a provider's `resolver`: `busan`, or `{ city: busan, qname-minimisation: strict, serve-stale: on }`.
final class ResolverReader {
    private final Known known;
    private final Reading reading;

    ResolverReader(Known known) {
        this.known = known;
        this.reading = known.reading();
    }

    /// `provider` with the resolver that `node` says.
    Provider read(Provider provider, Node node) {
        if (!provider.hasResolver()) {
            reading.mistake(node, "a transit provider has no resolver; leave 'resolver' out");
        }
        if (!(node instanceof MappingNode)) {
            return provider.withResolver(city(provider, node), ResolverHabits.usual());
        }
        Fields fields = reading.fields(node, "'resolver'", "city", "qname-minimisation", "0x20",
                "serve-stale",
                "prefetch", "dnssec-validation", "cache-size");
        ResolverHabits usual = ResolverHabits.usual();
        QnameMinimisation minimisation = fields.find("qname-minimisation")
                .map(value -> reading.word(value, "a kind of QNAME minimisation", QnameMinimisation.values(),
                        usual.minimisation()))
                .orElse(usual.minimisation());
        var habits = new ResolverHabits(minimisation, fields.isOn("0x20", usual.mixesCase()),
                fields.isOn("serve-stale", usual.servesStale()), fields.isOn("prefetch", usual.prefetches()),
                fields.isOn("dnssec-validation", usual.validates()),
                fields.find("cache-size").map(this::entries).orElse(usual.cacheEntries()));
        return provider.withResolver(fields.find("city").map(value -> city(provider, value))
                .orElse(provider.resolverCity()), habits);
    }

    private String city(Provider provider, Node node) {
        return reading.text(node, "'resolver'").filter(name -> known.isIn(node, provider, name))
                .orElse(provider.resolverCity());
    }

    private int entries(Node node) {
        Optional<String> text = reading.text(node, "'cache-size'");
        if (text.isEmpty()) {
            return ResolverHabits.usual().cacheEntries();
        }
        if (text.get().matches("[0-9]{1,8}")) {
            int entries = Integer.parseInt(text.get());
            if (entries >= ResolverHabits.LEAST_ENTRIES && entries <= ResolverHabits.MOST_ENTRIES) {
                return entries;
            }
        }
        reading.mistake(node, "'" + text.get() + "' is not a number of cache entries: a whole number from "
                + ResolverHabits.LEAST_ENTRIES + " to " + ResolverHabits.MOST_ENTRIES);
        return ResolverHabits.usual().cacheEntries();
    }
}
