package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.link.Network;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables that have a trie.
class PrefixTrieTest {
    private final RoutingTable table = new RoutingTable(() -> {
    });
    private final NetworkInterface out = new Ip(new Network(new Engine(1)), "router").addInterface("eth0");

    /// A destination or prefix among few enough that they often hold each other.
    private static int address(Chance chance) {
        return 10 << 24 | chance.nextInt(4) << 20 | chance.nextInt(1 << 20);
    }

    private static @Nullable Route longest(List<Route> routes, int destination) {
        @Nullable
        Route best = null;
        for (Route route : routes) {
            boolean longer = best == null || route.prefix().length() > best.prefix().length();
            best = longer && route.prefix().contains(destination) ? route : best;
        }
        return best;
    }

    private void agrees(Chance chance, long seed) {
        List<Route> routes = table.list();
        assertThat(routes).hasSize(table.size());
        for (int i = 0; i < 500; i++) {
            int destination = address(chance);
            assertThat(table.lookup(destination)).as("seed %d, %s", seed, IpAddress.v4(destination))
                    .isSameAs(longest(routes, destination));
        }
    }

    /// Grows far beyond the size from which there is a trie, changes, shrinks far below it, and grows again.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithASearchThroughAllRoutesWhileItGrowsAndShrinks(long seed) {
        Chance chance = Chance.of(seed, "trie");
        List<IpPrefix> prefixes = new ArrayList<>();
        for (int phase = 0; phase < 6; phase++) {
            boolean grows = phase % 2 == 0;
            for (int i = 0; i < 4000; i++) {
                if (chance.happens(grows ? 0.8 : 0.1)) {
                    var prefix = IpPrefix.holding(IpAddress.v4(address(chance)), chance.nextInt(33));
                    table.add(prefix, IpAddress.v4(1 + chance.nextInt(1000)), out);
                    prefixes.add(prefix);
                } else if (!prefixes.isEmpty()) {
                    table.remove(prefixes.remove(chance.nextInt(prefixes.size())));
                }
                if (i % 800 == 799) {
                    agrees(chance, seed);
                }
            }
            assertThat(table.rootBits() == 16).as("seed %d, phase %d", seed, phase).isEqualTo(grows);
        }
    }

    @Test
    void needsNoTrieForThreeLengths() {
        for (int length = 8; length <= 24; length += 8) {
            table.add(IpPrefix.holding(IpAddress.of("10.20.30.40"), length), out);
        }
        assertThat(table.rootBits()).isZero();
        table.add(IpPrefix.DEFAULT_V4, out);
        assertThat(table.rootBits()).isEqualTo(8);
        table.remove(IpPrefix.of("10.0.0.0/8"));
        assertThat(table.rootBits()).isZero();
    }

    @Test
    void hasALargeTrieFromSoManyRoutesOnUntilHalfAreGone() {
        for (int i = 0; i < RoutingTable.LARGE_ROUTES - 1; i++) {
            table.add(new IpPrefix(IpAddress.v4(i << 8), 24), out);
        }
        assertThat(table.rootBits()).isZero();
        table.add(IpPrefix.of("10.0.0.0/8"), out);
        assertThat(table.rootBits()).isEqualTo(16);
        for (int i = 0; i < RoutingTable.LARGE_ROUTES / 2; i++) {
            table.remove(new IpPrefix(IpAddress.v4(i << 8), 24));
        }
        assertThat(table.rootBits()).isEqualTo(16);
        table.remove(IpPrefix.of("10.0.0.0/8"));
        assertThat(table.rootBits()).isZero();
    }

    @Test
    void givesBackTheRoomOfWhatIsRemoved() {
        var trie = new PrefixTrie(PrefixTrie.LARGE_ROOT_BITS);
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            routes.add(new Route(new IpPrefix(IpAddress.v4(i * 0x9e37_79b9 | 1), 32), 1, out));
        }
        routes.forEach(trie::add);
        long bytes = trie.bytes();
        for (int round = 0; round < 10; round++) {
            routes.forEach(route -> trie.remove(route, null));
            assertThat(trie.lookup(routes.getFirst().prefix().address().v4())).isNull();
            routes.forEach(trie::add);
        }
        assertThat(trie.bytes()).isLessThanOrEqualTo(bytes + 40_000);
        for (Route route : routes) {
            assertThat(trie.lookup(route.prefix().address().v4())).isSameAs(route);
        }
    }

    @Test
    void takesTheDefaultRouteAndTheLongestOnes() {
        for (int i = 0; i < RoutingTable.LARGE_ROUTES; i++) {
            table.add(new IpPrefix(IpAddress.v4(20 << 24 | i), 32), out);
        }
        assertThat(table.lookup(IpAddress.of("1.2.3.4").v4())).isNull();
        table.add(IpPrefix.DEFAULT_V4, IpAddress.of("10.0.0.1"), out);
        assertThat(table.lookup(-1)).isSameAs(table.get(IpPrefix.DEFAULT_V4));
        assertThat(table.lookup(20 << 24 | 7)).isSameAs(table.get(IpPrefix.of("20.0.0.7/32")));
        table.remove(IpPrefix.of("20.0.0.7/32"));
        assertThat(table.lookup(20 << 24 | 7)).isSameAs(table.get(IpPrefix.DEFAULT_V4));
    }
}
