package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The sites of one server by name. RFC 9110 §7.2.
final class VirtualHosts {
    /// Nothing, as HTTP/1.0 allows, an address, or this machine's own name wherever it is said.
    private static final Pattern NO_NAME = Pattern.compile("|[0-9.]+|\\[.*]|localhost");

    private static final Pattern AUTHORITY = Pattern.compile(
            "[A-Za-z0-9._~!$&'()*+,;=%-]*(:[0-9]{0,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{0,5})?");

    private final Map<String, Site> sites = new TreeMap<>();
    /// Most requests are for the site that the last one was for.
    private String lastAuthority = "";
    private Optional<Site> lastSite;

    VirtualHosts(Map<String, Site> sites) {
        sites.forEach((name, site) -> this.sites.put(canonical(name), site));
        this.lastSite = lookUp(lastAuthority);
    }

    /// The site of an authority as requests write it, such as `WWW.Shop.test:80`. Who writes an address, or `localhost`,
    /// came by a port forward or knows no name; if there is one site only, that is meant.
    Optional<Site> site(String authority) {
        if (!authority.equals(lastAuthority)) {
            lastSite = lookUp(authority);
            lastAuthority = authority;
        }
        return lastSite;
    }

    private Optional<Site> lookUp(String authority) {
        String name = canonical(authority);
        Site site = sites.get(name);
        return site == null && NO_NAME.matcher(name).matches() ? only() : Optional.ofNullable(site);
    }

    /// The only site, if there is one only.
    private Optional<Site> only() {
        return sites.size() == 1 ? Optional.of(sites.values().iterator().next()) : Optional.empty();
    }

    /// What a request says about the site it wants: the authority of its target, else its Host header; empty if
    /// it says so twice, not at all though it must, or in no form that names a host.
    static Optional<String> authority(HttpRequest request, RequestTarget target) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        // RFC 9112 §3.2: "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request
        // message that lacks a Host header field and to any request message that contains more than one Host
        // header field line or a Host header field with an invalid field value."
        boolean mustName = request.protocolVersion().minorVersion() >= 1;
        if (hosts.size() > 1 || hosts.isEmpty() && mustName) {
            return Optional.empty();
        }
        String host = hosts.isEmpty() ? "" : hosts.getFirst().strip();
        if (!isAuthority(host)) {
            return Optional.empty();
        }
        // RFC 9112 §3.2.2: "When an origin server receives a request with an absolute-form of request-target, the
        // origin server MUST ignore the received Host header field (if any)"
        if (target.authority().isEmpty()) {
            return Optional.of(host);
        }
        // RFC 9110 §4.2.4: who gets a URL with a user in it takes it for an error: it is said to deceive.
        return isAuthority(target.authority()) ? Optional.of(target.authority()) : Optional.empty();
    }

    /// Whether `text` names a host, perhaps with a port, or is empty. RFC 9110 §7.2, RFC 3986 §3.2.
    static boolean isAuthority(String text) {
        int colon = text.indexOf(':');
        int end = colon < 0 ? text.length() : colon;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean usual = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-';
            if (!usual) {
                return AUTHORITY.matcher(text).matches();
            }
        }
        return colon < 0 || AUTHORITY.matcher(text.substring(colon)).matches();
    }

    /// Without port and final dot, in lower case.
    static String canonical(String authority) {
        int colon = authority.lastIndexOf(':');
        String name = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }
}
