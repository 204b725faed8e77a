package io.netjar.internet.topology;

import io.netjar.internet.addressing.AddressPlan;
import io.netjar.internet.builder.InternetBuilder;
import io.netjar.internet.builder.LinkPart;
import io.netjar.internet.builder.ProviderPart;
import io.netjar.internet.description.AccessKind;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Mistake;
import io.netjar.internet.description.PageProgram;
import io.netjar.internet.description.Provider;
import io.netjar.internet.description.ProviderKind;
import io.netjar.internet.geography.City;
import io.netjar.net.link.QueueLimit;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The rules by which a map becomes an Internet.
final class TopologyPlan {
    /// Where the names of sites are.
    private static final String TOP = "test";
    /// Nobody's in the emulated Internet but the network's; any other would do.
    private static final String ADDRESSES = "20.0.0.0";
    /// What stands in one city at most: a site and its name server, a resolver, the provider's name server, servers of the root, of
    /// in-addr.arpa and of the top-level domain.
    private static final int SERVERS_IN_CITY = 7;
    /// As many root servers as can be lost and still leave one.
    private static final int NAME_SERVERS = 2;
    /// Above it a router's usual buffer is filled in less than [#BUFFER].
    private static final long SLOW = 1_342_000_000;
    private static final Duration BUFFER = Duration.ofMillis(100);

    private final String file;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Graph.Node> nodes = new LinkedHashMap<>();
    private final Lines lines;
    private final String provider;
    /// By the identifiers of nodes.
    private final Map<String, String> names = new LinkedHashMap<>();
    private final boolean hasLabels;

    TopologyPlan(Graph graph, String name, String file) {
        this.file = file;
        List<String> foreign = new ArrayList<>();
        graph.nodes().forEach((id, node) -> {
            if (node.isForeign()) {
                foreign.add(node.label().isEmpty() ? id : node.label());
            } else {
                nodes.put(id, node);
            }
        });
        note(foreign, "node", "of other networks, of which the map says no more, left out");
        hasLabels = nodes.values().stream().anyMatch(node -> !node.label().isEmpty());
        lines = new Lines(graph, nodes.keySet());
        notes.addAll(lines.notes());
        String called = PlaceNames.plain(graph.name().isEmpty() ? name : graph.name());
        var taken = new PlaceNames(Set.of("nic", "root", "arpa", TOP));
        List<String> unspelt = new ArrayList<>();
        nodes.forEach((id, node) -> {
            names.put(id, taken.name(node.label(), "node-" + id));
            if (!node.label().isEmpty() && PlaceNames.plain(node.label()).isEmpty()) {
                unspelt.add(node.label() + " is " + name(id));
            }
        });
        note(unspelt, "node", "whose name has no letter from a to z and no digit, called otherwise");
        provider = names.containsValue(called) || called.isEmpty()
                ? taken.name(called + "-net", "net")
                : taken.name(called, "net");
    }

    Topology topology() {
        check();
        var positions = new Positions(nodes, lines.neighbours());
        if (positions.known().size() < nodes.size()) {
            throw wrong(
                    "no node has a position ('Latitude' and 'Longitude'), from which delays would follow");
        }
        note(positions.guessed().stream().map(this::name).toList(), "node",
                "without a position, put in the middle of the neighbours");
        InternetBuilder builder = InternetBuilder.create();
        positions.known().forEach((id, city) -> addCity(builder, id, city));
        List<String> hubs = lines.hubs(NAME_SERVERS).stream().map(this::place).toList();
        builder.provider(provider, this::describe).root(hubs.toArray(String[]::new))
                .topLevelDomain(TOP, hubs.toArray(String[]::new));
        lines.rates().forEach((line, rate) -> builder.link(place(line.from()), place(line.to()),
                link -> describe(link, rate)));
        List<String> nameless = new ArrayList<>();
        nodes.forEach((id, node) -> {
            if (hasLabels && node.label().isEmpty()) {
                nameless.add(name(id));
            } else {
                addPeople(builder, id);
            }
        });
        note(nameless, "node", "without a name, with routers alone, no home and no site");
        return new Topology(builder.build(), notes);
    }

    private void check() {
        if (nodes.isEmpty()) {
            throw wrong("there is no node of the network's own");
        }
        List<List<String>> parts = lines.parts();
        if (parts.size() > 1) {
            List<String> told = parts.stream().limit(8)
                    .map(part -> part.size() + " around '" + name(part.getFirst()) + "'").toList();
            throw wrong("the network is in " + parts.size() + " parts that no edge joins ("
                    + String.join(", ", told) + (parts.size() > 8 ? ", …" : "")
                    + "); join them by edges, or keep one part");
        }
    }

    private DescriptionException wrong(String message) {
        return new DescriptionException(List.of(new Mistake(file, 0, 0, message)));
    }

    private String name(String id) {
        return Objects.requireNonNull(names.get(id), id);
    }

    private String place(String id) {
        return provider + "/" + name(id);
    }

    private void addCity(InternetBuilder builder, String id, City at) {
        builder.cities(name(id), at.latitude(), at.longitude());
    }

    private void describe(ProviderPart words) {
        words.kind(ProviderKind.RESIDENTIAL).cities(nodes.keySet().stream().map(this::name).toList())
                .addresses(addresses()).resolver(name(lines.hubs(1).getFirst()));
        lines.all().forEach(line -> words.lines(name(line.from()), name(line.to())));
    }

    /// The longest prefix that has room for all.
    private String addresses() {
        int length = AddressPlan.LONGEST;
        while (length > AddressPlan.SHORTEST && !hasRoom(IpPrefix.of(ADDRESSES + "/" + length))) {
            length--;
        }
        return ADDRESSES + "/" + length;
    }

    private boolean hasRoom(IpPrefix prefix) {
        int cities = nodes.size();
        return AddressPlan.roomForLines(prefix) >= lines.all().size() + 2 * cities
                && AddressPlan.roomForHomeNetworks(prefix, Provider.HOMES_PER_EDGE) >= cities
                && AddressPlan.roomForServers(prefix, cities) >= SERVERS_IN_CITY;
    }

    private static void describe(LinkPart link, long rate) {
        link.rate(rate);
        if (rate < SLOW) {
            link.queue(QueueLimit.time(BUFFER));
        }
    }

    private void addPeople(InternetBuilder builder, String id) {
        builder.home(name(id), home -> home.provider(provider).city(name(id)).access(AccessKind.FIBRE)
                .devices("pc"));
        builder.site("www." + name(id) + "." + TOP,
                site -> site.in(place(id)).programs("/", PageProgram.ABOUT));
    }

    private void note(List<String> which, String what, String how) {
        if (!which.isEmpty()) {
            int count = which.size();
            notes.add(count + " " + what + (count == 1 ? " " : "s ") + how + ": " + String.join(", ", which));
        }
    }
}
