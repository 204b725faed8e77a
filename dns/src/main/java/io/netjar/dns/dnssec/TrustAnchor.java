package io.netjar.dns.dnssec;

import java.util.Base64;
import java.util.List;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;

/// Where trust begins: the key of a zone, usually the root, that a validating resolver is given by other ways than the
/// DNS. RFC 4033 §2, RFC 8145.
///
/// @param key the zone's key that signs keys
public record TrustAnchor(DNSKEYRecord key) {
    /// That zone's whose keys these are.
    public static TrustAnchor of(ZoneKeys keys) {
        return new TrustAnchor(keys.records().getFirst());
    }

    /// The zone.
    public Name zone() {
        return key.getName();
    }

    /// The same as a DS record of SHA-256, though no parent has it.
    public DSRecord ds() {
        return new DSRecord(key.getName(), key.getDClass(), key.getTTL(), DNSSEC.Digest.SHA256, key);
    }

    /// As master files have it, for Unbound's `trust-anchor-file`, Knot, ldns and dnsjava.
    public String masterFile() {
        return key + "\n";
    }

    /// As BIND has it, for delv's `-a`.
    public String bindFile() {
        return "trust-anchors {\n    " + String.join(" ", List.of("\"" + key.getName() + "\"", "static-key",
                String.valueOf(key.getFlags()), String.valueOf(key.getProtocol()),
                String.valueOf(key.getAlgorithm()),
                "\"" + Base64.getEncoder().encodeToString(key.getKey()) + "\"")) + ";\n};\n";
    }
}
