package io.netjar.internet.description;

import io.netjar.net.tcp.TcpSettings;
import io.netjar.web.tls.CertificateKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `names` and `sites`, and the sites of offices.
final class SiteReader {
    /// Five minutes: what operators choose who want to be able to move a site.
    private static final int TTL_SECONDS = 300;
    private static final int LONGEST_TTL_SECONDS = 7 * 24 * 3600;

    private final Known known;
    private final Reading reading;
    private final TcpReader tcp;
    private final TcpSettings usualTcp;
    private final Map<String, Registry> registries = new LinkedHashMap<>();
    private final Map<String, Node> siteNames = new LinkedHashMap<>();

    /// @param usualTcp what the description says of TCP everywhere
    SiteReader(Known known, TcpSettings usualTcp) {
        this.known = known;
        this.reading = known.reading();
        this.tcp = new TcpReader(reading);
        this.usualTcp = usualTcp;
    }

    void readNames(Node node) {
        for (Reading.Entry entry : reading.entries(node, "'names'")) {
            if (!known.isName(entry.keyNode(), entry.key())) {
                continue;
            }
            if (entry.key().equals("arpa")) {
                reading.mistake(entry.keyNode(), "'arpa' is there by itself, on the root servers");
            }
            List<Place> places = new ArrayList<>();
            List<Node> items = reading.items(entry.value(), "the places of '" + entry.key() + "'");
            for (Node item : items) {
                known.place(item).ifPresent(places::add);
            }
            if (items.isEmpty()) {
                reading.mistake(entry.value(),
                        "'" + entry.key() + "' needs at least one place for its name server,"
                                + " as in [namsan/seoul]");
            }
            String zone = entry.key().equals("root") ? "" : entry.key();
            registries.put(zone, new Registry(zone, places));
        }
        if (!registries.containsKey("")) {
            reading.mistake(node,
                    "'names' needs 'root': where the root servers stand, as in 'root: [namsan/seoul]'");
        }
    }

    /// The root and the top-level domains; if the description has no `names`, all of them at one place.
    List<Registry> registries(Place otherwise) {
        if (registries.isEmpty()) {
            registries.put("", new Registry("", List.of(otherwise)));
            for (String site : siteNames.keySet()) {
                String zone = topLevel(site);
                registries.put(zone, new Registry(zone, List.of(otherwise)));
            }
            if (siteNames.isEmpty()) {
                registries.put("test", new Registry("test", List.of(otherwise)));
            }
        }
        return List.copyOf(registries.values());
    }

    List<WebSite> read(Node node) {
        List<WebSite> sites = new ArrayList<>();
        for (Reading.Entry entry : reading.entries(node, "'sites'")) {
            String name = entry.key();
            if (!claim(entry, 2)) {
                continue;
            }
            if (!registries.isEmpty() && !registries.containsKey(topLevel(name))) {
                reading.mistake(entry.keyNode(), "'" + name + "' is in no registry: add '" + topLevel(name)
                        + ": [namsan/seoul]' or the like under 'names'");
            }
            Fields fields = reading.fields(entry.value(), "site '" + name + "'", "in", "files", "websocket",
                    "ttl", "tcp", "https", "certificate");
            Optional<Place> place = fields.need("in", "namsan/seoul").flatMap(known::place);
            place.map(at -> site(name, at, fields)).ifPresent(sites::add);
            if (place.isEmpty()) {
                site(name, new Place("", ""), fields);
            }
        }
        return sites;
    }

    /// The sites of an office: a folder each, or a mapping.
    List<WebSite> readInside(Node node, Place place) {
        List<WebSite> sites = new ArrayList<>();
        for (Reading.Entry entry : reading.entries(node, "'sites'")) {
            String name = entry.key();
            if (!claim(entry, 2)) {
                continue;
            }
            if (entry.value() instanceof ScalarNode) {
                sites.add(new WebSite(name, place, reading.folder(entry.value()), Map.of(), TTL_SECONDS,
                        SiteTls.USUAL, usualTcp));
            } else {
                sites.add(site(name, place,
                        reading.fields(entry.value(), "site '" + name + "'", "files", "websocket", "ttl",
                                "https", "certificate")));
            }
        }
        return sites;
    }

    private boolean claim(Reading.Entry entry, int labels) {
        if (!known.isHostName(entry.keyNode(), entry.key(), labels)) {
            return false;
        }
        if (siteNames.putIfAbsent(entry.key(), entry.keyNode()) != null) {
            reading.mistake(entry.keyNode(), "another site is called '" + entry.key() + "'");
            return false;
        }
        return true;
    }

    private WebSite site(String name, Place place, Fields fields) {
        Optional<String> files = fields.find("files").flatMap(reading::folder);
        Map<String, SiteProgram> programs = fields.find("websocket").map(this::programs).orElse(Map.of());
        if (!fields.values().containsKey("files") && !fields.values().containsKey("websocket")) {
            reading.mistake(fields.node(),
                    fields.what() + " needs 'files' or 'websocket', as in 'files: ./shop'");
        }
        return new WebSite(name, place, files, programs, ttl(fields), tls(fields),
                tcp.host(fields, usualTcp));
    }

    private SiteTls tls(Fields fields) {
        SiteTls.Https https = fields.find("https")
                .map(node -> reading.word(node, "what 'https' can be", SiteTls.Https.values(),
                        SiteTls.Https.REDIRECT))
                .orElse(SiteTls.Https.REDIRECT);
        Optional<Node> kind = fields.find("certificate");
        CertificateKind certificate = kind
                .map(node -> reading.word(node, "a kind of certificate", CertificateKind.values(),
                        CertificateKind.VALID))
                .orElse(CertificateKind.VALID);
        if (kind.isPresent() && https == SiteTls.Https.OFF) {
            reading.mistake(kind.get(),
                    "a site without TLS has no certificate: leave out 'certificate' or 'https: off'");
        }
        return new SiteTls(https, certificate);
    }

    private int ttl(Fields fields) {
        Optional<Node> node = fields.find("ttl");
        if (node.isEmpty()) {
            return TTL_SECONDS;
        }
        long nanos = reading.quantity(node.get(), "'ttl'", Quantities.TIME, Quantities::time);
        long seconds = nanos / 1_000_000_000L;
        if (seconds > LONGEST_TTL_SECONDS) {
            reading.mistake(node.get(), "a TTL is a week at most (RFC 8767 §4)");
        }
        return (int) Math.min(LONGEST_TTL_SECONDS, seconds);
    }

    private Map<String, SiteProgram> programs(Node node) {
        Map<String, SiteProgram> programs = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'websocket'")) {
            if (!entry.key().matches("/[A-Za-z0-9/._~-]*")) {
                reading.mistake(entry.keyNode(),
                        "'" + entry.key() + "' is no path: it starts with '/', as in '/feed'");
            }
            programs.put(entry.key(),
                    reading.word(entry.value(), "a program", SiteProgram.values(), SiteProgram.ECHO));
        }
        return programs;
    }

    private static String topLevel(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
