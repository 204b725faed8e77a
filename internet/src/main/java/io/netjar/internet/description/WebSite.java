package io.netjar.internet.description;

import io.netjar.net.tcp.TcpSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A web site.
///
/// @param name its host name in the DNS, without the final dot
/// @param place where its server stands
/// @param files the folder it serves, as written: relative to the description's own folder; empty if none
/// @param programs the programs behind its WebSocket paths
/// @param pages the programs that make the pages at or below a path
/// @param ttlSeconds how long resolvers may keep its address
/// @param tls whether it is served over TLS, and how
/// @param tcp how its server's TCP behaves, unless it shares one
/// @param rules what else it answers
public record WebSite(String name, Place place, Optional<String> files, Map<String, SiteProgram> programs,
        Map<String, PageProgram> pages, int ttlSeconds, SiteTls tls, TcpSettings tcp, SiteRules rules) {
    public WebSite {
        programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
        pages = Collections.unmodifiableMap(new LinkedHashMap<>(pages));
    }

    /// Its name, and its aliases.
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(rules.aliases());
        return names;
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
        return domain(name);
    }

    /// The registered domain of `name`.
    static String domain(String name) {
        int last = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', last - 1) + 1);
    }
}
