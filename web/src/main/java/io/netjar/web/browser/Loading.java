package io.netjar.web.browser;

import io.netjar.web.client.FetchEvents;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.Request;
import io.netjar.web.client.WebAddress;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/// One part of a page on its way: from the cache or from its server, and again for each redirect. Its [PageLoad] is told of
/// each request, of the content while it comes, and once of the end.
final class Loading implements FetchEvents {
    /// RFC 9110 §15.4 leaves the limit to the client; the Fetch standard, and so every browser, has 20.
    private static final int MAX_REDIRECTS = 20;

    private final PageLoad page;
    private final Part part;
    private URI url;
    private Optional<URI> initiator;
    private int order;
    private int redirects;
    private List<Map.Entry<String, String>> sent = List.of();
    private @Nullable Stored stored;
    private @Nullable GzipReader gzip;
    private boolean undecodable;
    private boolean following;
    private boolean unchanged;
    private long began;
    private long answered;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean kept;
    private long decodedBytes;

    /// @param typed whether a person named it, not the page
    Loading(PageLoad page, Part part, boolean typed) {
        this.page = page;
        this.part = part;
        this.url = part.url();
        this.initiator = typed ? Optional.empty() : Optional.of(part.initiator());
    }

    Part part() {
        return part;
    }

    /// The address it has come to.
    URI url() {
        return url;
    }

    void begin() {
        order = page.order();
        began = page.millis();
        following = false;
        unchanged = false;
        undecodable = false;
        kept = true;
        body.reset();
        decodedBytes = 0;
        sent = headers();
        stored = page.cache().find(url, sent).orElse(null);
        if (stored != null && stored.isFresh(began)) {
            fromCache(stored);
            return;
        }
        List<Map.Entry<String, String>> all = new ArrayList<>(sent);
        if (stored != null) {
            all.addAll(stored.conditions());
        }
        page.connections().send(new Request(url, all, part.priority()), this);
    }

    private List<Map.Entry<String, String>> headers() {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("accept", part.kind().accepted()));
        headers.add(Map.entry("accept-encoding", "gzip"));
        initiator.flatMap(from -> Referrer.of(from, url))
                .ifPresent(from -> headers.add(Map.entry("referer", from)));
        return headers;
    }

    private void fromCache(Stored fresh) {
        Fetched.Response response = fresh.response();
        begin(response.status(), response.headers());
        decode(fresh.body());
        var timings = new Fetched.Timings(page.now(), 0, 0, 0, 0, 0, 0);
        finish(Resource.Source.CACHE, new Fetched.Response(url, response.remote(), response.status(),
                response.reason(), response.headers(), response.bytes(), timings, response.via()),
                response.header("Location"));
    }

    @Override
    public void head(String protocol, int status, List<Map.Entry<String, String>> headers) {
        answered = page.millis();
        unchanged = status == 304 && stored != null;
        if (!unchanged) {
            begin(status, headers);
        }
    }

    /// The head of what is shown is known.
    private void begin(int status, List<Map.Entry<String, String>> headers) {
        String location = header(headers, "Location");
        following = WebAddress.isRedirect(status) && !location.isEmpty();
        boolean zipped = header(headers, "Content-Encoding").equalsIgnoreCase("gzip");
        gzip = zipped ? new GzipReader() : null;
        if (!following) {
            page.begins(this, header(headers, "Content-Type"));
        }
    }

    private static String header(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream().filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst().orElse("");
    }

    @Override
    public void content(byte[] piece) {
        if (unchanged) {
            return;
        }
        kept = kept && body.size() + piece.length <= page.cache().largest();
        if (kept) {
            body.writeBytes(piece);
        }
        decode(piece);
    }

    private void decode(byte[] piece) {
        if (undecodable) {
            return;
        }
        try {
            byte[] plain = gzip == null ? piece : gzip.read(piece);
            decodedBytes += plain.length;
            if (!following && plain.length > 0) {
                page.content(this, plain);
            }
        } catch (DataFormatException _) {
            undecodable = true;
        }
    }

    @Override
    public void ended(Fetched fetched) {
        switch (fetched) {
            case Fetched.Failure failure -> finish(Resource.Source.NETWORK, failure, "");
            case Fetched.Response response -> answered(response);
        }
    }

    private void answered(Fetched.Response response) {
        Stored old = stored;
        if (unchanged && old != null) {
            Stored updated = old.refreshed(response, began, answered);
            page.cache().put(url, updated);
            begin(updated.response().status(), updated.response().headers());
            decode(updated.body());
            finish(Resource.Source.REVALIDATED, response, updated.response().header("Location"));
            return;
        }
        if (kept) {
            page.cache().put(url, new Stored(sent, response, body.toByteArray(), began, answered));
        }
        finish(Resource.Source.NETWORK, undecodable ? coded(response) : response,
                response.header("Location"));
    }

    private static Fetched.Failure coded(Fetched.Response response) {
        return new Fetched.Failure(response.url(), Fetched.Cause.UNDECODABLE,
                "the content of " + response.url() + " is not gzip, as its head says", response.bytes(),
                response.timings(), Optional.of(response.via()));
    }

    private void finish(Resource.Source source, Fetched fetched, String location) {
        if (gzip != null) {
            gzip.close();
            gzip = null;
        }
        var resource = new Resource(url, part.kind(), part.priority(), initiator, source, sent, fetched,
                decodedBytes);
        page.record(order, resource);
        if (following && fetched instanceof Fetched.Response) {
            redirect(location);
        } else {
            page.ended(this, resource);
        }
    }

    private void redirect(String location) {
        Optional<URI> next = WebAddress.resolve(url, location);
        if (redirects++ >= MAX_REDIRECTS) {
            fail(Fetched.Cause.TOO_MANY_REDIRECTS, "more than " + MAX_REDIRECTS + " redirects");
        } else if (next.isEmpty()) {
            fail(Fetched.Cause.UNSUPPORTED_URL, "redirected to no address: " + location);
        } else {
            initiator = Optional.of(url);
            url = next.get();
            begin();
        }
    }

    private void fail(Fetched.Cause cause, String message) {
        var timings = new Fetched.Timings(page.now(), 0, -1, -1, -1, -1, -1);
        var resource = new Resource(url, part.kind(), part.priority(), initiator, Resource.Source.NETWORK,
                sent,
                new Fetched.Failure(url, cause, message, 0, timings, Optional.empty()), 0);
        page.record(page.order(), resource);
        page.ended(this, resource);
    }
}
