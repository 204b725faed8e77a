package io.netjar.internet.description;

import io.netjar.net.tcp.TcpSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A web site.
///
/// @param name its host name in the DNS, without the final dot
/// @param place where its server stands
/// @param files the folder it serves, as written: relative to the description's own folder; empty if none
/// @param programs the programs behind its WebSocket paths
/// @param ttlSeconds how long resolvers may keep its address
/// @param tls whether it is served over TLS, and how
/// @param tcp how its server's TCP behaves, unless it shares one
public record WebSite(String name, Place place, Optional<String> files, Map<String, SiteProgram> programs,
        int ttlSeconds, SiteTls tls, TcpSettings tcp) {
    public WebSite {
        programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
    }

    /// Its address for people, as in `https://www.shop.test/`.
    public String url() {
        return (tls.https() == SiteTls.Https.REDIRECT ? "https://" : "http://") + name + "/";
    }

    /// The top-level domain: the last label.
    public String topLevelDomain() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// The registered domain: the last two labels.
    public String domain() {
        int last = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', last - 1) + 1);
    }
}
