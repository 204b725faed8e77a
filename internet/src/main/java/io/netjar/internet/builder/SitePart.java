package io.netjar.internet.builder;

import io.netjar.internet.description.PageProgram;
import io.netjar.internet.description.SiteProgram;
import io.netjar.internet.description.SiteTls;
import io.netjar.internet.description.Wording;
import io.netjar.web.tls.CertificateKind;
import java.time.Duration;
import java.util.function.Consumer;

/// What is said of a web site.
public final class SitePart extends Part<SitePart> {
    SitePart() {}

    @Override
    SitePart self() {
        return this;
    }

    /// Where its server stands: a place as in `namsan/seoul`.
    public SitePart in(String place) {
        return set("in", place);
    }

    /// Where its server stands.
    public SitePart in(String provider, String city) {
        return in(provider + "/" + city);
    }

    /// The folder that it serves.
    public SitePart files(String folder) {
        return set("files", folder);
    }

    /// A program behind a WebSocket path.
    public SitePart websocket(String path, SiteProgram program) {
        return put("websocket", path, Wording.word(program));
    }

    /// A program that makes the pages at a path, or below one that ends with a slash.
    public SitePart programs(String path, PageProgram program) {
        return put("programs", path, Wording.word(program));
    }

    /// Whether it is served over TLS.
    public SitePart https(SiteTls.Https https) {
        return set("https", Wording.word(https));
    }

    /// What its certificate is like.
    public SitePart certificate(CertificateKind kind) {
        return set("certificate", Wording.word(kind));
    }

    /// How long resolvers may keep its address.
    public SitePart ttl(Duration time) {
        return set("ttl", Wording.time(time));
    }

    /// More names of it, in the same domain.
    public SitePart aliases(String... names) {
        return add("aliases", (Object[]) names);
    }

    /// Where who asks for a path is sent.
    public SitePart redirects(String path, String target) {
        return put("redirects", path, target);
    }

    /// Its own page for an error.
    public SitePart errorPages(int status, String path) {
        return put("error-pages", String.valueOf(status), path);
    }

    /// How its server's TCP behaves.
    public SitePart tcp(Consumer<TcpPart> words) {
        return set("tcp", new TcpPart(), words);
    }
}
