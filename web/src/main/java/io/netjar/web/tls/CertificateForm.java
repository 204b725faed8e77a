package io.netjar.web.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An X.509 certificate that is still to be signed. RFC 5280 §4.1.
///
/// @param serial positive, at most 20 bytes
/// @param subject the common name of whoever has the key
/// @param from the first second at which it holds; both times before 2050
/// @param key the subject's
record CertificateForm(BigInteger serial, String subject, Instant from, Instant to, PublicKey key,
        List<byte[]> extensions) {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final byte[] COMMON_NAME = Der.identifier("2.5.4.3");
    private static final byte[] ORGANIZATION = Der.identifier("2.5.4.10");
    /// RFC 5280 appendix A.1, ub-common-name-length. What is longer stands in the alternative name only.
    private static final int LONGEST_COMMON_NAME = 64;
    private static final byte[] VERSION_3 = Der.tagged(0, true, Der.integer(BigInteger.TWO));

    /// What an authority may do: sign certificates and lists of revoked ones, for `names` and what is below them, and
    /// for no address. RFC 5280 §4.2.1.10.
    ///
    /// @param below how many authorities may come between this one and a site
    CertificateForm ofAuthority(int below, List<String> names) {
        return ofAuthority(below, subtrees(0, dnsNames(names)),
                subtrees(1, List.of(Der.tagged(7, false, new byte[8]), Der.tagged(7, false, new byte[32]))));
    }

    /// The same for `names` and `addresses`, one or more of both, and for nothing else.
    CertificateForm ofAuthority(int below, List<String> names, List<InetAddress> addresses) {
        List<byte[]> permitted = new ArrayList<>(dnsNames(names));
        for (InetAddress address : addresses) {
            byte[] bytes = address.getAddress();
            byte[] masked = Arrays.copyOf(bytes, 2 * bytes.length);
            Arrays.fill(masked, bytes.length, masked.length, (byte) 0xff);
            permitted.add(Der.tagged(7, false, masked));
        }
        return ofAuthority(below, subtrees(0, permitted));
    }

    private static List<byte[]> dnsNames(List<String> names) {
        return names.stream().map(name -> Der.tagged(2, false, name.getBytes(US_ASCII))).toList();
    }

    private CertificateForm ofAuthority(int below, byte[]... constraints) {
        // RFC 5280 §4.2.1.3: keyCertSign is bit 5, cRLSign bit 6
        return with("2.5.29.19", true, Der.sequence(Der.TRUE, Der.integer(BigInteger.valueOf(below))))
                .with("2.5.29.15", true, Der.bits(1, new byte[]{0x06}))
                .with("2.5.29.30", true, Der.sequence(constraints));
    }

    private static byte[] subtrees(int number, List<byte[]> names) {
        return Der.tagged(number, true, names.stream().map(Der::sequence).toArray(byte[][]::new));
    }

    /// What a site may do: prove by signatures that it is `name`.
    CertificateForm ofSite(String name) {
        return ofSite(List.of(name), List.of());
    }

    /// The same for several names and addresses.
    CertificateForm ofSite(List<String> names, List<InetAddress> addresses) {
        List<byte[]> alternatives = new ArrayList<>(dnsNames(names));
        addresses.forEach(address -> alternatives.add(Der.tagged(7, false, address.getAddress())));
        return with("2.5.29.19", true, Der.sequence())
                .with("2.5.29.15", true, Der.bits(7, new byte[]{(byte) 0x80}))
                .with("2.5.29.37", false, Der.sequence(Der.identifier(ServerJudge.SERVER_AUTHENTICATION)))
                .with("2.5.29.17", false, Der.sequence(alternatives.toArray(byte[][]::new)));
    }

    private CertificateForm with(String identifier, boolean critical, byte[] content) {
        List<byte[]> more = new ArrayList<>(extensions);
        byte[] id = Der.identifier(identifier);
        more.add(critical
                ? Der.sequence(id, Der.TRUE, Der.octets(content))
                : Der.sequence(id, Der.octets(content)));
        return new CertificateForm(serial, subject, from, to, key, more);
    }

    /// The certificate, signed by `issuer`, whose key is `signer`'s other half.
    X509Certificate signedBy(String issuer, PublicKey issuerKey, SteadyKey signer) {
        return signedBy(issuer, issuerKey, content -> SteadySignature.sign(signer, content));
    }

    /// Makes the signature of a certificate.
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] content);
    }

    /// The certificate, signed by `issuer` with its key, whose open half is `issuerKey`.
    X509Certificate signedBy(String issuer, PublicKey issuerKey, Signer signer) {
        CertificateForm whole = with("2.5.29.14", false, Der.octets(keyIdentifier(key)))
                .with("2.5.29.35", false, Der.sequence(Der.tagged(0, false, keyIdentifier(issuerKey))));
        byte[] content = Der.sequence(VERSION_3, Der.integer(serial), ECDSA_WITH_SHA256, name(issuer),
                Der.sequence(Der.utcTime(from), Der.utcTime(to)), name(subject), key.getEncoded(),
                Der.tagged(3, true, Der.sequence(whole.extensions.toArray(byte[][]::new))));
        byte[] signed = Der.sequence(content, ECDSA_WITH_SHA256,
                Der.bits(0, signer.sign(content)));
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(signed));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate for " + subject + " cannot be read back", e);
        }
    }

    private static byte[] name(String commonName) {
        byte[] organization = Der.value(0x31, Der.sequence(ORGANIZATION, Der.utf8("Netjar")));
        return commonName.length() > LONGEST_COMMON_NAME
                ? Der.sequence(organization)
                : Der.sequence(organization,
                        Der.value(0x31, Der.sequence(COMMON_NAME, Der.utf8(commonName))));
    }

    /// RFC 7093 §2, the first way: the leftmost 160 bits of the SHA-256 hash of the key, here with its algorithm.
    private static byte[] keyIdentifier(PublicKey key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
