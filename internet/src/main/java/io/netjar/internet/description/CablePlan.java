package io.netjar.internet.description;

import io.netjar.internet.event.Cable;
import io.netjar.internet.event.Wiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The cables that a description will have when it is built, known before it is: so that a name in it can be checked.
final class CablePlan {
    private final Description description;
    private final List<Cable> cables = new ArrayList<>();
    private final Map<String, String> stations = new LinkedHashMap<>();
    private final Map<String, String> sites = new LinkedHashMap<>();
    /// Rooms whose cable to the edge router is laid.
    private final Set<Place> rooms = new LinkedHashSet<>();

    private CablePlan(Description description) {
        this.description = description;
    }

    /// What `description` will be wired like.
    static Wiring of(Description description) {
        var plan = new CablePlan(description);
        description.providers().forEach(plan::addRouters);
        plan.addLongLines();
        plan.addServers();
        plan.addHomes();
        for (Office office : description.offices()) {
            plan.cables.add(new Cable(office.name() + "/line", office.name() + "/router",
                    office.place() + "/edge"));
            plan.plugIn(office.name(), "server");
            plan.addDevices(office.name(), office.devices());
        }
        return new Wiring(plan.cables, plan.stations, plan.sites);
    }

    private void addRouters(Provider provider) {
        for (var city : provider.cities()) {
            Place place = new Place(provider.name(), city.name());
            for (int i = 0; i < description.edgeRouters(place); i++) {
                lay(Description.edgeRouter(place, i), place + "/core");
            }
        }
    }

    private void addLongLines() {
        for (Provider provider : description.providers()) {
            provider.lines().forEach(
                    line -> join(new Place(provider.name(), line.from()),
                            new Place(provider.name(), line.to())));
        }
        for (Exchange exchange : description.exchanges()) {
            for (String member : exchange.members()) {
                Place place = new Place(member, exchange.city());
                cables.add(
                        new Cable(place + " to " + exchange.name(), place + "/core", exchange.name()));
            }
        }
        description.interconnections().forEach(line -> join(new Place(line.provider(), line.city()),
                new Place(line.transit(), line.city())));
    }

    private void join(Place from, Place to) {
        cables.add(new Cable(from + " to " + to, from + "/core", to + "/core"));
    }

    private void lay(String from, String to) {
        cables.add(new Cable(from + " to " + to, from, to));
    }

    private void addServers() {
        for (Description.Server server : description.servers()) {
            String room = server.place() + "/servers";
            if (rooms.add(server.place())) {
                lay(Description.edgeRouter(server.place(), 0), room);
            }
            lay(server.toString(), room);
        }
        for (WebSite site : description.sites()) {
            site.names().forEach(name -> sites.put(name, site.place() + "/" + site.name()));
        }
    }

    private void addHomes() {
        Map<Place, Integer> homes = new LinkedHashMap<>();
        for (Home home : description.homes()) {
            int number = homes.merge(home.place(), 1, Integer::sum) - 1;
            int each = description.provider(home.place().provider()).homesPerEdge();
            String edge = Description.edgeRouter(home.place(), number / each);
            if (number % each == 0) {
                lay(edge, edge + "/access");
            }
            lay(home.name() + "/router", home.name() + "/modem");
            cables.add(new Cable(home.name() + "/line", home.name() + "/modem", edge + "/access"));
            addDevices(home.name(), home.devices());
        }
    }

    private void addDevices(String premises, List<DeviceEntry> devices) {
        for (DeviceEntry device : devices) {
            if (device.wireless()) {
                stations.put(premises + "/" + device.name(), premises);
            } else {
                plugIn(premises, device.name());
            }
        }
    }

    /// The switch is in the same box as the router.
    private void plugIn(String premises, String device) {
        String name = premises + "/" + device;
        cables.add(new Cable(name + " to " + premises + "/switch", name, premises + "/router"));
    }
}
