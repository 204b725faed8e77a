package io.netjar.cli;

import io.netjar.web.client.ClientEvent;
import io.netjar.web.client.Fetched;
import java.math.BigDecimal;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `get --json` prints: each request with its answer, redirects among them, and where its time went.
final class FetchJson {
    private final List<Map<String, Object>> requests = new ArrayList<>();
    private ClientEvent.@Nullable Secured secured;
    private String method = "";

    /// Keeps what is told below the requests.
    void told(ClientEvent event) {
        switch (event) {
            case ClientEvent.Connecting _ -> secured = null;
            case ClientEvent.Secured now -> secured = now;
            case ClientEvent.Sent sent -> method = sent.method();
            default -> {
                // It is in what came of the request.
            }
        }
    }

    /// A request is over: by a redirect that is followed, or for good.
    void ended(Fetched fetched) {
        Map<String, Object> request = JsonText.object();
        request.put("method", method);
        request.put("url", fetched.url());
        switch (fetched) {
            case Fetched.Response response -> {
                request.put("protocol", response.via().protocol());
                request.put("connection", response.via().connection());
                request.put("connectionReused", response.via().reused());
                request.put("remoteAddress", response.remote().address());
                request.put("remotePort", response.remote().port());
                request.put("tls", Optional.ofNullable(secured).map(FetchJson::tls));
                request.put("status", response.status());
                request.put("reason", response.reason());
                request.put("headers", response.headers().stream().map(FetchJson::header).toList());
                request.put("contentBytes", response.bytes());
            }
            case Fetched.Failure failure -> {
                request.put("error", failure.message());
                request.put("contentBytes", failure.bytes());
            }
        }
        request.put("timing", timing(fetched.timings()));
        requests.add(request);
    }

    private static Map<String, Object> header(Map.Entry<String, String> field) {
        Map<String, Object> header = JsonText.object();
        header.put("name", field.getKey());
        header.put("value", field.getValue());
        return header;
    }

    private static Map<String, Object> tls(ClientEvent.Secured agreed) {
        X509Certificate certificate = agreed.certificate();
        Map<String, Object> tls = JsonText.object();
        tls.put("version", agreed.version());
        tls.put("cipher", agreed.cipher());
        tls.put("alpn", agreed.application());
        tls.put("subject", certificate.getSubjectX500Principal());
        tls.put("issuer", certificate.getIssuerX500Principal());
        tls.put("names", VerboseText.names(certificate));
        tls.put("notBefore", certificate.getNotBefore().toInstant());
        tls.put("notAfter", certificate.getNotAfter().toInstant());
        return tls;
    }

    /// Milliseconds of each phase, null for one that was not reached.
    private static Map<String, Object> timing(Fetched.Timings timings) {
        Map<String, Object> timing = JsonText.object();
        timing.put("queuedMillis", phase(timings.queued()));
        timing.put("nameMillis", phase(timings.name()));
        timing.put("connectMillis", phase(timings.connect()));
        timing.put("tlsMillis", phase(timings.tls()));
        timing.put("waitMillis", phase(timings.waiting()));
        timing.put("contentMillis", phase(timings.content()));
        timing.put("totalMillis", JsonText.millis(timings.total()));
        return timing;
    }

    private static Optional<BigDecimal> phase(long nanos) {
        return nanos < 0 ? Optional.empty() : Optional.of(JsonText.millis(nanos));
    }

    /// All of it.
    Map<String, Object> document(String device) {
        Map<String, Object> document = JsonText.object();
        document.put("device", device);
        document.put("requests", requests);
        return document;
    }
}
