package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Wrong descriptions, and what is said about them. Line 1 to 4 of each are [#HEAD].
final class MistakesTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
              pacific: { kind: transit, cities: [seoul, tokyo], addresses: 192.31.0.0/20 }
            """;

    private record Wrong(String text, String... expected) {
        DynamicTest asTest() {
            return DynamicTest.dynamicTest(expected[0], () -> assertThat(mistakes(text))
                    .extracting(Mistake::toString).containsExactly(expected));
        }
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithCustomers() {
        return List.of(
                new Wrong(HEAD + "home: {}",
                        "x.yaml:5:1: unknown key 'home' in the description; did you mean 'homes'? Allowed: include, cities,"
                                + " providers, exchanges, homes, offices, names, name-servers, zones, dnssec, sites, links, interfaces, tcp, events"),
                new Wrong(HEAD + "exchanges: { ix: { city: seoul, members: [] } }",
                        "x.yaml:5:42: exchange 'ix' needs at least one member"),
                new Wrong(HEAD + "homes: [alice]",
                        "x.yaml:5:8: 'homes' must be a mapping (key: value, …), not a list"),
                new Wrong(HEAD + "homes: { alice: { provider: hanbti, devices: [pc] } }",
                        "x.yaml:5:29: no provider is called 'hanbti'; did you mean 'hanbit'? Providers: hanbit,"
                                + " namsan, pacific"),
                new Wrong(HEAD + "homes: { alice: { provider: hanbit, city: tokyo, devices: [pc] } }",
                        "x.yaml:5:43: provider 'hanbit' is not in 'tokyo'. Its cities: seoul, busan"),
                new Wrong(HEAD + "homes: { alice: { provider: namsan, devices: [pc] } }",
                        "x.yaml:5:29: provider 'namsan' does not connect homes: its kind is not residential."
                                + " Those that are: hanbit"),
                new Wrong(HEAD + "homes: { alice: { devices: [pc] } }",
                        "x.yaml:5:17: home 'alice' needs 'provider', as in 'provider: hanbit'"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithAccessLines() {
        return List.of(
                new Wrong(HEAD
                        + "homes: { alice: { provider: hanbit, access: cabel 100 Mbit/s, devices: [pc] } }",
                        "x.yaml:5:45: 'cabel 100 Mbit/s' is no access; did you mean 'cable'? Allowed: cable, vdsl,"
                                + " fibre, lte, satellite, satellite-leo, with rates down/up if not the usual ones, as in 'cable 100/20 Mbit/s'"),
                new Wrong(HEAD + "homes: { alice: { provider: hanbit, access: dsl, devices: [pc] } }",
                        "x.yaml:5:45: 'dsl' is no access; did you mean 'vdsl'? Allowed: cable, vdsl, fibre, lte, satellite, satellite-leo,"
                                + " with rates down/up if not the usual ones, as in 'cable 100/20 Mbit/s'"),
                new Wrong(HEAD
                        + "homes: { alice: { provider: hanbit, access: { kind: lte, buffer: 1 kB }, devices: [pc] } }",
                        "x.yaml:5:66: '1 kB' is not a size from 1600 B to 2000 MB (a number and B, kB or MB, as in"
                                + " '64 kB')"),
                new Wrong(HEAD
                        + "homes: { alice: { provider: hanbit, access: { kind: dsl, delay: 2 h }, devices: [pc] } }",
                        "x.yaml:5:53: 'dsl' is not a kind of access; did you mean 'vdsl'? Allowed: cable, vdsl,"
                                + " fibre, lte, satellite, satellite-leo",
                        "x.yaml:5:65: '2 h' is not a delay up to 1 h (a number and µs, ms, s, min or h, as in"
                                + " '20 ms')"),
                new Wrong(HEAD
                        + "homes: { alice: { provider: hanbit, access: cable 100/20 Mbps, devices: [pc] } }",
                        "x.yaml:5:45: '100/20 Mbps' is not a rate from 1 kbit/s to 10 Tbit/s (a number and bit/s, kbit/s, Mbit/s or Gbit/s, as"
                                + " in '100 Mbit/s'), or two of them, down/up, as in '100/20 Mbit/s'"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongInsideHomesAndOffices() {
        return List.of(
                new Wrong(HEAD + "homes: { a: { provider: hanbit, wifi: god, devices: [pc] } }",
                        "x.yaml:5:39: 'god' is not a quality of Wi-Fi; did you mean 'good'? Allowed: good, weak,"
                                + " crowded, far"),
                new Wrong(HEAD + "homes: { a: { provider: hanbit, devices: [pc, pc] } }",
                        "x.yaml:5:47: the device 'pc' stands here a second time"),
                new Wrong(HEAD + "homes: { a: { provider: hanbit, devices: [pc (wlan)] } }",
                        "x.yaml:5:43: 'pc (wlan)' is no device: write a name, and '(wifi)' if it has no cable, as in"
                                + " 'laptop (wifi)'"),
                new Wrong(HEAD + "homes: { a: { provider: hanbit, devices: [router] } }",
                        "x.yaml:5:43: 'router' is the name of a part that is there anyway; call the device"
                                + " something else"),
                new Wrong(HEAD + "homes: { Alice: { provider: hanbit, devices: [pc] } }",
                        "x.yaml:5:10: 'Alice' cannot be a name: lower-case letters, digits and hyphens, at most 63,"
                                + " not starting or ending with a hyphen"),
                new Wrong(HEAD + "homes: { hanbit: { provider: hanbit, devices: [pc] } }",
                        "x.yaml:5:10: the name 'hanbit' is taken by a provider; call one of them something else"),
                new Wrong(HEAD + "offices: { o: { provider: namsan, network: 11.0.0.0/16, devices: [pc] } }",
                        "x.yaml:5:44: 11.0.0.0/16 cannot be the network of office 'o': it must be a private one (RFC"
                                + " 1918) of /28 or more, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"),
                new Wrong(HEAD + "offices: { o: { provider: pacific, devices: [pc] } }",
                        "x.yaml:5:27: provider 'pacific' connects providers only: its kind is transit"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithProviders() {
        return List.of(
                new Wrong(
                        "providers: { p: { kind: resdential, cities: [seoul], addresses: 203.0.112.0/20 } }",
                        "x.yaml:1:25: 'resdential' is not a kind of provider; did you mean 'residential'? Allowed:"
                                + " residential, hosting, transit"),
                new Wrong("providers: { p: { kind: hosting, cities: [soeul], addresses: 203.0.112.0/20 } }",
                        "x.yaml:1:43: no city is called 'soeul'; did you mean 'seoul'? Other cities can be given"
                                + " under 'cities', as in 'soeul: [37.75, 128.88]'"),
                new Wrong("providers: { p: { kind: hosting, cities: [seoul], addresses: 203.0.113.0/20 } }",
                        "x.yaml:1:62: 203.0.113.0/20 has bits set beyond the prefix; the network is"
                                + " 203.0.112.0/20"),
                new Wrong("providers: { p: { kind: hosting, cities: [seoul], addresses: 203.0.113.0/24 } }",
                        "x.yaml:1:62: provider 'p' needs a prefix from /8 to /22, not /24"),
                new Wrong("providers: { p: { kind: hosting, cities: [seoul], addresses: 10.0.0.0/16 } }",
                        "x.yaml:1:62: 10.0.0.0/16 is not for provider 'p': 10.0.0.0/8 has another meaning (RFC"
                                + " 6890); take a public one, as in 203.0.112.0/20"),
                new Wrong(HEAD + "  other: { kind: hosting, cities: [seoul], addresses: 203.0.0.0/16 }",
                        "x.yaml:5:55: 203.0.0.0/16 overlaps 203.0.112.0/20 of provider 'hanbit'"),
                new Wrong(HEAD + "  other: { kind: hosting, cities: [paris], addresses: 20.0.0.0/16 }",
                        "x.yaml:5:3: no road leads from 'hanbit' to 'other': make both members of an exchange, or"
                                + " give them a transit provider in a city of each"),
                new Wrong(HEAD + "exchanges: { ix: { city: tokyo, members: [pacific, hanbit] } }",
                        "x.yaml:5:52: provider 'hanbit' is not in 'tokyo'. Its cities: seoul, busan"),
                new Wrong(HEAD
                        + "exchanges: { ix: { city: seoul, members: [pacific, hanbit], addresses: 20.0.0.0/31 } }",
                        "x.yaml:5:14: 20.0.0.0/31 has no room for the 2 members of exchange 'ix'"),
                new Wrong(HEAD + "links: { hanbit/seoul to pacific/tokyo: { loss: 1 % } }",
                        "x.yaml:5:10: there is no line hanbit/seoul to pacific/tokyo; lines: hanbit/seoul to"
                                + " hanbit/busan, pacific/seoul to pacific/tokyo, hanbit/seoul to pacific/seoul,"
                                + " namsan/seoul to pacific/seoul"),
                new Wrong(HEAD
                        + "links: { pacific/seoul to pacific/tokyo: { loss: 1, delay: 20, queue: 3 apples } }",
                        "x.yaml:5:50: '1' is not a share (a number from 0 to 100 and %, as in '0.1 %')",
                        "x.yaml:5:60: '20' is not a delay up to 1 h (a number and µs, ms, s, min or h, as in '20 ms')",
                        "x.yaml:5:71: '3 apples' is no queue. Allowed: a limit in bytes, packets or time ('64 kB' of 1600 B and more, '100 packets',"
                                + " '50 ms' of at most a minute); drop-tail, red, codel, fq-codel, token-bucket; or { discipline: …, … }"),
                new Wrong(HEAD
                        + "links: { pacific/seoul to pacific/tokyo: { delay: 61 min, queue: 1 B, rate: 0 Mbit/s } }",
                        "x.yaml:5:51: '61 min' is not a delay up to 1 h (a number and µs, ms, s, min or h, as in '20 ms')",
                        "x.yaml:5:66: '1 B' is no queue. Allowed: a limit in bytes, packets or time ('64 kB' of 1600 B and more, '100 packets',"
                                + " '50 ms' of at most a minute); drop-tail, red, codel, fq-codel, token-bucket; or { discipline: …, … }",
                        "x.yaml:5:77: '0 Mbit/s' is not a rate from 1 kbit/s to 10 Tbit/s (a number and bit/s, kbit/s,"
                                + " Mbit/s or Gbit/s, as in '100 Mbit/s')"),
                new Wrong(HEAD + "cities: { here: [91, 0], there: 5 }",
                        "x.yaml:5:18: '91' is not a number of degrees from -90 to 90",
                        "x.yaml:5:33: city 'there' must be a list ([one, two]), not '5'",
                        "x.yaml:5:33: city 'there' needs [latitude, longitude] in degrees, as in [37.75, 128.88]"),
                new Wrong(
                        "providers: { p: { kind: hosting, cities: [seoul, tokyo, busan], addresses: 20.0.0.0/16,"
                                + " lines: [seoul to tokyo] } }",
                        "x.yaml:1:96: no line of provider 'p' leads from seoul to busan"),
                new Wrong("providers: { p: { kind: residential, cities: [seoul], addresses: 20.0.0.0/22 } }\n"
                        + "homes: { 401 × h: { provider: p, devices: [] } }",
                        "x.yaml:1:17: 20.0.0.0/22 is too small for provider 'p': it has room for 4 edge routers of"
                                + " 100 homes each, and 5 are needed; a shorter prefix has more"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithNamesAndSites() {
        return List.of(
                new Wrong(HEAD + "names: { test: [namsan/seoul] }",
                        "x.yaml:5:8: 'names' needs 'root': where the root servers stand, as in 'root:"
                                + " [namsan/seoul]'"),
                new Wrong(HEAD + "names: { root: [namsan] }",
                        "x.yaml:5:17: 'namsan' is no place: write provider/city, as in 'namsan/seoul'"),
                new Wrong(HEAD
                        + "names: { root: [namsan/seoul] }\nsites: { a.test: { in: namsan/seoul, files: . } }",
                        "x.yaml:6:10: 'a.test' is in no registry: add 'test: [namsan/seoul]' or the like under"
                                + " 'names'"),
                new Wrong(HEAD + "sites: { shop: { in: namsan/seoul, files: ./shop } }",
                        "x.yaml:5:10: 'shop' is no host name: 2 or more labels of lower-case letters, digits and"
                                + " hyphens, at most 63, not starting or ending with a hyphen, joined by dots, as"
                                + " in 'www.shop.test'"),
                new Wrong(HEAD + "sites: { a.test: { in: namsan/seoul } }",
                        "x.yaml:5:18: site 'a.test' needs 'files', 'websocket', 'programs' or 'redirects', as in 'files: ./shop'"),
                new Wrong(HEAD + "sites: { a.test: { in: namsan/seoul, websocket: { feed: markt } } }",
                        "x.yaml:5:51: 'feed' is no path: it starts with '/', as in '/feed'",
                        "x.yaml:5:57: 'markt' is not a program; did you mean 'market'? Allowed: market, echo"),
                new Wrong(HEAD + "sites: { a.test: { in: namsan/seoul, files: a, ttl: 8 } }",
                        "x.yaml:5:53: '8' is not a time (a number and µs, ms, s, min or h, as in '20 ms')"),
                new Wrong(HEAD + "sites: { a.test: { in: namsan/seoul, files: a, https: of } }",
                        "x.yaml:5:55: 'of' is not what 'https' can be; did you mean 'off'?"
                                + " Allowed: redirect, also, off"),
                new Wrong(HEAD + "sites: { a.test: { in: namsan/seoul, files: a, certificate: expird } }",
                        "x.yaml:5:61: 'expird' is not a kind of certificate; did you mean 'expired'?"
                                + " Allowed: valid, expired, not-yet-valid, wrong-name, self-signed"),
                new Wrong(HEAD
                        + "sites: { a.test: { in: namsan/seoul, files: a, https: off, certificate: valid } }",
                        "x.yaml:5:73: a site without TLS has no certificate: leave out 'certificate' or 'https: off'"),
                new Wrong(HEAD
                        + "sites: { w.a.test: { in: namsan/seoul, files: a, aliases: [b.test, A.test, w.a.test] } }",
                        "x.yaml:5:59: another site is called 'w.a.test'",
                        "x.yaml:5:60: 'b.test' is not in 'a.test', the domain of its site: give it a site of its own,"
                                + " with a redirect for '/'",
                        "x.yaml:5:68: 'A.test' is no host name: 2 or more labels of lower-case letters, digits and"
                                + " hyphens, at most 63, not starting or ending with a hyphen, joined by dots, as"
                                + " in 'www.shop.test'"),
                new Wrong(HEAD
                        + "sites: { a.test: { in: namsan/seoul, redirects: { old: /, /a: 'b c', /b: 'ftp://a' } } }",
                        "x.yaml:5:51: 'old' is no path: it starts with '/', as in '/old.html' or '/old/'",
                        "x.yaml:5:63: 'b c' is no path and no URL, as in '/new.html' or 'https://www.shop.test/'",
                        "x.yaml:5:74: 'ftp://a' is no path and no URL, as in '/new.html' or 'https://www.shop.test/'"),
                new Wrong(HEAD
                        + "sites: { a.test: { in: namsan/seoul, files: a, error-pages: { 200: /a, 404: b } } }",
                        "x.yaml:5:63: '200' is no error: 400 to 599",
                        "x.yaml:5:77: 'b' is no path of a page, as in '/lost.html'"),
                new Wrong(HEAD + "sites: { a.test: { in: namsan/seoul, files: } }",
                        "x.yaml:5:44: a folder must be a word or a number, not nothing"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhereTextIsNotYaml() {
        return List.of(
                new Wrong("providers: { a: 1",
                        "x.yaml:1:18: this is not YAML: while parsing a flow mapping, expected ',' or '}', but got"
                                + " <stream end>"),
                new Wrong("providers:\n\ta: 1",
                        "x.yaml:2:1: this is not YAML: while scanning for the next token, found character '\\t(TAB)'"
                                + " that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                new Wrong("", "x.yaml:1:1: the file is empty; a description needs at least 'providers'"),
                new Wrong("providers: *nobody",
                        "x.yaml:1:12: this is not YAML: found undefined alias nobody"),
                new Wrong("[".repeat(50_000), "x.yaml:1:21: nested more than 20 deep"),
                new Wrong(HEAD + "providers: {}",
                        "x.yaml:5:1: 'providers' stands here a second time; the first is in line 1. Leave one of them out"),
                new Wrong("providers: \u0007",
                        "x.yaml:1:12: this is not YAML: the character U+0007 is not allowed"))
                .stream().map(Wrong::asTest).toList();
    }

    @Test
    void namesAllMistakesAtOnceInTheOrderOfTheFile() {
        List<Mistake> mistakes = mistakes("""
                sites: { a.test: { in: namsan/soul, files: a } }
                homes:
                  a: { provider: hanbit, acess: fibre, devices: [pc, "?"] }
                providers:
                  namsan: { kind: hosting, cities: [seoul], address: 198.51.96.0/20 }
                  hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
                """);

        assertThat(mistakes).extracting(mistake -> mistake.line() + ":" + mistake.column()).containsExactly(
                "1:24",
                "3:26", "3:54", "5:11", "5:45");
        assertThat(mistakes).allSatisfy(mistake -> assertThat(mistake.file()).isEqualTo("x.yaml"));
    }

    @Test
    void endsWhereAliasesOfAliasesGrowWithoutBound() {
        var text = new StringBuilder("homes:\n  a: { provider: hanbit, devices: &a [");
        text.append("pc, ".repeat(20_000)).append("] }\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("  h").append(i).append(": { provider: hanbit, devices: *a }\n");
        }

        assertThat(mistakes(HEAD + text)).last().extracting(Mistake::message).asString()
                .contains("500000 values when aliases are followed");
    }

    private static List<Mistake> mistakes(String text) {
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                () -> Description.parse(text, "x.yaml"));
        assertThat(wrong).as("a mistake in " + text).isNotNull();
        return wrong.mistakes();
    }
}
