package io.netjar.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.web.client.Road;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Judges archives by what HAR 1.2 says of each field.
class HarTest {
    private final Road road = new Road().serving(80);

    private List<Page> pages() {
        road.answers.put("/?a=1&b", Road.ok("Content-Type: text/html\r\nCache-Control: max-age=60\r\n",
                "<link rel=icon href='data:,'><img src='quote\".png'><img src=http://nowhere.test/x.png><img src=r>"));
        road.answers.put("/r", "HTTP/1.1 302 Found\r\nLocation: /s\r\nContent-Length: 0\r\n\r\n");
        road.answers.put("/s", Road.ok("X-Odd: a\tb\\c\"\r\n", "x"));
        var browser = new Browser(road.client, road::lookup, Browser.Settings.DEFAULT, Optional.empty());
        return List.of(browser.load("http://www.shop.test/?a=1&b"),
                browser.load("http://www.shop.test/?a=1&b"));
    }

    /// JSON is YAML 1.2, so a reader of that reads it.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String json) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(json);
    }

    private static Object at(Map<String, Object> object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> in(Map<String, Object> object, String name) {
        return (Map<String, Object>) at(object, name);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> object, String name) {
        return (List<Map<String, Object>>) at(object, name);
    }

    private static void hasAll(Map<String, Object> object, Map<String, Class<?>> fields) {
        fields.forEach(
                (name, type) -> assertThat(object.get(name)).as(name + " of " + object).isInstanceOf(type));
    }

    @Test
    void hasEveryFieldOfTheStandard() {
        Map<String, Object> log = in(read(Har.of(pages())), "log");
        assertThat(log.get("version")).isEqualTo("1.2");
        hasAll(in(log, "creator"), Map.of("name", String.class, "version", String.class));
        assertThat(list(log, "pages")).hasSize(2).allSatisfy(page -> {
            hasAll(page, Map.of("startedDateTime", String.class, "id", String.class, "title", String.class,
                    "pageTimings", Map.class));
            hasAll(in(page, "pageTimings"), Map.of("onContentLoad", Number.class, "onLoad", Number.class));
        });
        List<String> ids = list(log, "pages").stream().map(page -> at(page, "id").toString()).toList();
        assertThat(list(log, "entries")).hasSize(10).allSatisfy(entry -> {
            assertThat(ids).contains(at(entry, "pageref").toString());
            isEntry(entry);
        });
    }

    private static void isEntry(Map<String, Object> entry) {
        hasAll(entry,
                Map.of("startedDateTime", String.class, "time", Number.class, "request", Map.class,
                        "response",
                        Map.class, "cache", Map.class, "timings", Map.class));
        assertThat(Instant.parse(at(entry, "startedDateTime").toString())).isAfter("2026-01-01T00:00:00Z");
        Map<String, Object> request = in(entry, "request");
        hasAll(request,
                Map.of("method", String.class, "url", String.class, "httpVersion", String.class, "cookies",
                        List.class, "headers", List.class, "queryString", List.class, "headersSize",
                        Number.class, "bodySize",
                        Number.class));
        Map<String, Object> response = in(entry, "response");
        hasAll(response,
                Map.of("status", Number.class, "statusText", String.class, "httpVersion", String.class,
                        "cookies", List.class, "headers", List.class, "content", Map.class, "redirectURL",
                        String.class,
                        "headersSize", Number.class, "bodySize", Number.class));
        hasAll(in(response, "content"), Map.of("size", Number.class, "mimeType", String.class));
        for (Map<String, Object> message : List.of(request, response)) {
            list(message, "headers").forEach(
                    field -> hasAll(field, Map.of("name", String.class, "value", String.class)));
        }
        addsUp(entry);
    }

    /// HAR 1.2, timings: send, wait and receive must not be negative; others are -1 if they do not apply; ssl is a part of
    /// connect; and the entry's time is the sum.
    private static void addsUp(Map<String, Object> entry) {
        Map<String, BigDecimal> timings = new LinkedHashMap<>();
        in(entry, "timings").forEach((name, value) -> timings.put(name, new BigDecimal(value.toString())));
        assertThat(timings).containsOnlyKeys("blocked", "dns", "connect", "send", "wait", "receive", "ssl");
        assertThat(List.of(timings.get("send"), timings.get("wait"), timings.get("receive")))
                .allMatch(each -> each.signum() >= 0);
        assertThat(timings.get("connect")).isGreaterThanOrEqualTo(timings.get("ssl"));
        BigDecimal sum = timings.entrySet().stream().filter(each -> !each.getKey().equals("ssl"))
                .map(each -> each.getValue().max(BigDecimal.ZERO)).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum.subtract(new BigDecimal(at(entry, "time").toString())).abs())
                .isLessThan(new BigDecimal("0.004"));
    }

    @Test
    void tellsWhereTheTimeWent() {
        List<Map<String, Object>> entries = list(in(read(Har.of(pages())), "log"), "entries");
        Map<String, Object> first = entries.getFirst();
        assertThat(at(in(first, "timings"), "connect").toString()).startsWith("20.");
        assertThat(at(in(first, "timings"), "wait").toString()).startsWith("20.");
        assertThat(in(first, "timings").get("ssl")).isEqualTo(-1);
        assertThat(first.get("connection")).isEqualTo("1");
        assertThat(first.get("serverIPAddress")).isEqualTo("10.0.0.2");
        assertThat(list(in(first, "request"), "queryString"))
                .containsExactly(Map.of("name", "a", "value", "1"), Map.of("name", "b", "value", ""));
    }

    @Test
    void marksWhatFailedWasRedirectedOrCameFromTheCache() {
        List<Map<String, Object>> entries = list(in(read(Har.of(pages())), "log"), "entries");
        assertThat(new ArrayList<>(entries.subList(0, 5)))
                .extracting(each -> in(each, "response").get("status"))
                .containsExactly(200, 404, 0, 302, 200);
        assertThat(in(entries.get(2), "response").get("_error"))
                .isEqualTo("could not resolve nowhere.test: there is no such name");
        assertThat(in(entries.get(3), "response").get("redirectURL")).isEqualTo("/s");
        assertThat(entries.get(5).get("_fromCache")).isEqualTo("memory");
        assertThat(at(entries.get(5), "time").toString()).isEqualTo("0.0");
        assertThat(list(in(entries.get(4), "response"), "headers"))
                .contains(Map.of("name", "X-Odd", "value", "a\tb\\c\""));
    }

    @Test
    void writesTheSameAsJsonInTheWordsOfResourceTiming() {
        List<Page> pages = pages();
        List<Map<String, Object>> objects = PageJson.of(pages);
        assertThat(objects).hasSameSizeAs(pages);
        assertThat(objects.toString()).contains("nextHopProtocol=http/1.1",
                "error=could not resolve nowhere.test: there is no such name", "source=cache");
    }
}
