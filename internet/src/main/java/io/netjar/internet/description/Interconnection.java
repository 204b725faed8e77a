package io.netjar.internet.description;

import io.netjar.internet.geography.City;
import java.util.ArrayList;
import java.util.List;

/// A direct line between the routers of two providers in one city: transit, where no exchange joins them.
public record Interconnection(String city, String provider, String transit) {
    /// Every transit provider is joined to every other provider in each city where both have routers and no exchange
    /// has both as members.
    static List<Interconnection> among(List<Provider> providers, List<Exchange> exchanges) {
        List<Interconnection> lines = new ArrayList<>();
        for (int i = 0; i < providers.size(); i++) {
            for (int j = i + 1; j < providers.size(); j++) {
                addLines(providers.get(i), providers.get(j), exchanges, lines);
            }
        }
        return lines;
    }

    private static void addLines(Provider one, Provider other, List<Exchange> exchanges,
            List<Interconnection> lines) {
        if (one.kind() != ProviderKind.TRANSIT && other.kind() != ProviderKind.TRANSIT) {
            return;
        }
        boolean otherCarries = other.kind() == ProviderKind.TRANSIT;
        Provider transit = otherCarries ? other : one;
        Provider customer = otherCarries ? one : other;
        customer.cities().stream().map(City::name).filter(transit::isIn)
                .filter(city -> exchanges.stream().noneMatch(exchange -> exchange.city().equals(city)
                        && exchange.members().contains(one.name())
                        && exchange.members().contains(other.name())))
                .forEach(city -> lines.add(new Interconnection(city, customer.name(), transit.name())));
    }
}
