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

    private final Map<String, Site> sites = new TreeMap<>();

    VirtualHosts(Map<String, Site> sites) {
        sites.forEach((name, site) -> this.sites.put(canonical(name), site));
    }

    /// The site of an authority as requests write it, such as `WWW.Shop.test:80`. Who writes an address, or `localhost`,
    /// came by a port forward or knows no name; if there is one site only, that is meant.
    Optional<Site> site(String authority) {
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
        if (!host.matches("[A-Za-z0-9._~!$&'()*+,;=%-]*(:[0-9]{0,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{0,5})?")) {
            return Optional.empty();
        }
        // RFC 9112 §3.2.2: "When an origin server receives a request with an absolute-form of request-target, the
        // origin server MUST ignore the received Host header field (if any)"
        return Optional.of(target.authority().isEmpty() ? host : target.authority());
    }

    /// Without port and final dot, in lower case.
    static String canonical(String authority) {
        int colon = authority.lastIndexOf(':');
        String name = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }
}
