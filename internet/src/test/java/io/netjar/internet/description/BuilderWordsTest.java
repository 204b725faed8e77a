package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.builder.AccessPart;
import io.netjar.internet.builder.DhcpPart;
import io.netjar.internet.builder.DirectionPart;
import io.netjar.internet.builder.ExchangePart;
import io.netjar.internet.builder.HomePart;
import io.netjar.internet.builder.InterfacePart;
import io.netjar.internet.builder.InternetBuilder;
import io.netjar.internet.builder.LanTcpPart;
import io.netjar.internet.builder.LinkPart;
import io.netjar.internet.builder.NameServersPart;
import io.netjar.internet.builder.NatPart;
import io.netjar.internet.builder.OfficeLinePart;
import io.netjar.internet.builder.OfficePart;
import io.netjar.internet.builder.ProviderPart;
import io.netjar.internet.builder.RateLimitPart;
import io.netjar.internet.builder.ResolverPart;
import io.netjar.internet.builder.SigningPart;
import io.netjar.internet.builder.SitePart;
import io.netjar.internet.builder.TcpPart;
import io.netjar.internet.builder.WifiPart;
import io.netjar.internet.builder.ZonePart;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever a file can say, the builder has a method for.
final class BuilderWordsTest {
    /// Which part of the builder says what stands at a place, by what the place ends with; the first that fits.
    private static final Map<String, Class<?>> PARTS = parts();
    /// Keys that the builder calls something else, by place and key.
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(Map.entry("providers", "provider"),
            Map.entry("exchanges", "exchange"), Map.entry("homes", "home"), Map.entry("offices", "office"),
            Map.entry("names", "topLevelDomain"), Map.entry("zones", "zone"), Map.entry("dnssec", "signed"),
            Map.entry("sites", "site"), Map.entry("links", "link"), Map.entry("events", "event"),
            Map.entry("0x20", "mixedCase"), Map.entry("slow-start", "congestion"));
    /// Written by methods with these names for what a mapping says: `rts(bytes)`, `lines(from, to)` and the like.
    private static final Map<String, String> WITHIN = Map.of("/names/root", "rootWithZone", "/buffer",
            "receiveBuffer", "/jitter", "jitter", "/bursts", "bursts", "/reordering", "reordering", "/queue",
            "queue");

    private static Map<String, Class<?>> parts() {
        Map<String, Class<?>> parts = new LinkedHashMap<>();
        parts.put("/providers/[^/]+/resolver", ResolverPart.class);
        parts.put("/providers/[^/]+", ProviderPart.class);
        parts.put("/exchanges/[^/]+", ExchangePart.class);
        parts.put("/homes/[^/]+", HomePart.class);
        parts.put("/offices/[^/]+", OfficePart.class);
        parts.put("/homes/[^/]+/access", AccessPart.class);
        parts.put("/offices/[^/]+/line", OfficeLinePart.class);
        parts.put("/links/[^/]+/[^/]+ to [^/]+/[^/]+", LinkPart.class);
        parts.put("/links/.*(?<!there|back|queue|jitter|bursts|reordering)", LinkPart.class);
        parts.put(".*/(down|up|there|back)", DirectionPart.class);
        parts.put(".*/wifi", WifiPart.class);
        parts.put(".*/nat", NatPart.class);
        parts.put(".*/dhcp", DhcpPart.class);
        parts.put("/(homes|offices)/[^/]+/tcp", LanTcpPart.class);
        parts.put(".*/tcp(/devices/[^/]+)?", TcpPart.class);
        parts.put(".*/sites/[^/]+", SitePart.class);
        parts.put("/interfaces/.*", InterfacePart.class);
        parts.put("/zones/[^/]+", ZonePart.class);
        parts.put("/dnssec/[^/]+", SigningPart.class);
        parts.put("/name-servers", NameServersPart.class);
        parts.put("/name-servers/rate-limit", RateLimitPart.class);
        parts.put("", InternetBuilder.class);
        return parts;
    }

    private static Optional<Class<?>> part(String where) {
        return PARTS.entrySet().stream().filter(each -> where.matches(each.getKey())).map(Map.Entry::getValue)
                .<Class<?>>map(found -> found).findFirst();
    }

    private static Set<String> methods(Class<?> part) {
        return Stream.of(part.getMethods()).filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName).collect(Collectors.toSet());
    }

    private static String camelCase(String key) {
        var name = new StringBuilder();
        for (String word : key.split("-", -1)) {
            name.append(name.isEmpty()
                    ? word
                    : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    @Test
    void everyKeyHasAMethod() {
        List<String> lacking = new ArrayList<>();
        int seen = 0;
        for (SchemaWalk.Place place : new SchemaWalk().places()) {
            String where = place.where();
            String mapping = place.key().isEmpty()
                    ? where
                    : where.substring(0, where.length() - place.key().length() - 1);
            boolean isWithin = WITHIN.keySet().stream().anyMatch(end -> (mapping + "/").contains(end + "/")
                    || mapping.endsWith("-buffer"));
            // Only files include others: a program says everything itself
            if (place.key().isEmpty() || isWithin || where.equals("/include")) {
                continue;
            }
            String wanted = OTHER_NAMES.getOrDefault(
                    mapping.isEmpty() || !OTHER_NAMES.containsKey(place.key())
                            || place.key().matches("0x20|slow-start") ? place.key() : "",
                    camelCase(place.key()));
            boolean has = part(mapping).map(BuilderWordsTest::methods).orElse(Set.of()).contains(wanted);
            if (!has) {
                lacking.add(
                        where + " -> " + part(mapping).map(Class::getSimpleName).orElse("?") + "." + wanted);
            }
            seen++;
        }
        assertThat(lacking).isEmpty();
        assertThat(seen).isGreaterThan(200);
        WITHIN.values().forEach(method -> assertThat(PARTS.values()).as(method)
                .anyMatch(part -> methods(part).contains(method)));
    }
}
