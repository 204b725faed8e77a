package io.netjar.internet.description;

import io.netjar.dns.ResolverHabits;
import io.netjar.internet.geography.City;
import io.netjar.wire.IpPrefix;
import java.util.List;

/// An Internet service provider: an autonomous system with routers in some cities.
///
/// @param name the first part of the names of everything it owns
/// @param cities where its routers stand, at least one; the first is its home
/// @param addresses the prefix that all its addresses, its customers' included, are taken from
/// @param resolverCity where its recursive resolver stands; a transit provider has none
/// @param resolverHabits what that resolver does and does not
/// @param lines which pairs of cities it has joined by long lines
/// @param dhcp what its edge routers do about homes' addresses
/// @param homesPerEdge how many homes one edge router serves, from 1 to 1000
public record Provider(String name, ProviderKind kind, List<City> cities, IpPrefix addresses,
        String resolverCity, ResolverHabits resolverHabits, List<Line> lines, Leasing dhcp,
        int homesPerEdge) {
    /// As many as a /25 has room for, rounded.
    public static final int HOMES_PER_EDGE = 100;

    /// Two of a provider's cities with a long line between them.
    public record Line(String from, String to) {}

    public Provider {
        cities = List.copyOf(cities);
        lines = List.copyOf(lines);
        if (cities.isEmpty()) {
            throw new IllegalArgumentException("provider " + name + " has no city");
        }
    }

    Provider withResolver(String city, ResolverHabits habits) {
        return new Provider(name, kind, cities, addresses, city, habits, lines, dhcp, homesPerEdge);
    }

    /// The city called `wanted`.
    ///
    /// @throws IllegalArgumentException if the provider is not there
    public City city(String wanted) {
        return cities.stream().filter(city -> city.name().equals(wanted)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("provider " + name + " is not in " + wanted));
    }

    /// Whether it has routers in `city`.
    public boolean isIn(String city) {
        return cities.stream().anyMatch(own -> own.name().equals(city));
    }

    /// Whether it runs a recursive resolver, as all do that have customers' devices.
    public boolean hasResolver() {
        return kind != ProviderKind.TRANSIT;
    }
}
