package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.dns.DnsZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Record;

/// The records of a zone in the description itself.
class RecordWordsTest {
    private static final String WORLD = """
            providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
            sites: { www.shop.test: { in: hanbit/seoul, websocket: { /echo: echo } } }
            zones:
              shop.test:
            """;

    private static String read(String zone) {
        return Optional
                .ofNullable(Description.parse(WORLD + zone.indent(4), "world.yaml").zones().get("shop.test"))
                .orElseThrow();
    }

    /// What a server has of it, without its own records.
    private static List<String> records(String records) {
        String text = read("records:\n" + records.indent(2));
        return DnsZone.parse("shop.test.", text + ZoneReader.apex("shop.test.")).records().stream()
                .filter(record -> record.getTTL() != 60 || !List.of(2, 6).contains(record.getType()))
                .map(Record::toString).map(line -> line.replaceAll("\\s+", " ")).toList();
    }

    @Test
    void areAddressesOrMasterFileTextOneOrMany() {
        assertThat(records("""
                www: 203.0.113.5
                both: [203.0.113.6, 2001:db8::6]
                api: CNAME www
                "*.dyn": A 203.0.113.7
                _sip._tcp: SRV 1 2 5060 sip.example.
                deep.down.shop.test.: 10 IN A 203.0.113.8
                odd: TYPE65280 \\# 2 abcd
                """)).containsExactlyInAnyOrder("www.shop.test. 300 IN A 203.0.113.5",
                "both.shop.test. 300 IN A 203.0.113.6",
                "both.shop.test. 300 IN AAAA 2001:db8:0:0:0:0:0:6",
                "api.shop.test. 300 IN CNAME www.shop.test.",
                "*.dyn.shop.test. 300 IN A 203.0.113.7",
                "_sip._tcp.shop.test. 300 IN SRV 1 2 5060 sip.example.",
                "deep.down.shop.test. 10 IN A 203.0.113.8", "odd.shop.test. 300 IN TYPE65280 \\# 2 ABCD");
    }

    @Test
    void standByType() {
        assertThat(records("""
                "@":
                  MX: [10 mail, 20 mail.example.]
                  TXT: v=spf1 -all; "quoted"
                  caa: 0 issue "ca.example"
                mail: { A: 203.0.113.25, ttl: 1 min, TXT: '"two" "strings"' }
                """)).containsExactlyInAnyOrder("shop.test. 300 IN MX 10 mail.shop.test.",
                "shop.test. 300 IN MX 20 mail.example.",
                "shop.test. 300 IN TXT \"v=spf1 -all; \\\"quoted\\\"\"",
                "shop.test. 300 IN CAA 0 issue \"ca.example\"",
                "mail.shop.test. 60 IN A 203.0.113.25", "mail.shop.test. 60 IN TXT two strings");
    }

    @Test
    void ofTextMayBeLongerThanAString() {
        String key = "v=DKIM1; k=rsa; p=" + "A".repeat(400);
        assertThat(records("k1._domainkey: { TXT: '" + key + "' }")).singleElement().asString()
                .satisfies(
                        line -> assertThat(line.replaceAll("(?<=A)\"? \"?(?=A)", "")).contains(key));
    }

    @Test
    void haveTheZonesTtlIfItHasOne() {
        assertThat(read("ttl: 2 h\nrecords: { www: 203.0.113.5, own: 30 A 203.0.113.6 }"))
                .contains("www 7200 IN A 203.0.113.5\n", "own 30 IN A 203.0.113.6\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            www: A 203.0.113.999                  | 6:12: 'A' of 'www' cannot be read: | '203.0.113.5'
            www: 203.0.113.999                    | 6:12: '203.0.113.999' is no record of 'www' | needs a type
            www: CNAM api                         | 6:12: 'CNAM' of 'www' | did you mean 'CNAME'?
            www: CNAME                            | 6:12: 'CNAME' is no record of 'www' | needs a type and what it holds
            www: [A 203.0.113.5, MX mail]         | 6:28: 'MX' of 'www' cannot be read: | 'MX 10 mail'
            www.shop.test: A 203.0.113.5          | 6:7: 'www.shop.test' without a final dot would be www.shop.test.shop.test. | Write 'www' or 'www.shop.test.'
            shop.test: MX 10 mail                 | 6:7: 'shop.test' without a final dot | Write '@'
            www.book.test.: A 203.0.113.5         | 6:7: 'www.book.test.' is not in shop.test | '*.dyn'
            api: CNAME www.shop.test              | 6:12: 'api 300 IN CNAME www.shop.test' leads to a name that ends in shop.test.shop.test. | final dot
            ^"@": NS ns1.example.^                | 6:12: the name server of shop.test has its own NS record | has its own
            ^"@": SOA a. b. 1 2 3 4 5^            | 6:12: the name server of shop.test has its own SOA record | has its own
            www: { A: 203.0.113.5, ttl: 2 weeks } | 6:35: '2 weeks' is not | a number and
            www: { A: 203.0.113.5, ttl: 200 h }   | 6:35: '200 h' is not a TTL, a week at most | RFC 8767
            ^"a b": A 203.0.113.5^                | 6:7: 'a b' cannot be a name of shop.test | '*.dyn'
            ^"$INCLUDE": A 203.0.113.5^           | 6:7: '$INCLUDE' cannot be a name of shop.test | '*.dyn'
            ^www: "A 203.0.113.5\\n$INCLUDE /etc/hostname"^ | 6:12: a record stands in one line | list
            www: { A: [] , B: 1 }                 | 6:25: 'B' of 'www' cannot be read | did you mean 'A'?
            www:                                  | 6:11: a record of 'www' must be a word or a number | not nothing
            """)
    void thatAreWrongAreToldWithLineColumnAndRemedy(String record, String mistake, String remedy) {
        assertThatThrownBy(() -> read("records:\n" + record.indent(2)))
                .isInstanceOf(DescriptionException.class)
                .hasMessageContainingAll("world.yaml:" + mistake, remedy);
    }

    @Test
    void thatCannotStandTogetherAreToldAtTheirZone() {
        assertThatThrownBy(() -> read("records: { www: [CNAME api, A 203.0.113.5] }"))
                .hasMessageContainingAll("world.yaml:4:3", "zone 'shop.test'", "www.shop.test.");
    }

    @Test
    void thatAreWrongAreToldAllAtOnce() {
        assertThatThrownBy(() -> read("""
                tll: 5 min
                records:
                  www: A nowhere
                  mail: { MX: [ten mail, 10 mail] }
                """)).hasMessageContainingAll("unknown key 'tll' in zone 'shop.test'; did you mean 'ttl'?",
                ":7:12:",
                ":8:20:");
    }

    @Test
    void standBesideThoseOfAFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.zone"), "$ORIGIN sub.shop.test.\n$TTL 7\nwww A 203.0.113.1");
        Files.writeString(folder.resolve("world.yaml"),
                WORLD + "    { file: ./a.zone, records: { www: 203.0.113.2 } }\n");
        String text = Description.read(folder.resolve("world.yaml")).zones().get("shop.test");
        assertThat(DnsZone.parse("shop.test.", text + ZoneReader.apex("shop.test.")).records())
                .extracting(Record::toString)
                .anyMatch(line -> line.matches("www.sub.shop.test.\\s+7\\s+IN.*"))
                .anyMatch(line -> line.matches("www.shop.test.\\s+300\\s+IN.*"));
    }
}
