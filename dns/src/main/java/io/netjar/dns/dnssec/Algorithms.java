package io.netjar.dns.dnssec;

import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Record;

/// Which algorithms a validator understands. RFC 8624 §3.1 and §3.3: all that it must or should validate with, and Ed448.
final class Algorithms {
    private Algorithms() {}

    // RFC 8624 §3.1: RSAMD5, DSA and their kin must not be used, GOST may be left out
    static boolean isSupported(int algorithm) {
        return switch (algorithm) {
            case DNSSEC.Algorithm.RSASHA1, DNSSEC.Algorithm.RSA_NSEC3_SHA1, DNSSEC.Algorithm.RSASHA256,
                    DNSSEC.Algorithm.RSASHA512, DNSSEC.Algorithm.ECDSAP256SHA256,
                    DNSSEC.Algorithm.ECDSAP384SHA384, DNSSEC.Algorithm.ED25519, DNSSEC.Algorithm.ED448 ->
                true;
            default -> false;
        };
    }

    static boolean isDigestSupported(int digest) {
        return digest == DNSSEC.Digest.SHA1 || digest == DNSSEC.Digest.SHA256
                || digest == DNSSEC.Digest.SHA384;
    }

    /// The DS records of `set` that a key may be matched with; empty if none is understood.
    static List<DSRecord> usable(List<? extends Record> set) {
        List<DSRecord> understood = set.stream()
                .map(DSRecord.class::cast)
                .filter(ds -> isSupported(ds.getAlgorithm()) && isDigestSupported(ds.getDigestID()))
                .toList();
        // RFC 4509 §3: "Validator implementations SHOULD ignore DS RRs containing SHA-1 digests if DS RRs with SHA-256
        // digests are present in the DS RRset."
        List<DSRecord> stronger = understood.stream()
                .filter(ds -> ds.getDigestID() != DNSSEC.Digest.SHA1)
                .toList();
        return stronger.isEmpty() ? understood : stronger;
    }

    /// Whether `ds` is the digest of `key`.
    // RFC 4035 §5.2: algorithm and key tag match, and the digest over the key's owner name and data; the key is a zone key
    static boolean matches(DSRecord ds, DNSKEYRecord key) {
        return ds.getAlgorithm() == key.getAlgorithm() && ds.getFootprint() == key.getFootprint()
                && isZoneKey(key)
                && Arrays.equals(ds.getDigest(),
                        new DSRecord(ds.getName(), ds.getDClass(), ds.getTTL(), ds.getDigestID(), key)
                                .getDigest());
    }

    /// Whether signatures may be made by `key`.
    // RFC 4034 §2.1.1 and §2.1.2: bit 7 of the flags is set and the protocol is 3; RFC 5011 §2.1: a revoked key is no good
    static boolean isZoneKey(DNSKEYRecord key) {
        return (key.getFlags() & DNSKEYRecord.Flags.ZONE_KEY) != 0
                && (key.getFlags() & DNSKEYRecord.Flags.REVOKE) == 0
                && key.getProtocol() == DNSKEYRecord.Protocol.DNSSEC;
    }
}
