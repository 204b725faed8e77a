package io.netjar.web.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Decides whether a server is who a client asked for: its certificates lead to the one root that is trusted, they
/// hold now, by the emulated calendar, and the first is for the name. RFC 5280 §6, RFC 9525 §6.
final class ServerJudge extends X509ExtendedTrustManager {
    /// RFC 5280 §4.2.1.12, id-kp-serverAuth.
    static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509Certificate root;
    private final Instant now;
    private final String host;

    /// @param host the name or IPv4 address that was asked for
    ServerJudge(X509Certificate root, Instant now, String host) {
        this.root = root;
        this.now = now;
        this.host = host;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        for (X509Certificate each : chain) {
            checkDates(each);
        }
        checkPath(chain);
        checkName(chain[0]);
    }

    private void checkDates(X509Certificate certificate) throws BadCertificateException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to)) {
            throw bad("expired at " + to + ", and it is " + now);
        }
        if (now.isBefore(from)) {
            throw bad("is not valid before " + from + ", and it is " + now);
        }
    }

    private void checkPath(X509Certificate[] chain) throws CertificateException {
        List<X509Certificate> path = new ArrayList<>(List.of(chain));
        path.remove(root);
        try {
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertPathValidatorException e) {
            boolean own = chain.length == 1
                    && chain[0].getIssuerX500Principal().equals(chain[0].getSubjectX500Principal());
            throw bad(own
                    ? "is signed by its own key, not by an authority that is trusted here"
                    : "is not proved by an authority that is trusted here (" + reason(e) + ")");
        } catch (GeneralSecurityException e) {
            throw new CertificateException("this JDK cannot validate certificates", e);
        }
    }

    private static String reason(CertPathValidatorException e) {
        return e.getReason() instanceof BasicReason basic && basic != BasicReason.UNSPECIFIED
                ? basic.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : String.valueOf(e.getMessage());
    }

    private void checkName(X509Certificate certificate) throws CertificateParsingException,
            BadCertificateException {
        List<String> uses = certificate.getExtendedKeyUsage();
        if (uses != null && !uses.contains(SERVER_AUTHENTICATION)) {
            throw bad("is not for servers");
        }
        List<String> names = new ArrayList<>();
        for (List<?> name : names(certificate)) {
            if (name.get(0) instanceof Integer type && (type == DNS_NAME || type == IP_ADDRESS)
                    && name.get(1) instanceof String text) {
                if (type == IP_ADDRESS ? text.equals(host) : matches(text, host)) {
                    return;
                }
                names.add(text);
            }
        }
        throw bad("is for " + String.join(", ", names) + ", not for " + host);
    }

    private static Collection<List<?>> names(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null ? List.of() : names;
    }

    /// RFC 9525 §6.3: names are compared without case; a `*` is the whole of the leftmost label and stands for one
    /// label.
    static boolean matches(String presented, String wanted) {
        String pattern = presented.toLowerCase(Locale.ROOT);
        String name = wanted.toLowerCase(Locale.ROOT);
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        int dot = name.indexOf('.');
        String rest = pattern.substring(2);
        return dot > 0 && rest.contains(".") && !rest.contains("*") && name.substring(dot + 1).equals(rest);
    }

    private BadCertificateException bad(String what) {
        return new BadCertificateException("the certificate of " + host + " " + what);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("clients are not judged here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[]{root};
    }
}
