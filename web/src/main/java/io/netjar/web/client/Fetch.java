package io.netjar.web.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request of an [HttpClient] on its way, and again for each redirect, over connections that are closed when it ends.
final class Fetch implements FetchEvents {
    private final Connections connections;
    private final int maxRedirects;
    private final FetchEvents events;
    private Request request;
    private int redirects;
    private boolean following;

    Fetch(Connections connections, int maxRedirects, Request request, FetchEvents events) {
        this.connections = connections;
        this.maxRedirects = maxRedirects;
        this.request = request;
        this.events = events;
    }

    void begin() {
        following = false;
        connections.send(request, this);
    }

    @Override
    public void head(String protocol, int status, List<Map.Entry<String, String>> headers) {
        following = maxRedirects > 0 && WebAddress.isRedirect(status)
                && headers.stream().anyMatch(field -> field.getKey().equalsIgnoreCase("Location"));
        if (!following) {
            events.head(protocol, status, headers);
        }
    }

    @Override
    public void content(byte[] piece) {
        if (!following) {
            events.content(piece);
        }
    }

    @Override
    public void ended(Fetched fetched) {
        if (following && fetched instanceof Fetched.Response response) {
            redirect(response);
        } else {
            end(fetched);
        }
    }

    private void redirect(Fetched.Response response) {
        String location = response.header("Location");
        Optional<URI> next = WebAddress.resolve(response.url(), location);
        if (redirects++ >= maxRedirects) {
            fail(response, Fetched.Cause.TOO_MANY_REDIRECTS, "more than " + maxRedirects + " redirects");
        } else if (next.isEmpty()) {
            fail(response, Fetched.Cause.UNSUPPORTED_URL, "redirected to no address: " + location);
        } else {
            events.redirected(response);
            request = request.redirected(response.status(), next.get());
            begin();
        }
    }

    private void fail(Fetched.Response response, Fetched.Cause cause, String message) {
        end(new Fetched.Failure(response.url(), cause, message, 0, response.timings(),
                Optional.of(response.via())));
    }

    private void end(Fetched fetched) {
        connections.close();
        events.ended(fetched);
    }
}
