package io.netjar.web.browser;

import io.netjar.web.client.Fetched;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes pages as an HTTP archive, HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), which the network panels of
/// browsers and other viewers read. Times are those of the emulated calendar. Contents are not in it. Names that begin with `_`
/// are additions, where Chromium has them too by its names.
public final class Har {
    private static final int NOT_APPLICABLE = -1;
    /// ISO 8601 to the millisecond; not every reader takes more.
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Har() {}

    /// The archive of `pages`, in the order in which they were loaded.
    public static String of(List<Page> pages) {
        List<Object> descriptions = new ArrayList<>();
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            String id = "page_" + (i + 1);
            descriptions.add(page(page, id));
            page.resources().forEach(resource -> entries.add(entry(page, resource, id)));
        }
        return Json.of(object("log", object("version", "1.2", "creator",
                object("name", "netjar", "version", "0.1"), "pages", descriptions, "entries", entries)));
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return object;
    }

    private static Map<String, Object> page(Page page, String id) {
        Page.Milestones reached = page.milestones();
        return object("startedDateTime", date(page.began()), "id", id, "title", page.document().url(),
                "pageTimings",
                object("onContentLoad", reached.domContentLoaded().map(each -> millis(each.toNanos()))
                        .orElse(BigDecimal.valueOf(NOT_APPLICABLE)),
                        "onLoad", reached.load().map(each -> millis(each.toNanos()))
                                .orElse(BigDecimal.valueOf(NOT_APPLICABLE))));
    }

    private static Map<String, Object> entry(Page page, Resource resource, String id) {
        Fetched.Timings timings = resource.timings();
        Instant began = page.began().plusNanos(timings.began() - page.beganNanos());
        Map<String, Object> entry = object("pageref", id, "startedDateTime", date(began), "time",
                millis(timings.total()), "request", request(resource), "response", response(resource),
                "cache",
                object(), "timings", timings(resource));
        resource.response().filter(_ -> resource.via().isPresent())
                .ifPresent(answer -> entry.put("serverIPAddress", answer.remote().address().toString()));
        resource.via().ifPresent(via -> entry.put("connection", Integer.toString(via.connection())));
        entry.put("_resourceType", resource.kind().text());
        entry.put("_priority", resource.priority().name().toLowerCase(Locale.ROOT));
        if (resource.source() == Resource.Source.CACHE) {
            entry.put("_fromCache", "memory");
        }
        resource.initiator()
                .ifPresent(from -> entry.put("_initiator", object("type", "parser", "url", from)));
        return entry;
    }

    private static Map<String, Object> request(Resource resource) {
        return object("method", "GET", "url", resource.url(), "httpVersion", version(resource), "cookies",
                List.of(), "headers", headers(resource.sent()), "queryString", query(resource.url()),
                "headersSize",
                NOT_APPLICABLE, "bodySize", 0);
    }

    private static Map<String, Object> response(Resource resource) {
        Optional<Fetched.Response> answer = resource.response();
        Map<String, Object> content = object("size", resource.decodedBytes(), "mimeType",
                answer.map(each -> each.header("Content-Type")).filter(each -> !each.isEmpty())
                        .orElse("x-unknown"));
        if (resource.source() == Resource.Source.NETWORK && answer.isPresent()
                && !answer.get().header("Content-Encoding").isEmpty()) {
            content.put("compression", resource.decodedBytes() - resource.encodedBytes());
        }
        Map<String, Object> response = object("status", resource.status(), "statusText",
                answer.map(Fetched.Response::reason).orElse(""), "httpVersion", version(resource), "cookies",
                List.of(), "headers", headers(answer.map(Fetched.Response::headers).orElse(List.of())),
                "content",
                content, "redirectURL", answer.map(each -> each.header("Location")).orElse(""), "headersSize",
                NOT_APPLICABLE, "bodySize", answer.isEmpty() ? NOT_APPLICABLE : resource.encodedBytes(),
                "_transferSize", resource.transferSize());
        resource.problem().ifPresent(why -> response.put("_error", why));
        return response;
    }

    /// HAR 1.2: `connect` includes `ssl`, and -1 stands for what does not apply to the request.
    private static Map<String, Object> timings(Resource resource) {
        Fetched.Timings timings = resource.timings();
        boolean fresh = resource.via().map(via -> !via.reused()).orElse(timings.name() > 0);
        boolean secure = "https".equalsIgnoreCase(resource.url().getScheme());
        return object("blocked", millis(timings.queued()), "dns",
                fresh ? step(timings.name()) : NOT_APPLICABLE,
                "connect",
                fresh && timings.connect() >= 0
                        ? millis(timings.connect() + Math.max(0, timings.tls()))
                        : NOT_APPLICABLE,
                "send", 0, "wait", millis(Math.max(0, timings.waiting())), "receive",
                millis(Math.max(0, timings.content())), "ssl",
                fresh && secure ? step(timings.tls()) : NOT_APPLICABLE);
    }

    private static Object step(long nanos) {
        return nanos < 0 ? NOT_APPLICABLE : millis(nanos);
    }

    private static String version(Resource resource) {
        return resource.via().map(Fetched.Via::protocol)
                .or(() -> resource.response().map(Fetched.Response::via)
                        .map(Fetched.Via::protocol))
                .orElse("http/1.1");
    }

    private static List<Object> headers(List<Map.Entry<String, String>> headers) {
        return headers.stream()
                .<Object>map(field -> object("name", field.getKey(), "value", field.getValue()))
                .toList();
    }

    private static List<Object> query(URI url) {
        List<Object> fields = new ArrayList<>();
        if (url.getRawQuery() != null) {
            for (String each : url.getRawQuery().split("&", -1)) {
                String[] parts = each.split("=", 2);
                fields.add(object("name", parts[0], "value", parts.length < 2 ? "" : parts[1]));
            }
        }
        return fields;
    }

    static BigDecimal millis(long nanos) {
        return new BigDecimal(Math.max(0, nanos)).movePointLeft(6).setScale(3, RoundingMode.HALF_UP);
    }

    private static String date(Instant when) {
        return DATE.format(when);
    }
}
