package io.netjar.internet.assembly;

import io.netjar.dns.DnsZone;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.SigningFault;
import io.netjar.dns.dnssec.TrustAnchor;
import io.netjar.dns.dnssec.TrustAnchors;
import io.netjar.dns.dnssec.ZoneKeys;
import io.netjar.engine.Engine;
import io.netjar.internet.description.Dnssec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;

/// Whoever keeps the keys of the signed zones: signs them, and has their parents vouch for them.
final class ZoneSigning {
    private final Engine engine;
    private final Dnssec dnssec;
    private final Map<Name, ZoneKeys> keys = new LinkedHashMap<>();

    ZoneSigning(Engine engine, Dnssec dnssec) {
        this.engine = engine;
        this.dnssec = dnssec;
    }

    private ZoneKeys keys(Name zone) {
        return keys.computeIfAbsent(zone, name -> ZoneKeys.of(engine, name));
    }

    private Optional<Signing> signing(Name zone) {
        return dnssec.of(zone.equals(Name.root) ? "" : zone.toString(true));
    }

    /// `zone`, signed if it is to be.
    DnsZone signed(DnsZone zone) {
        return signing(zone.origin()).map(how -> zone.signed(engine, keys(zone.origin()), how)).orElse(zone);
    }

    /// Adds to the zone `parent`, which delegates `child`, what vouches for its keys, if it is signed.
    ///
    /// @param child with its final dot
    void vouch(String child, ZoneFile parent) {
        Name name = Name.fromConstantString(child);
        signing(name).ifPresent(how -> {
            ZoneKeys own = keys(name);
            DSRecord ds = (how.fault() == SigningFault.WRONG_DS ? own.strange() : own).ds();
            parent.record(child, (int) ds.getTTL(), "DS", ds.rdataToString());
        });
    }

    /// Where trust begins: the root's key, if the root is signed.
    Optional<TrustAnchor> anchor() {
        return signing(Name.root).map(_ -> TrustAnchor.of(keys(Name.root)));
    }

    /// The same for resolvers inside, which look at it when they first have something to validate.
    TrustAnchors anchors() {
        return signing(Name.root)
                .map(_ -> TrustAnchors.onDemand(Name.root, () -> TrustAnchor.of(keys(Name.root))))
                .orElseGet(TrustAnchors::none);
    }
}
