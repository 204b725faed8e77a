package io.netjar.web.browser;

import io.netjar.web.client.Fetched;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pages as objects of JSON, in the words of the W3C's Navigation Timing and Resource Timing, as a browser's
/// `performance.getEntries()` tells them: times in milliseconds from the beginning of the page, 0 for what does not apply.
public final class PageJson {
    private PageJson() {}

    /// `pages`, each with its milestones and its resources: maps, lists, texts and numbers.
    public static List<Map<String, Object>> of(List<Page> pages) {
        return pages.stream().map(PageJson::page).toList();
    }

    private static Map<String, Object> page(Page page) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", page.url());
        object.put("startedDateTime", page.began());
        object.put("responseStart", milestone(page.milestones().firstByte()));
        object.put("domContentLoadedEventStart", milestone(page.milestones().domContentLoaded()));
        object.put("loadEventStart", milestone(page.milestones().load()));
        object.put("duration", millis(page.milestones().quiet().toNanos()));
        object.put("transferSize", page.transferSize());
        object.put("connections", page.connections());
        object.put("resources", page.resources().stream().map(each -> resource(page, each)).toList());
        return object;
    }

    private static Map<String, Object> resource(Page page, Resource resource) {
        Fetched.Timings timings = resource.timings();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", resource.url());
        object.put("kind", resource.kind().text());
        object.put("nextHopProtocol", resource.via().map(Fetched.Via::protocol).orElse(""));
        object.put("connection", resource.via().map(Fetched.Via::connection).orElse(0));
        object.put("source", switch (resource.source()) {
            case NETWORK -> "network";
            case CACHE -> "cache";
            case REVALIDATED -> "revalidated";
        });
        object.put("responseStatus", resource.status());
        resource.problem().ifPresent(why -> object.put("error", why));
        long at = timings.began() - page.beganNanos();
        object.put("startTime", millis(at));
        at += Math.max(0, timings.queued());
        at = step(object, "domainLookup", at, timings.name());
        long connecting = Math.max(0, timings.connect()) + Math.max(0, timings.tls());
        object.put("secureConnectionStart",
                timings.tls() > 0 ? millis(at + Math.max(0, timings.connect())) : BigDecimal.ZERO);
        at = step(object, "connect", at, connecting);
        object.put("requestStart", millis(at));
        at += Math.max(0, timings.waiting());
        object.put("responseStart", millis(at));
        object.put("responseEnd", millis(at + Math.max(0, timings.content())));
        object.put("duration", millis(timings.total()));
        object.put("transferSize", resource.transferSize());
        object.put("encodedBodySize", resource.encodedBytes());
        object.put("decodedBodySize", resource.decodedBytes());
        return object;
    }

    private static long step(Map<String, Object> object, String name, long at, long nanos) {
        long end = at + Math.max(0, nanos);
        object.put(name + "Start", millis(at));
        object.put(name + "End", millis(end));
        return end;
    }

    private static BigDecimal milestone(Optional<Duration> when) {
        return when.map(each -> millis(each.toNanos())).orElse(BigDecimal.ZERO);
    }

    private static BigDecimal millis(long nanos) {
        return Har.millis(nanos);
    }
}
