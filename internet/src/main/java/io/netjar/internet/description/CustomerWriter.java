package io.netjar.internet.description;

import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.wifi.WifiSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes `homes` and `offices` as [CustomerReader] reads them.
final class CustomerWriter {
    private final Description description;

    CustomerWriter(Description description) {
        this.description = description;
    }

    /// Homes that follow one another and differ in their numbers alone are one entry.
    Map<String, Object> homes() {
        Map<String, Object> homes = new LinkedHashMap<>();
        List<Home> all = description.homes();
        for (int i = 0; i < all.size();) {
            Home home = all.get(i);
            int count = run(all, i);
            String name = count > 1
                    ? count + " × " + home.name().substring(0, home.name().length() - 2)
                    : home.name();
            homes.put(name, home(home));
            i += count;
        }
        return homes;
    }

    /// How many from `first` on are called `NAME-1`, `NAME-2` and so on, and are alike.
    private static int run(List<Home> homes, int first) {
        Home like = homes.get(first);
        if (!like.name().endsWith("-1")) {
            return 1;
        }
        String base = like.name().substring(0, like.name().length() - 1);
        int count = 1;
        while (first + count < homes.size()
                && homes.get(first + count).equals(like.named(base + (count + 1)))) {
            count++;
        }
        return count;
    }

    private Map<String, Object> home(Home home) {
        Map<String, Object> words = place(home.place());
        if (!home.network().equals(CustomerReader.HOME)) {
            words.put("network", home.network().toString());
        }
        if (!home.access().equals(AccessKind.FIBRE.usual())) {
            words.put("access", LineWriter.access(home.access()));
        }
        wifi(home.wifi(), words);
        words.put("devices", DeviceWording.list(home.devices()));
        BorderWriter.write(home.border(), HomeRouterSettings.home().nat().limits().flows(), words);
        dhcp(home.dhcp(), Leasing.INSIDE, words);
        tcp(home.tcp(), words);
        return words;
    }

    Map<String, Object> offices() {
        Map<String, Object> offices = new LinkedHashMap<>();
        description.offices().forEach(office -> offices.put(office.name(), office(office)));
        return offices;
    }

    private Map<String, Object> office(Office office) {
        Map<String, Object> words = place(office.place());
        if (!office.border().translates() || !office.network().equals(CustomerReader.OFFICE)) {
            words.put("network", office.network().toString());
        }
        words.putAll(LineWriter.office(office.line()));
        wifi(office.wifi(), words);
        words.put("devices", DeviceWording.list(office.devices()));
        BorderWriter.write(office.border(),
                HomeRouterSettings.office(office.network()).nat().limits().flows(), words);
        dhcp(office.dhcp(), Leasing.INSIDE, words);
        tcp(office.tcp(), words);
        if (!office.sites().isEmpty()) {
            Map<String, Object> sites = new LinkedHashMap<>();
            office.sites().forEach(site -> sites.put(site.name(), SiteWriter.inside(site)));
            words.put("sites", sites);
        }
        return words;
    }

    private Map<String, Object> place(Place place) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("provider", place.provider());
        if (!description.provider(place.provider()).cities().getFirst().name().equals(place.city())) {
            words.put("city", place.city());
        }
        return words;
    }

    private static void wifi(Wifi wifi, Map<String, Object> words) {
        if (wifi.equals(Wifi.of(wifi.quality()))) {
            if (wifi.quality() != WifiQuality.GOOD) {
                words.put("wifi", Wording.word(wifi.quality()));
            }
            return;
        }
        Map<String, Object> air = new LinkedHashMap<>();
        if (wifi.quality() != WifiQuality.GOOD) {
            air.put("quality", Wording.word(wifi.quality()));
        }
        wifi.queue().ifPresent(queue -> air.put("queue", LineWording.queue(queue)));
        if (wifi.rtsBytes() != WifiSpec.NO_RTS) {
            air.put("rts", Wording.size(wifi.rtsBytes()));
        } else if (!wifi.ownRtsBytes().isEmpty()) {
            Map<String, Object> own = new LinkedHashMap<>();
            wifi.ownRtsBytes().forEach((radio, bytes) -> own.put(radio, Wording.size(bytes)));
            air.put("rts", own);
        }
        if (!wifi.hidden().isEmpty()) {
            air.put("hidden",
                    wifi.hidden().stream().map(pair -> pair.one() + " from " + pair.other()).toList());
        }
        words.put("wifi", air);
    }

    /// Says what is not as usual of a DHCP server.
    static void dhcp(Leasing now, Leasing usual, Map<String, Object> words) {
        Map<String, Object> dhcp = new LinkedHashMap<>();
        if (!now.lease().equals(usual.lease())) {
            dhcp.put("lease", Wording.time(now.lease()));
        }
        if (!now.pingWait().equals(usual.pingWait())) {
            dhcp.put("ping", Wording.time(now.pingWait()));
        }
        if (!now.domain().equals(usual.domain())) {
            dhcp.put("domain", now.domain());
        }
        if (!dhcp.isEmpty()) {
            words.put("dhcp", dhcp);
        }
    }

    private void tcp(LanTcp tcp, Map<String, Object> words) {
        Map<String, Object> said = new LinkedHashMap<>(TcpWording.changes(tcp.usual(), description.tcp()));
        Map<String, Object> own = new LinkedHashMap<>();
        for (Map.Entry<String, TcpSettings> each : tcp.own().entrySet()) {
            own.put(each.getKey(), TcpWording.changes(each.getValue(), tcp.usual()));
        }
        if (!own.isEmpty()) {
            said.put("devices", own);
        }
        if (!said.isEmpty()) {
            words.put("tcp", said);
        }
    }
}
