package io.netjar.cli;

import io.netjar.dns.CacheEntry;
import io.netjar.dns.KnownServer;
import java.util.Map;
import org.xbill.DNS.Type;

/// What `dns-cache --json` prints: a resolver's cache.
final class CacheJson {
    private CacheJson() {}

    static Map<String, Object> document(CacheView view) {
        Map<String, Object> document = JsonText.object();
        document.put("device", view.device());
        document.put("resolver", view.resolver().name());
        document.put("address", view.resolver().address());
        document.put("forwarder", view.resolver().forwarder());
        document.put("seconds", JsonText.seconds(view.passedNanos()));
        document.put("asked", view.asked().stream().map(CacheJson::asked).toList());
        document.put("entries", view.entries().stream().map(CacheJson::entry).toList());
        if (view.servers()) {
            document.put("servers",
                    view.resolver().resolver().servers().stream().map(CacheJson::server).toList());
        }
        return document;
    }

    private static Map<String, Object> asked(DnsCacheCommand.Asked asked) {
        Map<String, Object> object = JsonText.object();
        object.put("name", asked.question().name());
        object.put("type", Type.string(asked.question().type()));
        object.put("outcome", asked.outcome());
        object.put("millis", JsonText.millis(asked.nanos()));
        return object;
    }

    private static Map<String, Object> entry(CacheEntry entry) {
        Map<String, Object> object = JsonText.object();
        object.put("name", entry.name());
        object.put("type", entry.type());
        object.put("kind", CacheView.words(entry.kind()));
        object.put("leftSeconds", entry.secondsLeft());
        object.put("ttlSeconds", entry.ttl());
        object.put("signed", entry.signed());
        object.put("data", entry.data());
        return object;
    }

    private static Map<String, Object> server(KnownServer server) {
        Map<String, Object> object = JsonText.object();
        object.put("address", server.address());
        object.put("roundTripMillis", JsonText.millis(server.smoothedNanos()));
        object.put("timeoutMillis", JsonText.millis(server.timeoutNanos()));
        object.put("silences", server.timeouts());
        object.put("features", server.features());
        return object;
    }
}
