package io.netjar.internet.assembly;

import io.netjar.internet.description.Border;
import io.netjar.internet.description.DeviceEntry;
import io.netjar.internet.description.LanTcp;
import io.netjar.internet.description.WebSite;
import io.netjar.internet.description.Wifi;
import io.netjar.internet.description.WifiQuality;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.home.HomeRouter;
import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Port;
import io.netjar.net.nat.FirewallRule;
import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiCell;
import io.netjar.net.wifi.WifiSpec;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is inside a home or an office: the router, and the devices on its switch and in its Wi-Fi cell.
public final class Premises {
    private final Ground ground;
    private final String name;
    private final HomeRouter router;
    private final AddressBook names = new AddressBook();
    private final List<Station> stations = new ArrayList<>();
    private List<DeviceEntry> devices = List.of();
    private Optional<Wifi> air = Optional.empty();
    /// The devices that are out of the cell's reach.
    private final List<String> away = new ArrayList<>(0);
    /// The signals of devices that hear otherwise than is described.
    private final Map<String, Signal> moved = new LinkedHashMap<>(0);
    /// The addresses that are somebody's for good, by the names of those inside.
    private final Map<String, IpAddress> reserved = new LinkedHashMap<>();
    private Optional<WifiCell> wifi = Optional.empty();
    /// The router, which keeps to all cables at its switch.
    private final MtuGroup lan;
    private Optional<Host> server = Optional.empty();
    private List<WebSite> sites = List.of();

    Premises(Ground ground, String name, HomeRouterSettings settings) {
        this.ground = ground;
        this.name = name;
        this.router = new HomeRouter(ground.network(), name + "/router", settings);
        this.lan = MtuGroup.of(router.lanInterface());
        names.fixed(router.lanAddress(), router.host(), "lan");
        ground.names().leased(router.host(), router.wanInterface());
    }

    /// The home's or the office's name.
    public String name() {
        return name;
    }

    /// The router between inside and outside.
    public HomeRouter router() {
        return router;
    }

    /// The devices, in the order of the description.
    public List<Station> stations() {
        return List.copyOf(stations);
    }

    /// The Wi-Fi cell, if any device is in it.
    public Optional<WifiCell> wifi() {
        return wifi;
    }

    /// The server inside, if there is one.
    public Optional<Host> server() {
        return server;
    }

    /// The sites that are seen from inside only.
    public List<WebSite> sites() {
        return sites;
    }

    /// The name of whoever has `address` inside.
    public Optional<String> nameOf(IpAddress address) {
        return names.nameOf(address);
    }

    void serve(Host inside, List<WebSite> itsSites) {
        server = Optional.of(inside);
        sites = List.copyOf(itsSites);
        names.fixed(NameService.addressOf(inside), inside, "eth0");
    }

    void add(List<DeviceEntry> all, Wifi itsAir, LanTcp tcp) {
        devices = all;
        air = Optional.of(itsAir);
        for (DeviceEntry device : all) {
            Host host = new Host(ground.network(), name + "/" + device.name(), tcp.of(device.name()));
            NetworkInterface at = host.addInterface(device.wireless() ? "wlan0" : "eth0");
            device.address().ifPresent(address -> {
                router.dhcp().reserve(at.mac(), address);
                reserved.put(device.name(), address);
            });
            if (device.wireless()) {
                WifiCell cell = cell(itsAir);
                cell.join(at.port());
                device.signal().ifPresent(signal -> cell.signal(at.port(), signal));
            } else {
                plug(at, host.name());
            }
            stations.add(new Station(host, at, new DhcpClient(host, at)));
            names.leased(host, at);
        }
        wifi.ifPresent(
                cell -> itsAir.ownRtsBytes()
                        .forEach((owner, bytes) -> cell.rtsBytes(radio(cell, owner), bytes)));
        for (Wifi.HiddenPair pair : itsAir.hidden()) {
            cell(itsAir).hidden(portOf(pair.one()), portOf(pair.other()), true);
        }
    }

    /// Carries a device on Wi-Fi out of its cell's reach, or back to where it was.
    ///
    /// @param device its full name
    public void inReach(String device, boolean inReach) {
        WifiCell cell = wifi.orElseThrow();
        String own = device.substring(name.length() + 1);
        Port port = portOf(own);
        if (!inReach) {
            cell.leave(port);
            away.add(own);
            return;
        }
        away.remove(own);
        cell.join(port);
        hear(cell, own);
        air.ifPresent(itsAir -> tune(cell, own, itsAir));
    }

    /// Carries a device on Wi-Fi nearer to its access point or farther from it; it keeps the signal when it leaves the cell and
    /// comes back.
    ///
    /// @param device its full name
    public void signal(String device, Signal signal) {
        String own = device.substring(name.length() + 1);
        moved.put(own, signal);
        hear(wifi.orElseThrow(), own);
    }

    /// Carries a device on Wi-Fi back to where it is described to be.
    ///
    /// @param device its full name
    public void usualSignal(String device) {
        String own = device.substring(name.length() + 1);
        moved.remove(own);
        hear(wifi.orElseThrow(), own);
    }

    private void hear(WifiCell cell, String device) {
        if (away.contains(device)) {
            return;
        }
        Signal other = moved.get(device);
        Optional<Signal> described = devices.get(numberOf(device)).signal();
        if (other == null && described.isEmpty()) {
            cell.usualSignal(portOf(device));
        } else {
            cell.signal(portOf(device), other == null ? described.orElseThrow() : other);
        }
    }

    private void tune(WifiCell cell, String device, Wifi itsAir) {
        Integer rts = itsAir.ownRtsBytes().get(device);
        if (rts != null) {
            cell.rtsBytes(portOf(device), rts);
        }
        for (Wifi.HiddenPair pair : itsAir.hidden()) {
            boolean isOfIt = pair.one().equals(device) || pair.other().equals(device);
            if (isOfIt && !away.contains(pair.one()) && !away.contains(pair.other())) {
                cell.hidden(portOf(pair.one()), portOf(pair.other()), true);
            }
        }
    }

    /// Of a device, or of the access point.
    private Port radio(WifiCell cell, String owner) {
        return owner.equals(Wifi.ROUTER) ? cell.accessPoint().orElseThrow() : portOf(owner);
    }

    private Port portOf(String device) {
        return stations.get(numberOf(device)).at().port();
    }

    /// Lets those inside not reach what `border` blocks, and those outside what it opens, once all devices are there: a
    /// device that is to be found has a
    /// reserved address.
    void open(Border border) {
        for (FirewallRule rule : border.block()) {
            if (border.translates()) {
                router.nat().refuse(rule);
            } else {
                router.firewall().refuse(rule);
            }
        }
        server.ifPresent(host -> reserved.put("server", NameService.addressOf(host)));
        for (Border.OpenPort port : border.open()) {
            if (!reserved.containsKey(port.device())) {
                reserved.put(port.device(), reserve(port.device()));
            }
            IpAddress address = reserved.getOrDefault(port.device(), IpAddress.ANY_V4);
            if (border.translates()) {
                router.nat().forward(port.protocol(), port.port(), new Endpoint(address, port.devicePort()));
            } else {
                router.firewall()
                        .open(FirewallRule.port(port.protocol(), new IpPrefix(address, 32), port.port()));
            }
        }
    }

    /// Of the network's first addresses, behind the router's and the server's, the one with the device's number.
    private IpAddress reserve(String device) {
        int number = numberOf(device);
        IpPrefix network = router.lanInterface().addresses().getFirst().prefix();
        int place = 3 + number;
        while (reserved.containsValue(network.at(place)) || router.lanAddress().equals(network.at(place))) {
            place = place + 1 < network.size() - 1 ? place + 1 : 3;
        }
        IpAddress address = network.at(place);
        router.dhcp().reserve(stations.get(number).at().mac(), address);
        return address;
    }

    private int numberOf(String device) {
        int number = 0;
        while (!stations.get(number).host().name().equals(name + "/" + device)) {
            number++;
        }
        return number;
    }

    /// Plugs a cable from `at` into the router's switch.
    void plug(NetworkInterface at, String owner) {
        String cable = owner + " to " + name + "/switch";
        ground.link(cable, at.port(), router.newLanPort(), LinkSpec.ethernet(), LinkSpec.ethernet());
        ground.keep(MtuGroup.of(at), cable, true);
        ground.keep(lan, cable, false);
    }

    private WifiCell cell(Wifi air) {
        if (wifi.isEmpty()) {
            WifiSpec usual = spec(air.quality()).withRtsBytes(air.rtsBytes());
            var cell = new WifiCell(ground.network(), name + "/wifi",
                    air.queue().map(usual::withQueue).orElse(usual));
            cell.accessPoint(router.newLanPort());
            lan.direction(LinkSpec::ethernet);
            lan.refresh();
            wifi = Optional.of(cell);
        }
        return wifi.orElseThrow();
    }

    private static WifiSpec spec(WifiQuality quality) {
        return switch (quality) {
            case GOOD -> WifiSpec.good();
            case WEAK -> WifiSpec.weak();
            case FAR -> WifiSpec.far();
            case CROWDED -> WifiSpec.crowded();
        };
    }
}
