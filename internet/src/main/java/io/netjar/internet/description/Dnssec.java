package io.netjar.internet.description;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.Signing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which zones are signed, and how.
///
/// @param zones by name without the final dot; the root is ""
public record Dnssec(Map<String, Signing> zones) {
    /// The top of the tree, as in the real Internet by names.
    private static final List<String> TOP = List.of("", "arpa", "in-addr.arpa");

    public Dnssec {
        zones = Collections.unmodifiableMap(new LinkedHashMap<>(zones));
    }

    /// What is signed unless something else is said: the root, `arpa` and `in-addr.arpa` by names, the top-level domains by
    /// hashes of names, and no other zone, as most are not in the real Internet.
    ///
    /// @param told what is said: empty where a zone is not to be signed
    static Dnssec of(List<Registry> registries, Map<String, Optional<Signing>> told) {
        Map<String, Signing> zones = new LinkedHashMap<>();
        TOP.forEach(zone -> zones.put(zone, Signing.usual(usualDenial(zone))));
        registries.forEach(each -> zones.put(each.zone(), Signing.usual(usualDenial(each.zone()))));
        told.forEach((zone, signing) -> {
            zones.remove(zone);
            signing.ifPresent(how -> zones.put(zone, how));
        });
        return new Dnssec(zones);
    }

    static DenialKind usualDenial(String zone) {
        return TOP.contains(zone) ? DenialKind.NSEC : DenialKind.NSEC3;
    }

    /// How `zone` is signed, or empty if it is not.
    public Optional<Signing> of(String zone) {
        return Optional.ofNullable(zones.get(zone));
    }
}
