package io.netjar.dns.dnssec;

import io.netjar.engine.ChanceRandom;
import io.netjar.engine.Engine;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The two keys of a zone: one that signs the keys and is vouched for by the parent (KSK), and one that signs everything
/// else (ZSK). Both are on Ed25519 (RFC 8080, algorithm 15), whose signatures follow from key and message alone. They
/// follow from the engine's seed and the zone's name, so they are no secret.
public final class ZoneKeys {
    /// Two days, as in the real root.
    private static final long KEY_TTL = 172_800;
    /// A day, as in the real root.
    private static final long DS_TTL = 86_400;
    // RFC 4034 §2.1.1: bit 7 is the Zone Key flag, bit 15 the Secure Entry Point flag
    private static final int ZONE_KEY = 256;
    private static final int SECURE_ENTRY_POINT = 1;

    private final Engine engine;
    private final Name zone;
    private final String stream;
    private @Nullable Pair drawn;

    private record Pair(Half keySigning, Half zoneSigning) {}

    private record Half(DNSKEYRecord open, PrivateKey secret) {
        RRSIGRecord sign(List<Record> set, Validity validity) {
            try {
                return DNSSEC.sign(new RRset(set), open, secret, validity.from(), validity.to());
            } catch (DNSSEC.DNSSECException e) {
                throw new IllegalStateException("cannot sign " + set.getFirst(), e);
            }
        }
    }

    private ZoneKeys(Engine engine, Name zone, String stream) {
        this.engine = engine;
        this.zone = zone;
        this.stream = stream;
    }

    /// The keys of `zone`: the same for the same seed, whatever other zones there are. They are made when they are first
    /// needed.
    public static ZoneKeys of(Engine engine, Name zone) {
        return new ZoneKeys(engine, zone, "keys of the zone " + zone);
    }

    /// Others for the same zone, with which nothing in it is signed.
    public ZoneKeys strange() {
        return new ZoneKeys(engine, zone, "strange " + stream);
    }

    private Pair pair() {
        Pair pair = drawn;
        if (pair == null) {
            pair = draw();
            drawn = pair;
        }
        return pair;
    }

    private Pair draw() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new ChanceRandom(engine.chance(stream)));
            Half keySigning = half(zone, ZONE_KEY | SECURE_ENTRY_POINT, generator.generateKeyPair());
            Half zoneSigning = half(zone, ZONE_KEY, generator.generateKeyPair());
            // RFC 4034 §8: two keys may have one tag; signers avoid it, so that no validator tries in vain
            while (zoneSigning.open.getFootprint() == keySigning.open.getFootprint()) {
                zoneSigning = half(zone, ZONE_KEY, generator.generateKeyPair());
            }
            return new Pair(keySigning, zoneSigning);
        } catch (NoSuchAlgorithmException | DNSSEC.DNSSECException e) {
            throw new IllegalStateException("this JDK has no keys on Ed25519", e);
        }
    }

    private static Half half(Name zone, int flags, KeyPair pair) throws DNSSEC.DNSSECException {
        return new Half(new DNSKEYRecord(zone, DClass.IN, KEY_TTL, flags, DNSKEYRecord.Protocol.DNSSEC,
                DNSSEC.Algorithm.ED25519, pair.getPublic()), pair.getPrivate());
    }

    /// The zone's DNSKEY records, the key that signs keys first.
    public List<DNSKEYRecord> records() {
        return List.of(pair().keySigning.open, pair().zoneSigning.open);
    }

    /// What the parent says of them: the SHA-256 hash of the key that signs keys (RFC 4509).
    public DSRecord ds() {
        return new DSRecord(zone, DClass.IN, DS_TTL, DNSSEC.Digest.SHA256, pair().keySigning.open);
    }

    /// The signature of the records `set`, which have one owner and type.
    RRSIGRecord sign(List<Record> set, Validity validity) {
        boolean isKeys = set.getFirst().getType() == Type.DNSKEY;
        return (isKeys ? pair().keySigning : pair().zoneSigning).sign(set, validity);
    }
}
