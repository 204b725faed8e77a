package io.netjar.web.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// TLS for a server on a port of the real machine. Key, certificate and an authority that vouches for it are made when the
/// server starts, by chance that nobody can repeat; the authority's key is forgotten at once, and it vouches for the names
/// and addresses of this server only.
public final class LocalTls implements Encryption {
    private static final String ROOT = "Netjar Local Root";
    /// Against clocks that are a little behind.
    private static final Duration BEFORE = Duration.ofDays(1);
    /// What browsers take at most of a certificate that a public authority gives: 398 days.
    private static final Duration VALIDITY = Duration.ofDays(397);
    private static final int SERIAL_BITS = 126;

    private final X509Certificate root;
    private final SSLContext context;

    private LocalTls(X509Certificate root, SSLContext context) {
        this.root = root;
        this.context = context;
    }

    /// A server for some names and addresses.
    ///
    /// @param names one or more, in lower case
    /// @param now what time it is
    public static LocalTls make(List<String> names, List<InetAddress> addresses, Instant now) {
        try {
            var chance = new SecureRandom();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), chance);
            KeyPair above = generator.generateKeyPair();
            KeyPair own = generator.generateKeyPair();
            X509Certificate root = form(ROOT, above, now, chance).ofAuthority(0, names, addresses)
                    .signedBy(ROOT, above.getPublic(), content -> sign(above, content));
            X509Certificate certificate = form(names.getFirst(), own, now, chance).ofSite(names, addresses)
                    .signedBy(ROOT, above.getPublic(), content -> sign(above, content));
            return new LocalTls(root, context(own, certificate));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK has no TLS with keys on P-256", e);
        }
    }

    private static CertificateForm form(String subject, KeyPair keys, Instant now, SecureRandom chance) {
        // RFC 5280 §4.1.2.2: "The serial number MUST be a positive integer assigned by the CA to each certificate."
        BigInteger serial = new BigInteger(SERIAL_BITS, chance).setBit(SERIAL_BITS);
        return new CertificateForm(serial, subject, now.minus(BEFORE), now.plus(VALIDITY), keys.getPublic(),
                List.of());
    }

    private static byte[] sign(KeyPair keys, byte[] content) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initSign(keys.getPrivate());
            ecdsa.update(content);
            return ecdsa.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no ECDSA on P-256", e);
        }
    }

    private static SSLContext context(KeyPair keys, X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("site", keys.getPrivate(), new char[0], new X509Certificate[]{certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /// The certificate that clients are to trust, as files hold it (RFC 7468).
    public String rootPem() {
        return Authority.pem(root);
    }

    @Override
    public SslHandler handler(Channel channel) {
        SSLEngine machine = context.createSSLEngine();
        machine.setUseClientMode(false);
        return TlsEngines.handler(machine, machine.getSSLParameters(), TlsServer.APPLICATIONS);
    }
}
