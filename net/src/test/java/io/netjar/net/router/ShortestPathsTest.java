package io.netjar.net.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.Route;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortestPathsTest {
    private static final IpPrefix PREFIX = IpPrefix.of("203.0.113.0/24");

    private final Network network = new Network(new Engine(1));
    private final Map<String, Router> routers = new TreeMap<>();
    private ShortestPaths paths = new ShortestPaths();
    private int links;

    @Test
    void takesTheWayOfLeastDelay() {
        link("a", "d", 10);
        link("a", "b", 4);
        link("b", "c", 3);
        link("c", "d", 2);
        install("d");
        assertThat(wayFrom("a")).isEqualTo("a b c d");
    }

    @Test
    void takesFewerHopsIfDelaysAreEqual() {
        link("a", "b", 5);
        link("b", "d", 5);
        link("a", "d", 10);
        install("d");
        assertThat(wayFrom("a")).isEqualTo("a d");
    }

    @Test
    void takesTheFirstNameIfAllIsEqual() {
        link("a", "c", 5);
        link("c", "d", 5);
        link("a", "b", 5);
        link("b", "d", 5);
        install("d");
        assertThat(wayFrom("a")).isEqualTo("a b d");
    }

    @Test
    void goesToTheNearestOfSeveralOrigins() {
        link("a", "b", 5);
        link("b", "c", 1);
        link("a", "d", 5);
        install("c", "d");
        assertThat(wayFrom("a")).isEqualTo("a d");
        assertThat(wayFrom("b")).isEqualTo("b c");
    }

    @Test
    void takesRoutesAwayWhenNoWayIsLeft() {
        link("a", "b", 5);
        install("b");
        assertThat(wayFrom("a")).isEqualTo("a b");
        paths = new ShortestPaths();
        paths.originate(router("a"), IpPrefix.of("198.51.100.0/24"));
        install("b");
        assertThat(router("a").ip().routes().get(PREFIX)).isNull();
    }

    @Test
    void goesAroundALinkThatIsDownAndBackWhenItIsUp() {
        link("a", "b", 1);
        link("a", "c", 5);
        link("c", "b", 5);
        install("b");
        assertThat(wayFrom("a")).isEqualTo("a b");
        NetworkInterface end = router("b").ip().interfaces().getFirst();
        paths.up(end, false);
        assertThat(wayFrom("a")).isEqualTo("a b");
        paths.install();
        assertThat(wayFrom("a")).isEqualTo("a c b");
        paths.up(end, true);
        paths.install();
        assertThat(wayFrom("a")).isEqualTo("a b");
    }

    @Test
    void routesThatNobodyLookedAtYetAreThoseOfTheirInstallation() {
        link("a", "b", 1);
        link("a", "c", 5);
        link("c", "b", 5);
        install("b");
        paths.up(router("b").ip().interfaces().getFirst(), false);
        assertThat(wayFrom("a")).isEqualTo("a b");
        paths.install();
        paths.up(router("b").ip().interfaces().getFirst(), true);
        assertThat(wayFrom("a")).isEqualTo("a c b");
    }

    @Test
    void takesTheShorterPrefixWhereNoWayLeadsToTheLonger() {
        link("a", "b", 1);
        link("a", "c", 1);
        paths.originate(router("c"), IpPrefix.of("203.0.0.0/16"));
        install("b");
        assertThat(nextFor("203.0.113.7")).isEqualTo("b");
        paths.up(at("b", "a"), false);
        paths.install();
        assertThat(nextFor("203.0.113.7")).isEqualTo("c");
    }

    @Test
    void aLongerRouteOfTheRoutersOwnComesFirst() {
        link("a", "b", 1);
        link("a", "c", 1);
        install("b");
        router("a").addRoute(IpPrefix.of("203.0.113.128/25"), at("c", "a").address(), at("a", "c"));
        assertThat(nextFor("203.0.113.7")).isEqualTo("b");
        assertThat(nextFor("203.0.113.200")).isEqualTo("c");
        assertThat(router("a").ip().routes().list()).extracting(route -> route.prefix().toString())
                .containsSubsequence("203.0.113.0/24", "203.0.113.128/25");
    }

    @Test
    void linksAndOriginsThatComeLaterCountFromTheNextInstallation() {
        link("a", "b", 5);
        install("b");
        link("a", "c", 1);
        link("c", "b", 1);
        assertThat(wayFrom("a")).isEqualTo("a b");
        paths.install();
        assertThat(wayFrom("a")).isEqualTo("a c b");
    }

    private String nextFor(String destination) {
        Route route = router("a").ip().routes().lookup(IpAddress.of(destination).v4());
        return route == null ? "none" : route.out().name();
    }

    @Test
    void followsTheCarriersASecondLaterAndTakesEachInterruptionOnce() {
        link("a", "b", 1);
        link("a", "c", 5);
        link("c", "b", 5);
        install("b");
        List<Link> cables = List.of(cable("a", "b"), cable("a", "c"), cable("c", "b"));
        paths.follow(network.engine());
        cables.getFirst().up(false);
        pass(999);
        assertThat(wayFrom("a")).isEqualTo("a b");
        pass(1);
        assertThat(wayFrom("a")).isEqualTo("a c b");
        cables.getFirst().up(true);
        pass(1000);
        assertThat(wayFrom("a")).isEqualTo("a b");
        assertThat(network.engine().armed()).isZero();
    }

    @Test
    void doesNotFollowAnInterruptionShorterThanASecond() {
        link("a", "b", 1);
        link("a", "c", 5);
        link("c", "b", 5);
        install("b");
        Link cable = cable("a", "b");
        cable("a", "c");
        cable("c", "b");
        paths.follow(network.engine());
        cable.up(false);
        pass(900);
        cable.up(true);
        for (int i = 0; i < 20; i++) {
            pass(100);
            assertThat(wayFrom("a")).isEqualTo("a b");
        }
    }

    @Test
    void withdrawsTheNetworkOfADeadLinkAndGivesItBack() {
        link("a", "b", 1);
        link("b", "c", 1);
        IpPrefix line = at("a", "b").addresses().getFirst().prefix();
        paths.originate(router("a"), line);
        paths.originate(router("b"), line);
        paths.install();
        Link cable = cable("a", "b");
        cable("b", "c");
        paths.follow(network.engine());
        assertThat(route("c", line)).startsWith(line + " via ");
        cable.up(false);
        pass(1000);
        assertThat(route("c", line)).isEqualTo("none");
        assertThat(route("a", line)).isEqualTo("none");
        cable.up(true);
        pass(1000);
        assertThat(route("c", line)).startsWith(line + " via ");
        assertThat(route("a", line)).isEqualTo(line + " dev b");
    }

    @Test
    void withdrawsAStaticRouteWithItsLinkAndLeadsToWhoeverElseHasOne() {
        link("a", "b", 1);
        link("a", "c", 5);
        for (String edge : List.of("b", "c")) {
            join(edge, "office");
            router(edge).addRoute(PREFIX, at("office", edge).address(), at(edge, "office"));
        }
        install("b", "c");
        String own = route("b", PREFIX);
        Link cable = cable("b", "office");
        cable("a", "b");
        Link other = cable("c", "office");
        cable("a", "c");
        paths.follow(network.engine());
        assertThat(wayFrom("a")).isEqualTo("a b office");
        cable.up(false);
        pass(1000);
        assertThat(wayFrom("a")).isEqualTo("a c office");
        assertThat(wayFrom("b")).isEqualTo("b a c office");
        other.up(false);
        pass(1000);
        assertThat(route("a", PREFIX)).isEqualTo("none");
        assertThat(route("b", PREFIX)).isEqualTo("none");
        cable.up(true);
        pass(1000);
        assertThat(wayFrom("a")).isEqualTo("a b office");
        assertThat(route("b", PREFIX)).isEqualTo(own);
    }

    private String route(String router, IpPrefix prefix) {
        Route route = router(router).ip().routes().get(prefix);
        return route == null ? "none" : route.toString();
    }

    private void pass(long millis) {
        network.engine().runUntil(network.engine().now() + millis * 1_000_000);
    }

    private NetworkInterface at(String router, String neighbour) {
        return router(router).ip().interfaces().stream().filter(each -> each.name().equals(neighbour))
                .findFirst().orElseThrow();
    }

    private Link cable(String first, String second) {
        return new Link(network, first + " to " + second, at(first, second).port(), at(second, first).port(),
                LinkSpec.ideal());
    }

    /// Twenty routers in a mesh where all links are equally long: nearly every way is one of several.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void choosesAmongEqualWaysWhateverTheOrderOfTheLinks(long seed) {
        Chance chance = Chance.of(seed, "mesh");
        List<String> links = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (int j = i + 1; j < 20; j++) {
                if (j == i + 1 || chance.happens(0.15)) {
                    links.add((char) ('a' + i) + " " + (char) ('a' + j));
                }
            }
        }
        String first = ways(links);
        for (int i = links.size() - 1; i > 0; i--) {
            Collections.swap(links, i, chance.nextInt(i + 1));
        }
        assertThat(ways(links)).as("seed %d", seed).isEqualTo(first);
    }

    private String ways(List<String> mesh) {
        routers.clear();
        paths = new ShortestPaths();
        mesh.forEach(link -> link(link.substring(0, 1), link.substring(2), 1));
        install("t");
        return routers.keySet().stream().sorted().map(this::wayFrom).toList().toString();
    }

    private void install(String... origins) {
        for (String origin : origins) {
            paths.originate(router(origin), PREFIX);
        }
        paths.install();
    }

    private Router router(String name) {
        return routers.computeIfAbsent(name, none -> new Router(network, name));
    }

    private void link(String first, String second, long millis) {
        join(first, second);
        paths.link(router(first), at(first, second), router(second), at(second, first), millis * 1_000_000);
    }

    /// Gives both an interface to the other, of which the routes' computation does not know.
    private void join(String first, String second) {
        links++;
        router(first).addInterface(second, IpAddress.of("10.0." + links + ".1"), 31);
        router(second).addInterface(first, IpAddress.of("10.0." + links + ".0"), 31);
    }

    /// Follows the routes; an interface bears the name of the router at its other end.
    private String wayFrom(String start) {
        var way = new StringBuilder(start);
        String at = start;
        Route route = router(at).ip().routes().get(PREFIX);
        while (route != null && way.length() < 100) {
            at = route.out().name();
            way.append(' ').append(at);
            route = router(at).ip().routes().get(PREFIX);
        }
        return way.toString();
    }
}
