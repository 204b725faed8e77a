package io.netjar.internet.description;

import io.netjar.net.tcp.TcpSettings;
import io.netjar.web.tls.CertificateKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `names` and `sites`, and the sites of offices.
final class SiteReader {
    /// Five minutes: what operators choose who want to be able to move a site.
    static final int TTL_SECONDS = 300;
    private static final int LONGEST_TTL_SECONDS = 7 * 24 * 3600;

    private final Known known;
    private final Reading reading;
    private final TcpReader tcp;
    private final SiteRulesReader rules;
    private final TcpSettings usualTcp;
    private final Map<String, Registry> registries = new LinkedHashMap<>();
    private final Map<String, Node> siteNames = new LinkedHashMap<>();
    private Optional<Node> rootZone = Optional.empty();

    /// @param usualTcp what the description says of TCP everywhere
    SiteReader(Known known, TcpSettings usualTcp) {
        this.known = known;
        this.reading = known.reading();
        this.tcp = new TcpReader(reading);
        this.rules = new SiteRulesReader(known);
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
            List<Place> places = entry.key().equals("root") && entry.value() instanceof MappingNode
                    ? readRoot(entry.value())
                    : places(entry.value(), entry.key());
            String zone = entry.key().equals("root") ? "" : entry.key();
            registries.put(zone, new Registry(zone, places));
        }
        if (!registries.containsKey("")) {
            reading.mistake(node,
                    "'names' needs 'root': where the root servers stand, as in 'root: [namsan/seoul]'");
        }
    }

    /// The root in full: where its servers stand, and the file of a root zone that they serve.
    private List<Place> readRoot(Node node) {
        Fields fields = reading.fields(node, "'root'", "at", "zone");
        rootZone = fields.find("zone");
        return fields.need("at", "[namsan/seoul]").map(at -> places(at, "root")).orElse(List.of());
    }

    private List<Place> places(Node node, String zone) {
        List<Place> places = new ArrayList<>();
        List<Node> items = reading.items(node, "the places of '" + zone + "'");
        for (Node item : items) {
            known.place(item).ifPresent(places::add);
        }
        if (items.isEmpty()) {
            reading.mistake(node, "'" + zone + "' needs at least one place for its name server,"
                    + " as in [namsan/seoul]");
        }
        return places;
    }

    /// Whether no site is called like a server that is there anyway.
    void check(Description description) {
        Map<String, Place> others = new LinkedHashMap<>();
        List<Description.Server> servers = new ArrayList<>(description.servers());
        description.sites()
                .forEach(site -> servers.remove(new Description.Server(site.place(), site.name())));
        servers.forEach(server -> others.putIfAbsent(server.name(), server.place()));
        description.sites().stream().flatMap(site -> site.names().stream()).forEach(name -> {
            Place place = others.get(name);
            Node node = siteNames.get(name);
            if (place != null && node != null) {
                reading.mistake(node, "'" + name + "' is the name server in " + place
                        + ", which is there anyway; call the site something else");
            }
        });
    }

    /// Where the file of a root zone is named.
    Optional<Node> rootZone() {
        return rootZone;
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
        for (Repetition each : Repetition.all(reading.entries(node, "'sites'"))) {
            for (String name : each.names()) {
                readPublic(name, each, sites);
            }
        }
        return sites;
    }

    private void readPublic(String name, Repetition each, List<WebSite> sites) {
        if (!known.isHostName(each.keyNode(name), name, 2) || !claim(each.keyNode(name), name)) {
            return;
        }
        if (!registries.isEmpty() && !registries.containsKey(topLevel(name))) {
            reading.mistake(each.keyNode(name), "'" + name + "' is in no registry: add '" + topLevel(name)
                    + ": [namsan/seoul]' or the like under 'names'");
        }
        Fields fields = reading.fields(each.value(name), "site '" + each.word() + "'", "in", "files",
                "websocket",
                "programs", "ttl", "tcp", "https", "certificate", "aliases", "redirects", "error-pages");
        Optional<Place> place = fields.need("in", "namsan/seoul").flatMap(known::place);
        place.map(at -> site(name, at, fields)).ifPresent(sites::add);
        if (place.isEmpty()) {
            site(name, new Place("", ""), fields);
        }
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
                sites.add(new WebSite(name, place, reading.folder(entry.value()), Map.of(), Map.of(),
                        TTL_SECONDS, SiteTls.USUAL, usualTcp, SiteRules.NONE));
            } else {
                sites.add(site(name, place,
                        reading.fields(entry.value(), "site '" + name + "'", "files", "websocket",
                                "programs", "ttl", "https", "certificate", "redirects", "error-pages")));
            }
        }
        return sites;
    }

    private boolean claim(Reading.Entry entry, int labels) {
        if (!known.isHostName(entry.keyNode(), entry.key(), labels)) {
            return false;
        }
        return claim(entry.keyNode(), entry.key());
    }

    private boolean claim(Node node, String name) {
        if (siteNames.putIfAbsent(name, node) != null) {
            reading.mistake(node, "another site is called '" + name + "'");
            return false;
        }
        return true;
    }

    private WebSite site(String name, Place place, Fields fields) {
        Optional<String> files = fields.find("files").flatMap(reading::folder);
        Map<String, SiteProgram> programs = fields
                .find("websocket").map(node -> programs(node, "'websocket'", "/feed", SiteProgram.values(),
                        SiteProgram.ECHO))
                .orElse(Map.of());
        Map<String, PageProgram> pages = fields.find("programs").map(
                node -> programs(node, "'programs'", "/v1/", PageProgram.values(), PageProgram.MARKET))
                .orElse(Map.of());
        if (Stream.of("files", "websocket", "programs", "redirects")
                .noneMatch(fields.values()::containsKey)) {
            reading.mistake(fields.node(),
                    fields.what()
                            + " needs 'files', 'websocket', 'programs' or 'redirects', as in 'files: ./shop'");
        }
        return new WebSite(name, place, files, programs, pages, ttl(fields), tls(fields),
                tcp.host(fields, usualTcp), rules(name, fields));
    }

    private SiteRules rules(String name, Fields fields) {
        SiteRules read = rules.read(name, fields);
        fields.find("aliases").ifPresent(node -> read.aliases().forEach(alias -> claim(node, alias)));
        return read;
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
            reading.mistake(node.get(), "'" + reading.text(node.get(), "'ttl'").orElse("")
                    + "' is too long: a TTL is a week at most, as in '5 min' (RFC 8767 §4)");
        }
        return (int) Math.min(LONGEST_TTL_SECONDS, seconds);
    }

    /// Programs by path.
    ///
    /// @param field what the description calls them
    /// @param example of a path
    private <P extends Enum<P>> Map<String, P> programs(Node node, String field, String example, P[] words,
            P otherwise) {
        Map<String, P> programs = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, field)) {
            if (!entry.key().matches("/[A-Za-z0-9/._~-]*")) {
                reading.mistake(entry.keyNode(),
                        "'" + entry.key() + "' is no path: it starts with '/', as in '" + example + "'");
            }
            programs.put(entry.key(), reading.word(entry.value(), "a program", words, otherwise));
        }
        return programs;
    }

    private static String topLevel(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
