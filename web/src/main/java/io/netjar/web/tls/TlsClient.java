package io.netjar.web.tls;

import io.netjar.engine.Engine;
import io.netjar.wire.IpAddress;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/// The client's end of TLS 1.3 and 1.2 (RFC 8446, RFC 5246): trusts one root and nobody else, and reckons by the
/// emulated calendar.
public final class TlsClient {
    private final Engine engine;
    private final Supplier<X509Certificate> root;

    /// @param root is asked for when the first connection begins
    public TlsClient(Engine engine, Supplier<X509Certificate> root) {
        this.engine = engine;
        this.root = root;
    }

    /// What encrypts `channel`, which is connected to `host`. If the server does not prove that it is, the handshake
    /// fails by a [BadCertificateException].
    ///
    /// @param host a name, or an IPv4 address
    /// @param applications what the client speaks, what it likes best first, like `h2` and `http/1.1` (RFC 7301)
    public SslHandler handler(Channel channel, String host, List<String> applications) {
        // RFC 6066 §3: the name is sent without its final dot.
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var judge = new ServerJudge(root.get(), engine.date(), name);
        SSLContext context = TlsEngines.context(engine, channel, new KeyManager[0],
                new TrustManager[]{judge});
        SSLEngine machine = context.createSSLEngine();
        machine.setUseClientMode(true);
        SSLParameters parameters = machine.getSSLParameters();
        // RFC 6066 §3: "Literal IPv4 and IPv6 addresses are not permitted in "HostName"."
        if (IpAddress.parse(name).isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        return TlsEngines.handler(machine, parameters, applications);
    }
}
