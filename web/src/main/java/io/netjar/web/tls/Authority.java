package io.netjar.web.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netjar.engine.Engine;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who vouches for the sites of one emulated Internet: a root, and under it an authority that issues their
/// certificates. RFC 5280.
///
/// All keys are on P-256 and follow from the engine's seed and their owner's name; they are made when they are first
/// needed. Since the root's is no secret, it may vouch for names below some top-level domains only, which no real site
/// has.
public final class Authority {
    private static final String ROOT = "Netjar Root";
    private static final String ISSUER = "Netjar Issuing Authority";
    private static final Instant AGES_AGO = Instant.parse("2020-01-01T00:00:00Z");
    /// The last second that a certificate's two-digit year can tell (RFC 5280 §4.1.2.5).
    private static final Instant END = Instant.parse("2049-12-31T23:59:59Z");
    /// Programs outside reckon by the machine's calendar, those inside by the engine's, which begins with 2026: a good
    /// certificate must hold in both, and a bad one must be bad in both.
    private static final Instant BEFORE_TIME = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant LONG_BEFORE_TIME = Instant.parse("2025-09-01T00:00:00Z");
    private static final Instant FAR_AHEAD = Instant.parse("2049-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2049-12-01T00:00:00Z");

    private final Engine engine;
    private final List<String> domains;
    private Identity.@Nullable Keys rootKeys;
    private @Nullable X509Certificate root;
    private Identity.@Nullable Keys issuerKeys;
    private @Nullable X509Certificate issuer;

    /// An authority that vouches for names in `domains`.
    ///
    /// @param engine gives the seed
    /// @param domains one top-level domain or more, such as `test`, in an order of their own
    public Authority(Engine engine, List<String> domains) {
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("an authority that may vouch for nothing is none");
        }
        this.engine = engine;
        this.domains = List.copyOf(domains);
    }

    private Identity.Keys rootKeys() {
        Identity.Keys keys = rootKeys;
        if (keys == null) {
            keys = Identity.keys(engine, ROOT);
            rootKeys = keys;
        }
        return keys;
    }

    /// The certificate that clients trust. It is signed by its own key.
    public X509Certificate root() {
        X509Certificate made = root;
        if (made == null) {
            Identity.Keys keys = rootKeys();
            made = form(ROOT, keys, AGES_AGO, END).ofAuthority(1, domains).signedBy(ROOT, keys.open(),
                    keys.secret());
            root = made;
        }
        return made;
    }

    /// The root's certificate as files hold it (RFC 7468).
    public String rootPem() {
        return pem(root());
    }

    static String pem(X509Certificate certificate) {
        try {
            String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                    .encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate has no encoding", e);
        }
    }

    private Identity.Keys issuerKeys() {
        Identity.Keys keys = issuerKeys;
        if (keys == null) {
            keys = Identity.keys(engine, ISSUER);
            issuerKeys = keys;
        }
        return keys;
    }

    private X509Certificate issuer() {
        X509Certificate made = issuer;
        if (made == null) {
            made = form(ISSUER, issuerKeys(), AGES_AGO, END).ofAuthority(0, domains).signedBy(ROOT,
                    rootKeys().open(), rootKeys().secret());
            issuer = made;
        }
        return made;
    }

    /// A key for the site `name` with a certificate of that kind.
    Identity issue(String name, CertificateKind kind) {
        Identity.Keys keys = Identity.keys(engine, name);
        CertificateForm form = switch (kind) {
            case VALID, SELF_SIGNED -> form(name, keys, BEFORE_TIME, LAST).ofSite(name);
            case EXPIRED -> form(name, keys, LONG_BEFORE_TIME, BEFORE_TIME).ofSite(name);
            case NOT_YET_VALID -> form(name, keys, FAR_AHEAD, LAST).ofSite(name);
            case WRONG_NAME -> form("wrong." + name, keys, BEFORE_TIME, LAST).ofSite("wrong." + name);
        };
        if (kind == CertificateKind.SELF_SIGNED) {
            return new Identity(keys.secret(), List.of(form.signedBy(name, keys.open(), keys.secret())));
        }
        return new Identity(keys.secret(),
                List.of(form.signedBy(ISSUER, issuerKeys().open(), issuerKeys().secret()), issuer()));
    }

    private CertificateForm form(String subject, Identity.Keys keys, Instant from, Instant to) {
        var serial = new byte[16];
        engine.chance("serial number of " + subject).nextBytes(serial);
        // RFC 5280 §4.1.2.2: "The serial number MUST be a positive integer assigned by the CA to each certificate."
        serial[0] = (byte) (serial[0] & 0x3f | 0x40);
        return new CertificateForm(new BigInteger(serial), subject, from, to, keys.open(), List.of());
    }
}
