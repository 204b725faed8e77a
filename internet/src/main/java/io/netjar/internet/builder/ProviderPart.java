package io.netjar.internet.builder;

import io.netjar.internet.description.ProviderKind;
import io.netjar.internet.description.Wording;
import java.util.List;
import java.util.function.Consumer;

/// What is said of a provider.
public final class ProviderPart extends Part<ProviderPart> {
    ProviderPart() {}

    @Override
    ProviderPart self() {
        return this;
    }

    /// What it lives on: residential connects homes and offices, hosting offices and servers, transit other providers.
    public ProviderPart kind(ProviderKind kind) {
        return set("kind", Wording.word(kind));
    }

    /// Where it has routers; the first is its home.
    public ProviderPart cities(String... names) {
        return cities(List.of(names));
    }

    /// Where it has routers; the first is its home.
    public ProviderPart cities(List<String> names) {
        return add("cities", names.toArray());
    }

    /// The prefix of everything it connects, /8 to /22, as in `203.0.112.0/20`.
    public ProviderPart addresses(String prefix) {
        return set("addresses", prefix);
    }

    /// The city of its recursive resolver.
    public ProviderPart resolver(String city) {
        return set("resolver", city);
    }

    /// Its recursive resolver, with all that can be said of it.
    public ProviderPart resolver(Consumer<ResolverPart> words) {
        return set("resolver", new ResolverPart(), words);
    }

    /// A long line of its own between two of its cities. Without any, each city is joined to its two nearest.
    public ProviderPart lines(String from, String to) {
        return add("lines", from + " to " + to);
    }

    /// How many homes one edge router serves, from 1 to 1000.
    public ProviderPart homesPerEdge(int homes) {
        return set("homes-per-edge", homes);
    }

    /// What its DHCP servers do about homes' public addresses.
    public ProviderPart dhcp(Consumer<DhcpPart> words) {
        return set("dhcp", new DhcpPart(), words);
    }
}
