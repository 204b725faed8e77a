package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// RFC 6672.
class DnameTest {
    private static final String HEAD = """
            $TTL 300
            @ IN SOA ns hostmaster 1 1800 900 604800 60
            @ IN NS ns
            ns IN A 192.0.2.53
            """;
    private final Authority authority = new Authority(List.of(DnsZone.parse("x.test.", HEAD + """
            old 120 IN DNAME new
            old IN MX 10 ns
            www.new IN A 192.0.2.80
            away IN DNAME elsewhere.example.
            circle IN DNAME circle
            long IN DNAME %s
            """.formatted(("a".repeat(60) + ".").repeat(3) + "x.test."))));

    private Message ask(String name, int type) {
        return Asked.of(authority, name, type);
    }

    @Test
    void answersForNamesBelowItWithItselfAnAliasAndWhatThatLeadsTo() {
        Message response = ask("www.old.x.test.", Type.A);
        assertThat(Asked.answers(response)).containsExactly("old.x.test. DNAME new.x.test.",
                "www.old.x.test. CNAME www.new.x.test.", "www.new.x.test. A 192.0.2.80");
        assertThat(response.getSection(Section.ANSWER)).extracting("TTL").containsExactly(120L, 120L, 300L);
        assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
    }

    @Test
    void leavesItsOwnNameAlone() {
        assertThat(Asked.answers(ask("old.x.test.", Type.MX)))
                .containsExactly("old.x.test. MX 10 ns.x.test.");
        assertThat(Asked.answers(ask("old.x.test.", Type.DNAME)))
                .containsExactly("old.x.test. DNAME new.x.test.");
        assertThat(Asked.owners(ask("old.x.test.", Type.A), Section.AUTHORITY))
                .containsExactly("x.test. SOA");
    }

    @Test
    void takesTheRcodeFromTheNameThatItLeadsTo() {
        Message response = ask("gone.old.x.test.", Type.A);
        assertThat(response.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(Asked.owners(response, Section.ANSWER)).containsExactly("old.x.test. DNAME",
                "gone.old.x.test. CNAME");
    }

    @Test
    void leavesNamesOutsideItsZonesToTheAsker() {
        Message response = ask("a.b.away.x.test.", Type.A);
        assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(Asked.answers(response)).containsExactly("away.x.test. DNAME elsewhere.example.",
                "a.b.away.x.test. CNAME a.b.elsewhere.example.");
    }

    @Test
    void endsWhereADnameLeadsToItself() {
        assertThat(Asked.owners(ask("www.circle.x.test.", Type.A), Section.ANSWER))
                .containsExactly("circle.x.test. DNAME", "www.circle.x.test. CNAME");
    }

    /// The target has 190 octets, so that 65 may stand before it: a label of 63 and its length, and one too many.
    @ParameterizedTest
    @CsvSource({"63, NXDOMAIN, 2", "63.1, YXDOMAIN, 1"})
    void saysSoWhereTheNameBecomesTooLong(String labels, String rcode, int records) {
        String prefix = "b".repeat(63) + (labels.contains(".") ? ".b" : "");
        Message response = ask(prefix + ".long.x.test.", Type.A);
        assertThat(Rcode.string(response.getRcode())).isEqualTo(rcode);
        assertThat(response.getSection(Section.ANSWER)).hasSize(records);
        assertThat(response.getSection(Section.ANSWER).getFirst().getType()).isEqualTo(Type.DNAME);
    }

    @Test
    void redirectsEverythingBelowAnApexThatHasOne() {
        DnsZone zone = DnsZone.parse("y.test.", """
                @ 60 IN SOA ns.x.test. hostmaster 1 1800 900 604800 60
                @ 60 IN NS ns.x.test.
                @ 60 IN DNAME new.x.test.
                """);
        var both = new Authority(List.of(zone, DnsZone.parse("x.test.", HEAD + "www.new IN A 192.0.2.80\n")));
        assertThat(Asked.owners(Asked.of(both, "www.y.test.", Type.A), Section.ANSWER))
                .containsExactly("y.test. DNAME", "www.y.test. CNAME", "www.new.x.test. A");
        assertThat(Asked.owners(Asked.of(both, "y.test.", Type.NS), Section.ANSWER))
                .containsExactly("y.test. NS");
    }

    @ParameterizedTest
    @CsvSource({"b.old A 192.0.2.1, b.old.x.test. is below a DNAME",
            "old DNAME other, old.x.test. has two DNAME",
            "old CNAME other, old.x.test. has a CNAME", "old NS ns, old.x.test. has a DNAME and an NS"})
    void refusesZonesWithSomethingBesideOrBelowItThatMayNotBe(String record, String mistake) {
        String text = HEAD + "old IN DNAME new\n" + record.replaceFirst(" ", " IN ") + "\n";
        assertThatThrownBy(() -> DnsZone.parse("x.test.", text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mistake);
    }
}
