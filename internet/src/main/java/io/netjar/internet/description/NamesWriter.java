package io.netjar.internet.description;

import io.netjar.dns.ResponseRateLimit;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.SigningFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes `names`, `zones`, `dnssec` and `name-servers` as [SiteReader], [ZoneReader], [DnssecReader] and
/// [NameServerReader] read them.
final class NamesWriter {
    private static final String ROOT = "root";

    private final Description description;

    NamesWriter(Description description) {
        this.description = description;
    }

    void write(Map<String, Object> words) {
        List<Registry> registries = new ArrayList<>(List.of(description.root()));
        registries.addAll(description.registries());
        String rootZone = description.zones().get("");
        if (rootZone != null || !registries.equals(usual())) {
            Map<String, Object> names = new LinkedHashMap<>();
            registries.forEach(registry -> names.put(registry.zone().isEmpty() ? ROOT : registry.zone(),
                    places(registry)));
            if (rootZone != null) {
                Map<String, Object> root = new LinkedHashMap<>();
                root.put("at", places(description.root()));
                root.put("zone", text(rootZone));
                names.put(ROOT, root);
            }
            words.put("names", names);
        }
        nameServers(words);
        Map<String, Object> zones = new LinkedHashMap<>();
        description.zones().forEach((domain, text) -> {
            if (!domain.isEmpty()) {
                zones.put(domain, text(text));
            }
        });
        DescriptionWriter.put("zones", zones, words);
        DescriptionWriter.put("dnssec", dnssec(registries), words);
    }

    private static List<String> places(Registry registry) {
        return registry.places().stream().map(Place::toString).toList();
    }

    private static Map<String, Object> text(String masterFile) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("text", masterFile);
        return words;
    }

    /// What there is without `names`.
    private List<Registry> usual() {
        Provider first = description.providers().getFirst();
        List<Place> place = List.of(new Place(first.name(), first.cities().getFirst().name()));
        List<Registry> usual = new ArrayList<>(List.of(new Registry("", place)));
        description.sites().stream().map(WebSite::topLevelDomain).distinct()
                .forEach(zone -> usual.add(new Registry(zone, place)));
        if (description.sites().isEmpty()) {
            usual.add(new Registry("test", place));
        }
        return usual;
    }

    private Map<String, Object> dnssec(List<Registry> registries) {
        Map<String, Signing> usual = Dnssec.of(registries, Map.of()).zones();
        Map<String, Object> words = new LinkedHashMap<>();
        usual.keySet().forEach(zone -> {
            if (description.dnssec().of(zone).isEmpty()) {
                words.put(zone.isEmpty() ? ROOT : zone, "off");
            }
        });
        description.dnssec().zones().forEach((zone, signing) -> {
            if (!signing.equals(usual.get(zone))) {
                words.put(zone.isEmpty() ? ROOT : zone, signing(zone, signing));
            }
        });
        return words;
    }

    private static Object signing(String zone, Signing signing) {
        if (signing.equals(Signing.usual(signing.denial()))) {
            return Wording.word(signing.denial());
        }
        Signing usual = Signing.usual(Dnssec.usualDenial(zone));
        if (signing.equals(usual.withFault(signing.fault()))) {
            return Wording.word(signing.fault());
        }
        Map<String, Object> words = new LinkedHashMap<>();
        if (signing.denial() != usual.denial()) {
            words.put("denial", Wording.word(signing.denial()));
        }
        signing.lifetime().ifPresent(lifetime -> words.put("lifetime", Wording.time(lifetime)));
        if (signing.fault() != SigningFault.NONE) {
            words.put("fault", Wording.word(signing.fault()));
        }
        return words;
    }

    private void nameServers(Map<String, Object> words) {
        Map<String, Object> said = new LinkedHashMap<>();
        var settings = description.nameServers();
        if (!settings.transfersTo().isEmpty()) {
            said.put("transfer-to", settings.transfersTo().stream().map(BorderWriter::prefix).toList());
        }
        Optional<ResponseRateLimit> limit = settings.rateLimit();
        limit.ifPresent(found -> said.put("rate-limit", rateLimit(found)));
        ZoneTtls ttls = description.zoneTtls();
        if (!ttls.delegation().equals(ZoneTtls.USUAL.delegation())) {
            said.put("delegation-ttl", Wording.time(ttls.delegation()));
        }
        if (!ttls.negative().equals(ZoneTtls.USUAL.negative())) {
            said.put("negative-ttl", Wording.time(ttls.negative()));
        }
        DescriptionWriter.put("name-servers", said, words);
    }

    private static Object rateLimit(ResponseRateLimit limit) {
        ResponseRateLimit usual = ResponseRateLimit.of(limit.perSecond());
        if (limit.equals(usual)) {
            return limit.perSecond();
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("responses", limit.perSecond());
        if (!limit.window().equals(usual.window())) {
            words.put("window", Wording.time(limit.window()));
        }
        if (limit.slip() != usual.slip()) {
            words.put("slip", limit.slip());
        }
        if (limit.prefixLength() != usual.prefixLength()) {
            words.put("prefix", limit.prefixLength());
        }
        return words;
    }
}
