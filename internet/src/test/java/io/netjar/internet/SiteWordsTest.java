package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.web.client.Fetched;
import io.netjar.web.client.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a description says of a site besides its files.
class SiteWordsTest {
    @TempDir
    private Path folder = Path.of("");
    private Internet world;

    @BeforeEach
    void describesASite() throws IOException {
        Files.createDirectories(folder.resolve("shop"));
        Files.writeString(folder.resolve("shop/index.html"), "shop");
        Files.writeString(folder.resolve("shop/lost.html"), "nobody is here");
        Path file = folder.resolve("world.yaml");
        Files.writeString(file, """
                providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                homes: { alice: { provider: hanbit, devices: [pc] } }
                sites:
                  www.shop.test:
                    in: hanbit/seoul
                    files: ./shop
                    aliases: [shop.test, m.shop.test]
                    redirects: { /old/: 'https://old.shop.test/archive/', /cups.html: / }
                    error-pages: { 404: /lost.html }
                  plain.test: { in: hanbit/seoul, redirects: { /: 'http://www.shop.test/' }, https: off }
                """);
        world = Internet.open(file, 1);
        world.settle();
    }

    private Fetched.Response fetch(String url) {
        List<Fetched> results = new ArrayList<>();
        world.httpClient(world.device("alice/pc"), HttpClient.Settings.DEFAULT).get(URI.create(url),
                results::add);
        SmallWorld.runUntil(world, () -> !results.isEmpty());
        return (Fetched.Response) results.getFirst();
    }

    @Test
    void answersByItsAliasesWithCertificatesOfTheirOwn() {
        assertThat(fetch("https://shop.test/").status()).isEqualTo(200);
        assertThat(fetch("https://m.shop.test/").bytes()).isEqualTo(4);
        assertThat(fetch("http://shop.test/a?b").header("location")).isEqualTo("https://shop.test/a?b");
    }

    @Test
    void sendsOldPathsElsewhere() {
        Fetched.Response moved = fetch("https://www.shop.test/old/a%20b?c=d");

        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("location")).isEqualTo("https://old.shop.test/archive/a%20b?c=d");
        assertThat(fetch("https://www.shop.test/cups.html").header("location")).isEqualTo("/");
        assertThat(fetch("http://plain.test/x").header("location")).isEqualTo("http://www.shop.test/x");
    }

    @Test
    void showsItsOwnPageForAnError() {
        Fetched.Response missing = fetch("https://www.shop.test/nope");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.bytes()).isEqualTo("nobody is here".length());
    }
}
