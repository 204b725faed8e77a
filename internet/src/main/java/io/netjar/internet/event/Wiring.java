package io.netjar.internet.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All cables and Wi-Fi cells of a described Internet, and what names stand for among them.
///
/// A name stands for the first of these that there is:
/// - a cable or line of that name, either end first
/// - a node (device, server, router, modem, exchange) and so for all cables at it; a device on Wi-Fi and a home's Wi-Fi
///   (`alice/wifi`) have none and stand for themselves
/// - a place (`pacific/seoul`): the core router there
/// - a home or an office: the line to its provider
/// - a provider: all cables at its routers and servers
/// - a public site: the cable of its server
public final class Wiring {
    static final String CELL = "/wifi";
    private final Map<String, Target.Run> byName = new LinkedHashMap<>();
    private final Map<String, List<Target.Run>> byNode = new LinkedHashMap<>();
    private final Map<String, String> stations = new LinkedHashMap<>();
    private final Map<String, String> sites;

    /// @param stations the devices on Wi-Fi by their full names, with the names of their homes or offices
    /// @param sites the servers of public sites by the sites' names
    public Wiring(List<Cable> cables, Map<String, String> stations, Map<String, String> sites) {
        this.stations.putAll(stations);
        this.sites = new LinkedHashMap<>(sites);
        for (Cable cable : cables) {
            Target.Run run = new Target.Run(cable, false, false);
            Target.Run turned = new Target.Run(cable, true, false);
            byName.put(cable.name(), run);
            byNode.computeIfAbsent(cable.from(), _ -> new ArrayList<>()).add(run);
            byNode.computeIfAbsent(cable.to(), _ -> new ArrayList<>()).add(turned);
        }
    }

    /// What `name` stands for, if there is such a thing.
    public Optional<Target> find(String name) {
        if (stations.containsKey(name)) {
            return Optional.of(new Target.Station(name));
        }
        if (name.endsWith(CELL)) {
            String premises = name.substring(0, name.length() - CELL.length());
            if (stations.containsValue(premises)) {
                return Optional.of(new Target.Cell(premises));
            }
        }
        List<Target.Run> runs = runs(name);
        return runs.isEmpty() ? Optional.empty() : Optional.of(new Target.Cables(runs));
    }

    private List<Target.Run> runs(String name) {
        Target.Run cable = byName.get(name);
        if (cable != null) {
            return List.of(cable);
        }
        int between = name.indexOf(Cable.BETWEEN);
        if (between >= 0) {
            return turned(new Cable(name, "", "").turned());
        }
        List<Target.Run> found = byNode.getOrDefault(name, byNode.get(name + "/core"));
        if (found != null) {
            return found;
        }
        Target.Run line = byName.get(name + "/line");
        if (line != null) {
            return List.of(line);
        }
        String server = sites.get(name);
        return server == null ? within(name + "/") : byNode.getOrDefault(server, List.of());
    }

    private List<Target.Run> turned(String name) {
        Target.Run cable = byName.get(name);
        return cable == null ? List.of() : List.of(new Target.Run(cable.cable(), true, false));
    }

    /// The cables at nodes whose names begin so.
    private List<Target.Run> within(String path) {
        List<Target.Run> found = new ArrayList<>();
        for (Target.Run run : byName.values()) {
            boolean begins = run.cable().from().startsWith(path);
            boolean ends = run.cable().to().startsWith(path);
            if (begins || ends) {
                found.add(new Target.Run(run.cable(), !begins, begins && ends));
            }
        }
        return found;
    }

    /// All cables, in the order in which they are laid.
    public List<Cable> cables() {
        return byName.values().stream().map(Target.Run::cable).toList();
    }

    /// The devices on Wi-Fi, by their full names.
    public List<String> stations() {
        return List.copyOf(stations.keySet());
    }

    /// Every word that stands for something by itself: all names but those of cables with two ends.
    public Set<String> words() {
        Set<String> words = new LinkedHashSet<>(stations.keySet());
        stations.values().forEach(premises -> words.add(premises + CELL));
        for (String line : byName.keySet()) {
            if (!line.contains(Cable.BETWEEN)) {
                words.add(line);
                words.add(line.substring(0, line.lastIndexOf('/')));
            }
        }
        for (String node : byNode.keySet()) {
            words.add(node);
            if (node.endsWith("/core")) {
                words.add(node.substring(0, node.lastIndexOf('/')));
                words.add(node.substring(0, node.indexOf('/')));
            }
        }
        words.addAll(sites.keySet());
        return words;
    }

    /// The names of cables with two ends, either end first.
    public Set<String> betweens() {
        Set<String> names = new LinkedHashSet<>();
        for (Target.Run run : byName.values()) {
            if (run.cable().name().contains(Cable.BETWEEN)) {
                names.add(run.cable().name());
                names.add(run.cable().turned());
            }
        }
        return names;
    }
}
