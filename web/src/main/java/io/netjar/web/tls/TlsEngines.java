package io.netjar.web.tls;

import io.netjar.engine.ChanceRandom;
import io.netjar.engine.Engine;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/// Makes each connection a TLS context of its own, whose chance has the connection's name. What one connection draws so
/// is nobody else's luck; and there is nothing to resume.
final class TlsEngines {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    /// Longer than the week for which tickets may be kept: the JDK then sends and keeps none. They would tell the time of
    /// the machine.
    private static final int NO_TICKETS_SECONDS = 8 * 24 * 3600;

    private TlsEngines() {}

    static SSLContext context(Engine engine, Channel channel, KeyManager[] keys, TrustManager[] trust) {
        String name = "tls " + channel.localAddress() + " " + channel.remoteAddress() + " " + engine.now();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, new ChanceRandom(engine.chance(name)));
            context.getServerSessionContext().setSessionTimeout(NO_TICKETS_SECONDS);
            context.getClientSessionContext().setSessionTimeout(NO_TICKETS_SECONDS);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /// What encrypts a connection by `engine`.
    ///
    /// @param applications what can be spoken over it, the best first, as ALPN offers or chooses it; RFC 7301
    static SslHandler handler(SSLEngine engine, SSLParameters parameters, List<String> applications) {
        parameters.setProtocols(PROTOCOLS);
        parameters.setApplicationProtocols(applications.toArray(String[]::new));
        engine.setSSLParameters(parameters);
        return new SslHandler(engine);
    }
}
