package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What a master file may say, and what becomes of it on the wire.
class MasterFileTest {
    private static final String HEAD = """
            $TTL 300
            @ IN SOA ns hostmaster 1 1800 900 604800 60
            @ IN NS ns
            ns IN A 192.0.2.53
            """;

    private static Message ask(String text, String name, int type) {
        return Asked.of(new Authority(List.of(DnsZone.parse("x.test.", HEAD + text))), name, type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A 192.0.2.1", "AAAA 2001:db8::1", "TXT \"one\" \"two\"", "SPF \"v=spf1 -all\"",
            "MX 10 mail.x.test.", "PTR a.x.test.", "SRV 1 2 443 a.x.test.", "HINFO \"PC\" \"Linux\"",
            "RP who.x.test. why.x.test.", "AFSDB 1 a.x.test.", "KX 10 a.x.test.",
            "NAPTR 100 50 \"s\" \"SIP+D2U\" \"\" _sip._udp.x.test.", "CAA 0 issue \"ca.test\"",

            "TLSA 3 1 1 ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB",
            "SSHFP 4 2 CDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCDCD",
            "URI 10 1 \"https://x.test/\"",
            "LOC 37 33 0.0 N 126 58 0.0 E 38.00m 1.00m 10000.00m 10.00m",
            "HTTPS 1 . alpn=h2,http/1.1 ipv4hint=192.0.2.1", "SVCB 0 a.x.test.",
            "DS 12345 13 2 EFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFEF", "CDS 0 0 0 00",
            "OPENPGPKEY AQID", "DNSKEY 257 3 13 AQID",
            "NSEC3PARAM 1 0 0 -", "TYPE65280 \\# 3 010203"})
    void servesRecordsOfEveryType(String written) throws IOException {
        int type = Type.value(written.substring(0, written.indexOf(' ')));
        List<Record> answer = ask("a IN " + written + "\n", "a.x.test.", type).getSection(Section.ANSWER);
        Name name = Name.fromConstantString("a.x.test.");
        Record meant = Record.fromString(name, type, DClass.IN, 300,
                written.substring(written.indexOf(' ') + 1), name);
        assertThat(answer).containsExactly(meant);
    }

    @Test
    void generatesRecordsByTheirNumbers() {
        String text = "$GENERATE 10-12 host-$ A 192.0.2.$\n";
        assertThat(Asked.answers(ask(text, "host-11.x.test.", Type.A)))
                .containsExactly("host-11.x.test. A 192.0.2.11");
        assertThat(ask(text, "host-13.x.test.", Type.A).getSection(Section.ANSWER)).isEmpty();
    }

    @Test
    void refusesMoreRecordsThanAZoneMayHave() {
        assertThatThrownBy(() -> DnsZone.parse("x.test.", HEAD + "$GENERATE 0-99999999 h$ A 192.0.2.1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 1000000 records");
    }

    @Test
    void givesASetOfRecordsOneTtlTheLowest() {
        Message response = ask("a 60 IN A 192.0.2.1\na 20 IN A 192.0.2.2\n", "a.x.test.", Type.A);
        assertThat(response.getSection(Section.ANSWER)).extracting(Record::getTTL).containsExactly(20L, 20L);
    }

    @Test
    void letsSignaturesStandBesideAnAlias() {
        String text = """
                a IN CNAME ns
                a IN NSEC ns CNAME RRSIG NSEC
                """;
        assertThat(Asked.owners(ask(text, "a.x.test.", Type.NSEC), Section.ANSWER))
                .containsExactly("a.x.test. NSEC");
        assertThat(Asked.owners(ask(text, "a.x.test.", Type.A), Section.ANSWER))
                .containsExactly("a.x.test. CNAME", "ns.x.test. A");
    }

    @Test
    void tellsTheLineOfAMistake() {
        assertThatThrownBy(() -> DnsZone.parse("x.test.", HEAD + "www IN A 192.0.2.999\n"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(":5:");
    }
}
