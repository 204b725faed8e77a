package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.link.Network;
import io.netjar.testkit.Allocation;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {
    private final RoutingTable table = new RoutingTable(() -> {
    });
    private final NetworkInterface out = new Ip(new Network(new Engine(1)), "router").addInterface("eth0");

    @Test
    void longestPrefixWins() {
        add("0.0.0.0/0", "10.0.0.1");
        add("192.0.0.0/8", "10.0.0.2");
        add("192.0.2.0/24", "10.0.0.3");
        add("192.0.2.7/32", "10.0.0.4");
        assertThat(gateway("198.51.100.1")).isEqualTo("10.0.0.1");
        assertThat(gateway("192.1.1.1")).isEqualTo("10.0.0.2");
        assertThat(gateway("192.0.2.6")).isEqualTo("10.0.0.3");
        assertThat(gateway("192.0.2.7")).isEqualTo("10.0.0.4");
    }

    @Test
    void removedRouteUncoversTheShorterOne() {
        add("192.0.2.0/24", "10.0.0.3");
        add("192.0.0.0/8", "10.0.0.2");
        assertThat(table.remove(IpPrefix.of("192.0.2.0/24"))).isTrue();
        assertThat(table.remove(IpPrefix.of("192.0.2.0/24"))).isFalse();
        assertThat(gateway("192.0.2.6")).isEqualTo("10.0.0.2");
        assertThat(table.lookup(IpAddress.of("10.9.9.9").v4())).isNull();
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void routeToTheSamePrefixReplacesTheOld() {
        add("192.0.2.0/24", "10.0.0.3");
        add("192.0.2.0/24", "10.0.0.4");
        assertThat(gateway("192.0.2.6")).isEqualTo("10.0.0.4");
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.list()).hasToString("[192.0.2.0/24 via 10.0.0.4 dev eth0]");
    }

    @Test
    void learnedRoutesLeadWhereNoneOfItsOwnIsAsLong() {
        add("192.0.2.0/24", "10.0.0.3");
        table.learn(learned(route("192.0.0.0/16", "10.0.0.8"), route("192.0.2.0/24", "10.0.0.8"),
                route("192.0.2.128/25", "10.0.0.8")));
        assertThat(gateway("192.0.9.1")).isEqualTo("10.0.0.8");
        assertThat(gateway("192.0.2.1")).isEqualTo("10.0.0.3");
        assertThat(gateway("192.0.2.200")).isEqualTo("10.0.0.8");
        assertThat(table.list())
                .hasToString("[192.0.0.0/16 via 10.0.0.8 dev eth0, 192.0.2.0/24 via 10.0.0.3 dev eth0,"
                        + " 192.0.2.128/25 via 10.0.0.8 dev eth0]");
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.own(IpPrefix.of("192.0.0.0/16"))).isNull();
        assertThat(table.remove(IpPrefix.of("192.0.2.0/24"))).isTrue();
        assertThat(gateway("192.0.2.1")).isEqualTo("10.0.0.8");
        assertThat(table.remove(IpPrefix.of("192.0.2.0/24"))).isFalse();
    }

    private Route route(String prefix, String gateway) {
        return new Route(IpPrefix.of(prefix), IpAddress.of(gateway), out);
    }

    private static LearnedRoutes learned(Route... routes) {
        var byPrefix = new PrefixMap<Route>();
        for (Route route : routes) {
            byPrefix.put(route.prefix(), route);
        }
        return new LearnedRoutes() {
            @Override
            public @Nullable Route lookup(int destination, int length) {
                return byPrefix.longest(destination, -1L << length + 1);
            }

            @Override
            public @Nullable Route get(IpPrefix prefix) {
                return byPrefix.get(prefix);
            }

            @Override
            public List<Route> list() {
                return List.of(routes);
            }
        };
    }

    @Test
    void gatewayMustBeAnAddress() {
        assertThatThrownBy(() -> add("192.0.2.0/24", "0.0.0.0")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.0.2.0/24");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithASearchThroughAllRoutes(long seed) {
        Chance chance = Chance.of(seed, "routes");
        List<IpPrefix> prefixes = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            IpPrefix prefix = IpPrefix.holding(
                    IpAddress.v4(chance.nextInt(64) << 26 | chance.nextInt() >>> 8),
                    chance.nextInt(33));
            if (chance.happens(0.8)) {
                table.add(prefix, out);
                prefixes.add(prefix);
            } else if (!prefixes.isEmpty()) {
                IpPrefix gone = prefixes.get(chance.nextInt(prefixes.size()));
                table.remove(gone);
                prefixes.removeIf(gone::equals);
            }
            int destination = chance.nextInt(64) << 26 | chance.nextInt() >>> 8;
            Route found = table.lookup(destination);
            int longest = prefixes.stream().filter(p -> p.contains(destination)).mapToInt(IpPrefix::length)
                    .max()
                    .orElse(-1);
            assertThat(found == null ? -1 : found.prefix().length()).as("seed %d, step %d", seed, i)
                    .isEqualTo(longest);
        }
    }

    @Test
    void lookupInALargeTableAllocatesNothing() {
        Chance chance = Chance.of(1, "large");
        for (int i = 0; i < 100_000; i++) {
            table.add(IpPrefix.holding(IpAddress.v4(chance.nextInt()), 8 + chance.nextInt(17)), out);
        }
        int[] found = {0};
        long bytes = Allocation.ofWarmed(() -> {
            for (int i = 0; i < 200_000; i++) {
                found[0] += table.lookup(chance.nextInt()) == null ? 0 : 1;
            }
        }, 200_000);
        assertThat(bytes).isLessThan(200_000);
        assertThat(found[0]).isPositive();
    }

    private void add(String prefix, String gateway) {
        table.add(IpPrefix.of(prefix), IpAddress.of(gateway), out);
    }

    private String gateway(String destination) {
        Route route = table.lookup(IpAddress.of(destination).v4());
        return route == null ? "none" : route.gateway().toString();
    }
}
