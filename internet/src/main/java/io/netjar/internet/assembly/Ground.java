package io.netjar.internet.assembly;

import io.netjar.internet.addressing.Numbering;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DeviceEntry;
import io.netjar.internet.description.LinkChange;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.router.ShortestPaths;
import io.netjar.netty.EngineEventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What every part of the assembly works on.
final class Ground {
    private static final String BETWEEN = " to ";

    private final Description description;
    private final Network network;
    private final EngineEventLoop loop;
    private final ShortestPaths paths = new ShortestPaths();
    private final AddressBook names = new AddressBook();
    private final Numbering numbering;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, List<MtuGroup>> mtus = new LinkedHashMap<>();

    Ground(Description description, Network network) {
        this.description = description;
        this.network = network;
        this.loop = new EngineEventLoop(network.engine());
        this.numbering = description.numbering();
        // Before there is any port, so that no other has got one of them
        description.interfaces()
                .forEach((name, change) -> change.mac().ifPresent(mac -> network.mac(name, mac)));
        description.homes().forEach(home -> chooseMacs(home.name(), home.devices()));
        description.offices().forEach(office -> chooseMacs(office.name(), office.devices()));
    }

    private void chooseMacs(String owner, List<DeviceEntry> devices) {
        devices.forEach(device -> device.mac()
                .ifPresent(mac -> network.mac(owner + "/" + device.port(), mac)));
    }

    Description description() {
        return description;
    }

    Network network() {
        return network;
    }

    EngineEventLoop loop() {
        return loop;
    }

    ShortestPaths paths() {
        return paths;
    }

    AddressBook names() {
        return names;
    }

    /// The direction of a line from one end to the other as the description wants it.
    LinkSpec changed(String from, String to, LinkSpec usual) {
        LinkSpec spec = usual;
        for (LinkChange change : description.links()) {
            spec = change.between(from, to).apply(spec);
        }
        return spec;
    }

    /// A cable between two ports, as the description wants it, called `name` for whoever wants to cut it.
    ///
    /// @throws IllegalArgumentException if another one is called so
    Link link(String name, Port a, Port b, LinkSpec aToB, LinkSpec bToA) {
        int between = name.indexOf(BETWEEN);
        boolean hasEnds = between >= 0 && !description.links().isEmpty();
        String from = hasEnds ? name.substring(0, between) : name;
        String to = hasEnds ? name.substring(between + BETWEEN.length()) : name;
        Link link = new Link(network, name, a, b, changed(from, to, aToB), changed(to, from, bToA));
        if (links.put(name, link) != null) {
            throw new IllegalArgumentException("two lines are called " + name);
        }
        return link;
    }

    /// Lets the interfaces of `group` keep to what a line carries, now and whenever that changes.
    ///
    /// @param there the direction from its first port to its second, or the other
    void keep(MtuGroup group, String line, boolean there) {
        Link link = Objects.requireNonNull(links.get(line), line);
        group.direction(there ? link::aToB : link::bToA);
        group.refresh();
        mtus.computeIfAbsent(line, _ -> new ArrayList<>(2)).add(group);
    }

    /// A line carries longer or shorter packets than before.
    void resized(String line) {
        mtus.getOrDefault(line, List.of()).forEach(MtuGroup::refresh);
    }

    /// All cables by name.
    Map<String, Link> links() {
        return Collections.unmodifiableMap(links);
    }

    /// Who has which address for good.
    Numbering numbering() {
        return numbering;
    }
}
