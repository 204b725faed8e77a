package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.web.browser.Kind;
import io.netjar.web.browser.Page;
import io.netjar.web.browser.Resource;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.Priority;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaterfallTest {
    private static final long MS = 1_000_000;

    private static Resource resource(String url, Kind kind, Resource.Source source, Fetched fetched) {
        return new Resource(URI.create(url), kind, Priority.HIGHEST, Optional.empty(), source, List.of(),
                fetched, 0);
    }

    private static Fetched response(int status, long bytes, Fetched.Timings timings, boolean reused) {
        return new Fetched.Response(URI.create("http://a.test/"), new Endpoint(IpAddress.of("10.0.0.2"), 80),
                status,
                "", List.<Map.Entry<String, String>>of(), bytes, timings,
                new Fetched.Via(1, reused, "http/1.1"));
    }

    private static Page page() {
        var document = response(200, 1234, new Fetched.Timings(0, 0, 10 * MS, 20 * MS, 0, 20 * MS, 0), false);
        var picture = response(200, 2_500_000,
                new Fetched.Timings(50 * MS, 10 * MS, 0, 0, 0, 20 * MS, 20 * MS),
                true);
        var stored = response(200, 99, new Fetched.Timings(50 * MS, 0, 0, 0, 0, 0, 0), true);
        var lost = new Fetched.Failure(URI.create("http://b.test/x"), Fetched.Cause.COULD_NOT_RESOLVE,
                "could not resolve b.test: there is no such name", 0,
                new Fetched.Timings(50 * MS, 0, 50 * MS, -1, -1, -1, -1), Optional.empty());
        return new Page(URI.create("http://a.test/"), Instant.EPOCH, 0,
                List.of(resource("http://a.test/", Kind.DOCUMENT, Resource.Source.NETWORK, document),
                        resource("http://a.test/p.png?x", Kind.IMAGE, Resource.Source.NETWORK, picture),
                        resource("http://a.test/s.css", Kind.STYLE, Resource.Source.CACHE, stored),
                        resource("http://b.test/x", Kind.IMAGE, Resource.Source.NETWORK, lost)),
                new Page.Milestones(Optional.of(Duration.ofMillis(50)), Optional.of(Duration.ofMillis(50)),
                        Optional.of(Duration.ofMillis(100)), Duration.ofMillis(100)));
    }

    @Test
    void drawsEachPhaseToScale() {
        List<String> lines = new Waterfall(85, false).lines(page());
        assertThat(lines).containsExactly(". queued  n name  c connect  t tls  w wait  # content",
                "status type            size via            time                 0              100 ms",
                "200    document      1.2 kB h1 #1         50 ms /                nnccccwwww",
                "200    image         2.5 MB h1 #1         50 ms /p.png?x                   ..wwww####",
                "200    stylesheet       0 B cache          0 ms /s.css                     |",
                "failed image            0 B -             50 ms http://b.test/x            nnnnnnnnnn",
                "       could not resolve b.test: there is no such name");
    }

    @Test
    void drawsOneRequestPhaseByPhase() {
        var timings = new Fetched.Timings(7 * MS, 0, 10 * MS, 20 * MS, 0, 18 * MS, 2 * MS);
        assertThat(new Waterfall(77, false).steps(timings)).containsExactly(
                "  name          10.000 ms  nnnnnnnnnn",
                "  connect       20.000 ms            cccccccccccccccccccc",
                "  wait          18.000 ms                                wwwwwwwwwwwwwwwwww",
                "  content        2.000 ms                                                  ##",
                "  total         50.000 ms");
    }

    @Test
    void showsAPhaseThatTookHardlyAnyTime() {
        var timings = new Fetched.Timings(0, 0, 1, 100 * MS, -1, -1, -1);
        assertThat(new Waterfall(75, false).steps(timings)).hasSize(3).first().asString().endsWith(" ms  n");
    }

    @Test
    void usesColoursWhereThereAreSome() {
        assertThat(new Waterfall(85, true).lines(page()).get(2))
                .contains("\033[36m██\033[0m\033[33m████\033[0m");
    }

    @Test
    void sumsUp() {
        assertThat(new Waterfall(85, false).summary(page())).isEqualTo("3 requests, 2.5 MB, 1 connection, "
                + "1 from the cache, 1 failed, first byte 50 ms, DOM content 50 ms, load 100 ms");
    }
}
