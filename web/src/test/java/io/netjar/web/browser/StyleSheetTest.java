package io.netjar.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleSheetTest {
    private static List<String> imports(String text) {
        return StyleSheet.read(text, 1280).imports();
    }

    @Test
    void findsImportsInEveryForm() {
        assertThat(
                imports("""
                        @charset "utf-8"; @import "a.css"; @import url(b.css) screen; @IMPORT url( 'c.css' );
                        /* @import "no.css"; */ @import "no.css" print; @import 'd;{}.css' layer(x) (min-width: 600px);
                        @import url("no.css") (max-width: 600px); p { content: '@import "no.css";' }
                        @import "last.css\""""))
                .containsExactly("a.css", "b.css", "c.css", "d;{}.css", "last.css");
    }

    @Test
    void findsPicturesOfRulesInGroups() {
        StyleSheet sheet = StyleSheet.read(
                """
                        @media (min-width: 40em) { @supports (x: y) { a > b, c { background: no-repeat url(1.png), url("2.png") } } }
                        @media (prefers-color-scheme: dark) { p { background: url(no.png) } }
                        @keyframes k { from { background: url(no.png) } }
                        d { cursor: url('3.cur') 1 2, auto; mask: url(#inside) }
                        """,
                1280);
        assertThat(sheet.rules()).extracting(StyleSheet.Rule::selector).containsExactly("a > b, c", "d");
        assertThat(sheet.rules()).flatExtracting(StyleSheet.Rule::pictures).containsExactly("1.png", "2.png",
                "3.cur");
    }

    @Test
    void knowsFamiliesWithAndWithoutQuotes() {
        StyleSheet sheet = StyleSheet.read("""
                @font-face { font-family: 'Big Serif'; src: url(a.woff2) format("woff2"), url(a.woff) }
                p { font: italic 700 1.2rem/1.4 "Big Serif", Small, serif } q { font-family: Plain Name }
                """, 1280);
        assertThat(sheet.faces()).containsExactly(new StyleSheet.Face("big serif", "a.woff2"));
        assertThat(sheet.rules().getFirst().fonts()).containsExactly("big serif", "small", "serif");
        assertThat(sheet.rules().getLast().fonts()).containsExactly("plain name");
    }

    @Test
    void readsAnythingWithoutFailing() {
        var random = new Engine(5).chance("sheets");
        String alphabet = "{}()[];:,@\"'\\/* \nurl(import\u00e9media#.a1";
        for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(60); j >= 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            StyleSheet sheet = StyleSheet.read(text.toString(), 1280);
            assertThat(sheet.imports().size() + sheet.rules().size()).as(text.toString()).isLessThan(60);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a.png 1x, b.png 2x | '' | a.png", "a.png 2x, b.png 3x | '' | a.png",
            "a.png, b.png 2x | '' | a.png", "a.png 320w, b.png 1280w, c.png 2000w | '' | b.png",
            "a.png 320w, b.png 640w, c.png 1280w | 50vw | b.png", "a.png 320w, b.png 640w | 300px | a.png",
            "a.png 320w, b.png 640w | (max-width: 600px) 640px, 300px | a.png",
            "a.png 320w, b.png 640w | '' | b.png",
            "a,b.png 1x | '' | a,b.png"})
    void choosesThePictureForAScreenOfUsualDensity(String srcset, String sizes, String expected) {
        assertThat(SourceSet.choose(srcset, sizes, 1280)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | true", "all | true", "screen | true", "print | false",
            "not print | true",
            "print, screen | true", "(min-width: 1281px) | false", "(min-width: 80em) | true",
            "only screen and (max-width: 1279px) | false"})
    void answersMediaQueries(String list, boolean expected) {
        assertThat(MediaQuery.matches(list, 1280)).isEqualTo(expected);
    }

    @Test
    void decodesGzipInPiecesOfAnySize() throws Exception {
        byte[] plain = "the same again ".repeat(500).getBytes(StandardCharsets.UTF_8);
        var zipped = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        // The same with a name, a comment, an extra field and a checksum of the header: RFC 1952 §2.3.
        byte[] bare = zipped.toByteArray();
        var full = new java.io.ByteArrayOutputStream();
        full.write(bare, 0, 3);
        full.write(2 | 4 | 8 | 16);
        full.write(bare, 4, 6);
        full.writeBytes(new byte[]{3, 0, 7, 7, 7});
        full.writeBytes("name\0comment\0xx".getBytes(StandardCharsets.US_ASCII));
        full.write(bare, 10, bare.length - 10);
        for (byte[] each : List.of(bare, full.toByteArray())) {
            for (int size : new int[]{1, 2, 7, 1000, each.length}) {
                assertThat(inPieces(each, size)).isEqualTo(plain);
            }
        }
    }

    private static byte[] inPieces(byte[] zipped, int size) throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        try (var reader = new GzipReader()) {
            for (int at = 0; at < zipped.length; at += size) {
                out.writeBytes(reader
                        .read(java.util.Arrays.copyOfRange(zipped, at, Math.min(zipped.length, at + size))));
            }
        }
        return out.toByteArray();
    }
}
