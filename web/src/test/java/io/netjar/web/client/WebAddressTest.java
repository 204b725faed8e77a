package io.netjar.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAddressTest {
    private static final String BASE = "https://www.shop.test/a/b.html?q=1";

    /// Expectations as Chromium's `new URL(reference, base).href` has them, without the fragment.
    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = true, delimiter = '|', value = {
            "c.png                  | https://www.shop.test/a/c.png",
            "../c.png               | https://www.shop.test/c.png",
            "../../../c.png         | https://www.shop.test/c.png",
            "./                     | https://www.shop.test/a/",
            "/c.png?x=1#part        | https://www.shop.test/c.png?x=1",
            "?x=2                   | https://www.shop.test/a/b.html?x=2",
            "#part                  | https://www.shop.test/a/b.html?q=1",
            "//cdn.test             | https://cdn.test/",
            "//cdn.test/c.png       | https://cdn.test/c.png",
            "http://cdn.test:8080/x | http://cdn.test:8080/x",
            "moon jar.png           | https://www.shop.test/a/moon%20jar.png",
            "달.png                  | https://www.shop.test/a/%EB%8B%AC.png",
            "a`b{c}.png             | https://www.shop.test/a/a%60b%7Bc%7D.png"})
    void resolvesAsBrowsersDo(String reference, String expected) {
        assertThat(WebAddress.resolve(URI.create(BASE), reference)).contains(URI.create(expected));
    }

    @ParameterizedTest
    @CsvSource({"data:image/png;base64,AAAA", "javascript:void(0)", "mailto:a@b.test", "http://",
            "https://a:99999/",
            "about:blank"})
    void findsNothingToFetchInOtherSchemes(String reference) {
        assertThat(WebAddress.resolve(URI.create(BASE), reference)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http://www.shop.test, c.png, http://www.shop.test/c.png",
            "http://www.shop.test, ?x, http://www.shop.test/?x"})
    void takesAnAddressWithoutPathForTheRoot(String base, String reference, String expected) {
        assertThat(WebAddress.resolve(URI.create(base), reference)).contains(URI.create(expected));
    }
}
