package io.netjar.internet.builder;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Wording;
import io.netjar.internet.description.YamlWriter;
import io.netjar.internet.event.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Describes an Internet step by step: providers, exchanges, homes, offices, names, sites, lines. The order does not
/// matter; what is left out has its usual value. docs/description.md says what each word means.
///
/// Nothing is checked before [#build()]; then all mistakes are told at once.
public final class InternetBuilder extends Part<InternetBuilder> {
    private InternetBuilder() {}

    /// An Internet of which nothing is said yet.
    public static InternetBuilder create() {
        return new InternetBuilder();
    }

    @Override
    InternetBuilder self() {
        return this;
    }

    /// A city that is not in the built-in table, or is elsewhere than there, by WGS 84 coordinates in degrees; north and east
    /// are positive.
    public InternetBuilder cities(String name, double latitude, double longitude) {
        return put("cities", name, List.of(Degrees.text(latitude), Degrees.text(longitude)));
    }

    /// An Internet service provider.
    public InternetBuilder provider(String name, Consumer<ProviderPart> words) {
        return put("providers", name, new ProviderPart(), words);
    }

    /// A switch in a city where providers meet.
    public InternetBuilder exchange(String name, Consumer<ExchangePart> words) {
        return put("exchanges", name, new ExchangePart(), words);
    }

    /// A household behind an access line.
    public InternetBuilder home(String name, Consumer<HomePart> words) {
        return put("homes", name, new HomePart(), words);
    }

    /// Households that are all alike: `NAME-1`, `NAME-2` and so on.
    public InternetBuilder homes(int count, String name, Consumer<HomePart> words) {
        return home(count + " × " + name, words);
    }

    /// An office with a network of its own.
    public InternetBuilder office(String name, Consumer<OfficePart> words) {
        return put("offices", name, new OfficePart(), words);
    }

    /// Where root servers stand, as in `pacific/seattle`.
    public InternetBuilder root(String... places) {
        return put("names", "root", List.of(places));
    }

    /// Where root servers stand that serve the delegations of a root zone's file, too.
    public InternetBuilder rootWithZone(String file, String... places) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("at", List.of(places));
        root.put("zone", file);
        return put("names", "root", root);
    }

    /// Where the servers of a top-level domain stand.
    public InternetBuilder topLevelDomain(String domain, String... places) {
        return put("names", domain, List.of(places));
    }

    /// Records that are added to a domain's own.
    public InternetBuilder zone(String domain, Consumer<ZonePart> words) {
        return put("zones", domain, new ZonePart(), words);
    }

    /// A zone that is signed (DNSSEC): a domain, `root`, `arpa` or `in-addr.arpa`.
    public InternetBuilder signed(String zone, DenialKind denial) {
        return put("dnssec", zone, Wording.word(denial));
    }

    /// A zone that is signed, with all that can be said of it.
    public InternetBuilder signed(String zone, Consumer<SigningPart> words) {
        return put("dnssec", zone, new SigningPart(), words);
    }

    /// A zone that is not signed.
    public InternetBuilder unsigned(String zone) {
        return put("dnssec", zone, "off");
    }

    /// How all authoritative name servers behave.
    public InternetBuilder nameServers(Consumer<NameServersPart> words) {
        return set("name-servers", new NameServersPart(), words);
    }

    /// A public web site.
    public InternetBuilder site(String name, Consumer<SitePart> words) {
        return put("sites", name, new SitePart(), words);
    }

    /// What is changed of the line between two places (`pacific/seoul`), of a place and an exchange, or of any cable that
    /// has two ends in its name; `there` is from the first to the second.
    public InternetBuilder link(String from, String to, Consumer<LinkPart> words) {
        return put("links", from + " to " + to, new LinkPart(), words);
    }

    /// What is said of an interface by its full name, as in `hanbit/seoul/core:edge`.
    public InternetBuilder interfaces(String name, Consumer<InterfacePart> words) {
        return put("interfaces", name, new InterfacePart(), words);
    }

    /// How TCP behaves wherever nothing else is said.
    public InternetBuilder tcp(Consumer<TcpPart> words) {
        return set("tcp", new TcpPart(), words);
    }

    /// What happens to lines so long after the Internet has settled, as files write it: `cut pacific/seoul to pacific/tokyo for 20 s`.
    public InternetBuilder event(Duration at, String sentence) {
        return add("events", Map.of("at " + Wording.time(at), sentence));
    }

    /// What happens to lines so long after the Internet has settled.
    public InternetBuilder event(Duration at, Action action) {
        return event(at, action.sentence());
    }

    /// What was said, as the text of a file that says the same. It is not checked.
    public String toYaml() {
        return YamlWriter.text(tree());
    }

    /// The description, checked. Folders and files that it names are taken for granted.
    ///
    /// @throws DescriptionException if it has mistakes
    public Description build() {
        return Description.of(tree(), Optional.empty());
    }

    /// The description, checked; the folders and files that it names must be in `folder`.
    ///
    /// @throws DescriptionException if it has mistakes
    public Description build(Path folder) {
        return Description.of(tree(), Optional.of(folder));
    }
}
