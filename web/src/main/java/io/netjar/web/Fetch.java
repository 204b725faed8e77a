package io.netjar.web;

import io.netjar.engine.Engine;
import io.netjar.netty.HostTransport;
import io.netjar.netty.SocketAddresses;
import io.netjar.web.tls.TlsClient;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One GET on its way: name, connection, request, answer, and again for a redirect.
final class Fetch {
    private final HostTransport transport;
    private final Engine engine;
    private final NameLookup names;
    private final HttpClient.Settings settings;
    private final FetchEvents events;
    private final Optional<TlsClient> tls;
    private final long[] marks = new long[5];
    private int marked;
    private long stepBegan;
    private URI url = URI.create("");
    private int redirects;

    Fetch(HostTransport transport, NameLookup names, HttpClient.Settings settings, FetchEvents events,
            Optional<TlsClient> tls) {
        this.transport = transport;
        this.engine = transport.loop().engine();
        this.names = names;
        this.settings = settings;
        this.events = events;
        this.tls = tls;
    }

    void begin(URI target) {
        url = target;
        marked = 0;
        stepBegan = engine.now();
        boolean plain = "http".equalsIgnoreCase(target.getScheme());
        if (!plain && !(isSecure() && tls.isPresent()) || target.getHost() == null
                || target.getPort() > 65535) {
            fail(Fetched.Cause.UNSUPPORTED_URL, "no http or https address: " + target, 0);
            return;
        }
        String host = target.getHost().toLowerCase(Locale.ROOT);
        IpAddress.parse(host).ifPresentOrElse(address -> connect(List.of(address), 0),
                () -> names.lookup(host, this::named));
    }

    private void named(NameLookup.Answer answer) {
        switch (answer) {
            case NameLookup.Answer.Found found -> connect(found.addresses(), 0);
            case NameLookup.Answer.Failed failed -> fail(Fetched.Cause.COULD_NOT_RESOLVE,
                    "could not resolve " + url.getHost() + ": " + failed.reason(), 0);
        }
    }

    /// Tries the addresses one after the other.
    private void connect(List<IpAddress> addresses, int index) {
        if (index == 0) {
            mark();
        }
        var remote = new Endpoint(addresses.get(index), url.getPort() < 0 ? usualPort() : url.getPort());
        var handler = new FetchHandler(this, remote);
        transport.bootstrap()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(),
                                new ReadTimeoutHandler(settings.idleTimeout().toMillis(),
                                        TimeUnit.MILLISECONDS),
                                handler);
                    }
                }).connect(SocketAddresses.of(remote)).addListener(future -> {
                    Throwable cause = future.cause();
                    if (cause != null && index + 1 < addresses.size()) {
                        connect(addresses, index + 1);
                    } else if (cause != null) {
                        fail(connectCause(cause),
                                "could not connect to " + url.getHost() + " (" + remote + "): "
                                        + plain(connectCause(cause)),
                                0);
                    }
                });
    }

    private static Fetched.Cause connectCause(Throwable cause) {
        if (cause instanceof NoRouteToHostException) {
            return Fetched.Cause.UNREACHABLE;
        }
        boolean late = cause instanceof ConnectTimeoutException
                || String.valueOf(cause.getMessage()).contains("timed out");
        return late ? Fetched.Cause.CONNECT_TIMED_OUT : Fetched.Cause.REFUSED;
    }

    private static String plain(Fetched.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    URI url() {
        return url;
    }

    /// What encrypts `channel`, which is connected to the server; nothing for an `http:` address.
    Optional<SslHandler> security(Channel channel) {
        return isSecure()
                ? tls.map(client -> client.handler(channel, url.getHost().toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /// The port that an address means if it names none. RFC 9110 §4.2.
    int usualPort() {
        return isSecure() ? 443 : 80;
    }

    /// The step that was under way is done; the next begins.
    void mark() {
        marks[marked++] = engine.now() - stepBegan;
        stepBegan = engine.now();
    }

    /// Whether an answer of this status and location is followed instead of told; if it is, the next request has
    /// begun.
    boolean follows(int status, String location) {
        boolean redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        return redirect && settings.maxRedirects() > 0 && !location.isEmpty();
    }

    void redirect(String location) {
        if (redirects++ >= settings.maxRedirects()) {
            fail(Fetched.Cause.TOO_MANY_REDIRECTS, "more than " + settings.maxRedirects() + " redirects", 0);
            return;
        }
        URI next;
        try {
            next = url.resolve(location);
        } catch (IllegalArgumentException _) {
            fail(Fetched.Cause.UNSUPPORTED_URL, "redirected to no address: " + location, 0);
            return;
        }
        begin(next);
    }

    void head(int status, List<Map.Entry<String, String>> headers) {
        events.head(status, headers);
    }

    void content(byte[] piece) {
        events.content(piece);
    }

    void complete(Endpoint remote, int status, String reason, List<Map.Entry<String, String>> headers,
            long bytes) {
        mark();
        events.ended(new Fetched.Response(url, remote, status, reason, headers, bytes, timings()));
    }

    void fail(Fetched.Cause cause, String message, long bytes) {
        if (marked < marks.length) {
            mark();
        }
        events.ended(new Fetched.Failure(url, cause, message, bytes, timings()));
    }

    private Fetched.Timings timings() {
        return new Fetched.Timings(reached(0), reached(1), reached(2), reached(3),
                reached(4));
    }

    private long reached(int step) {
        return step < marked ? marks[step] : -1;
    }
}
