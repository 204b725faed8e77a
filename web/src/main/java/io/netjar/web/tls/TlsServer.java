package io.netjar.web.tls;

import io.netjar.engine.Engine;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/// The server's end of TLS 1.3 and 1.2 (RFC 8446, RFC 5246) for one or more sites, told apart by the name that a client
/// asks for (RFC 6066 §3). Who asks for none, or for one that is not here, gets the first one's certificate.
public final class TlsServer implements Encryption {
    /// RFC 7301 §3.2: the server chooses what it prefers of what the client offers.
    static final List<String> APPLICATIONS = List.of(ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private final Engine engine;
    private final Authority authority;
    private final Map<String, CertificateKind> sites;
    private final Map<String, Identity> identities = new LinkedHashMap<>();

    /// @param sites names in lower case, with what their certificates are like; one or more
    public TlsServer(Engine engine, Authority authority, Map<String, CertificateKind> sites) {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("a server needs a certificate");
        }
        this.engine = engine;
        this.authority = authority;
        this.sites = new LinkedHashMap<>(sites);
    }

    @Override
    public SslHandler handler(Channel channel) {
        SSLEngine machine = TlsEngines.context(engine, channel, new KeyManager[]{new SiteKeys(this)},
                new TrustManager[0]).createSSLEngine();
        machine.setUseClientMode(false);
        return TlsEngines.handler(machine, machine.getSSLParameters(), APPLICATIONS);
    }

    /// The site that answers for `name`.
    String site(String name) {
        return sites.containsKey(name) ? name : sites.keySet().iterator().next();
    }

    /// Its key and certificates, made when they are first asked for.
    Identity identity(String site) {
        return identities.computeIfAbsent(site, name -> {
            SteadySignature.install();
            return authority.issue(name, sites.getOrDefault(name, CertificateKind.VALID));
        });
    }
}
