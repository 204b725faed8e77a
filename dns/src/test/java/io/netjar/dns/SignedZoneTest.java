package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.ZoneKeys;
import io.netjar.engine.Engine;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What an authority adds for those who set DO: RFC 4035 §3.1, RFC 5155 §7.2.
class SignedZoneTest {
    private static final String TEXT = """
            $TTL 300
            @ 3600 IN SOA ns1 hostmaster 7 1800 900 604800 60
            @ 3600 IN NS ns1
            @ IN MX 10 www
            ns1 IN A 192.0.2.53
            www IN A 192.0.2.80
            alias IN CNAME www
            lost IN CNAME nothing
            *.wild IN TXT any
            real.wild IN A 192.0.2.90
            a.b.deep IN A 192.0.2.91
            old IN DNAME wild
            safe IN NS ns.safe
            safe IN DS 1 15 2 0000000000000000000000000000000000000000000000000000000000000000
            ns.safe IN A 192.0.2.1
            plain IN NS plain
            plain IN A 192.0.2.2
            x.between IN NS ns1
            """;

    private final Engine engine = new Engine(1);

    private DnsZone zone(Signing signing) {
        return DnsZone.parse("shop.test.", TEXT).signed(engine,
                ZoneKeys.of(engine, Name.fromConstantString("shop.test.")), signing);
    }

    private Message ask(DenialKind denial, String name, int type) {
        return Asked.withProof(new Authority(List.of(zone(Signing.usual(denial)))), name, type);
    }

    /// `name TYPE`, signatures as `name RRSIG(TYPE)`.
    private static List<String> section(Message message, int section) {
        return message.getSection(section).stream().map(SignedZoneTest::text).toList();
    }

    private static String text(Record record) {
        String owner = record.getName() + " ";
        return record instanceof RRSIGRecord signature
                ? owner + "RRSIG(" + Type.string(signature.getTypeCovered()) + ")"
                : owner + Type.string(record.getType());
    }

    /// What the NSEC3 records of an answer say of names: `matches NAME` or `covers NAME`, as far as they do of `names`.
    private static List<String> proved(Message message, String... names) {
        return message.getSection(Section.AUTHORITY).stream().filter(NSEC3Record.class::isInstance)
                .flatMap(record -> Stream.of(names)
                        .filter(name -> !relation((NSEC3Record) record, name).isEmpty())
                        .map(name -> relation((NSEC3Record) record, name) + " " + name))
                .toList();
    }

    private static String relation(NSEC3Record link, String name) {
        try {
            byte[] asked = link.hashName(Name.fromConstantString(name));
            byte[] from = new org.xbill.DNS.utils.base32(org.xbill.DNS.utils.base32.Alphabet.BASE32HEX, false,
                    false)
                    .fromString(link.getName().getLabelString(0));
            boolean after = Arrays.compareUnsigned(asked, from) > 0;
            boolean before = Arrays.compareUnsigned(asked, link.getNext()) < 0;
            boolean last = Arrays.compareUnsigned(link.getNext(), from) <= 0;
            if (Arrays.equals(asked, from)) {
                return "matches";
            }
            return (last ? after || before : after && before) ? "covers" : "";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(DenialKind.class)
    void addsNothingForThoseWhoDoNotAskForIt(DenialKind denial) {
        var plain = new Authority(List.of(DnsZone.parse("shop.test.", TEXT)));
        var signed = new Authority(List.of(zone(Signing.usual(denial))));
        for (String name : List.of("www.shop.test.", "alias.shop.test.", "nothing.shop.test.",
                "x.wild.shop.test.",
                "deep.shop.test.", "a.safe.shop.test.", "a.plain.shop.test.", "a.old.shop.test.")) {
            for (int type : new int[]{Type.A, Type.TXT, Type.DS}) {
                assertThat(Asked.of(signed, name, type).toWire()).as(name)
                        .isEqualTo(Asked.of(plain, name, type).toWire());
            }
        }
    }

    @Test
    void addsNothingAboutAZoneThatIsNotSigned() {
        var plain = new Authority(List.of(DnsZone.parse("shop.test.", TEXT)));
        for (String name : List.of("www.shop.test.", "nothing.shop.test.", "a.plain.shop.test.")) {
            Message response = Asked.withProof(plain, name, Type.A);
            for (int section : new int[]{Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
                assertThat(section(response, section)).noneMatch(text -> text.contains("RRSIG"));
            }
        }
    }

    @Test
    void signsAnswersAndAdditionalAddressesButNotGlue() {
        Message mail = ask(DenialKind.NSEC, "shop.test.", Type.MX);
        assertThat(section(mail, Section.ANSWER)).containsExactly("shop.test. MX", "shop.test. RRSIG(MX)");
        assertThat(section(mail, Section.ADDITIONAL)).contains("www.shop.test. A", "www.shop.test. RRSIG(A)");
        assertThat(section(ask(DenialKind.NSEC, "a.safe.shop.test.", Type.A), Section.ADDITIONAL))
                .contains("ns.safe.shop.test. A").doesNotContain("ns.safe.shop.test. RRSIG(A)");
    }

    @Test
    void signsEachStepOfAliases() {
        assertThat(section(ask(DenialKind.NSEC, "alias.shop.test.", Type.A), Section.ANSWER)).containsExactly(
                "alias.shop.test. CNAME", "alias.shop.test. RRSIG(CNAME)", "www.shop.test. A",
                "www.shop.test. RRSIG(A)");
        Message lost = ask(DenialKind.NSEC, "lost.shop.test.", Type.A);
        assertThat(lost.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(section(lost, Section.AUTHORITY)).contains("shop.test. RRSIG(SOA)",
                "lost.shop.test. NSEC");
    }

    @Test
    void signsADnameButNotTheAliasMadeOfIt() {
        assertThat(section(ask(DenialKind.NSEC, "real.old.shop.test.", Type.A), Section.ANSWER))
                .containsExactly(
                        "old.shop.test. DNAME", "real.old.shop.test. CNAME", "old.shop.test. RRSIG(DNAME)",
                        "real.wild.shop.test. A", "real.wild.shop.test. RRSIG(A)");
    }

    @ParameterizedTest
    @ValueSource(ints = {Type.DNSKEY, Type.NSEC, Type.NSEC3PARAM, Type.RRSIG})
    void givesKeysAndSignaturesToWhoeverAsksForThemByType(int type) {
        DenialKind denial = type == Type.NSEC3PARAM ? DenialKind.NSEC3 : DenialKind.NSEC;
        var authority = new Authority(List.of(zone(Signing.usual(denial))));
        assertThat(Asked.of(authority, "shop.test.", type).getSection(Section.ANSWER)).isNotEmpty()
                .allMatch(record -> record.getType() == type);
    }

    @Test
    void findsSignaturesBesideAnAlias() {
        var authority = new Authority(List.of(zone(Signing.usual(DenialKind.NSEC))));
        assertThat(section(Asked.of(authority, "alias.shop.test.", Type.RRSIG), Section.ANSWER))
                .containsExactly("alias.shop.test. RRSIG(CNAME)", "alias.shop.test. RRSIG(NSEC)");
    }

    @Test
    void takesTheTtlOfTheSignatureFromWhatItSigns() {
        Message response = ask(DenialKind.NSEC, "nothing.shop.test.", Type.A);
        assertThat(response.getSection(Section.AUTHORITY)).allMatch(record -> record.getTTL() == 60);
    }

    @Test
    void knowsNoNamesOfHashes() {
        String owner = zone(Signing.usual(DenialKind.NSEC3)).records().stream()
                .filter(NSEC3Record.class::isInstance).map(record -> record.getName().toString()).findFirst()
                .orElseThrow();
        // RFC 5155 §7.2.8
        assertThat(ask(DenialKind.NSEC3, owner, Type.NSEC3).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void serializesRenewedSignaturesWithANewSerial() {
        var authority = new Authority(
                List.of(zone(Signing.usual(DenialKind.NSEC).withLifetime(Duration.ofDays(3)))));
        Message before = Asked.withProof(authority, "shop.test.", Type.SOA);
        engine.runUntil(Duration.ofDays(2).toNanos() - 1);
        assertThat(Asked.withProof(authority, "shop.test.", Type.SOA).toWire()).isEqualTo(before.toWire());
        engine.runUntil(Duration.ofDays(2).toNanos());
        Message after = Asked.withProof(authority, "shop.test.", Type.SOA);
        assertThat(after.getSection(Section.ANSWER))
                .doesNotContainAnyElementsOf(before.getSection(Section.ANSWER));
    }

    @Nested
    class ByNames {
        private List<String> links(String name, int type) {
            return ask(DenialKind.NSEC, name, type).getSection(Section.AUTHORITY).stream()
                    .filter(NSECRecord.class::isInstance)
                    .map(record -> record.getName() + " to " + ((NSECRecord) record).getNext()).toList();
        }

        @ParameterizedTest
        @CsvSource({
                // no data; an empty non-terminal; a wildcard's own; a synthesized name's
                "www.shop.test., TXT, www.shop.test. to shop.test.",
                "deep.shop.test., TXT, x.between.shop.test. to a.b.deep.shop.test.",
                "*.wild.shop.test., A, *.wild.shop.test. to real.wild.shop.test.",
                // an answer by a wildcard
                "x.wild.shop.test., TXT, real.wild.shop.test. to www.shop.test.",
                // an unsigned delegation
                "a.plain.shop.test., A, plain.shop.test. to safe.shop.test.",
                "plain.shop.test., DS, plain.shop.test. to safe.shop.test."})
        void oneRecordProvesIt(String name, String type, String link) {
            assertThat(links(name, Type.value(type))).containsExactly(link);
        }

        @ParameterizedTest
        @CsvSource({
                // neither the name nor a wildcard for it
                "nothing.shop.test., A, lost.shop.test. to ns1.shop.test., shop.test. to alias.shop.test.",
                "x.real.wild.shop.test., A, real.wild.shop.test. to www.shop.test., ''",
                "x.wild.shop.test., A, *.wild.shop.test. to real.wild.shop.test., real.wild.shop.test. to www.shop.test."})
        void twoRecordsProveItUnlessOneDoesBoth(String name, String type, String first, String second) {
            List<String> expected = second.isEmpty() ? List.of(first) : List.of(first, second);
            assertThat(links(name, Type.value(type))).containsExactlyElementsOf(expected);
        }

        @Test
        void aSignedDelegationNeedsNoProof() {
            Message response = ask(DenialKind.NSEC, "a.safe.shop.test.", Type.A);
            assertThat(section(response, Section.AUTHORITY)).containsExactly("safe.shop.test. NS",
                    "safe.shop.test. DS", "safe.shop.test. RRSIG(DS)");
            assertThat(response.getHeader().getFlag(Flags.AA)).isFalse();
        }
    }

    @Nested
    class ByHashes {
        @Test
        void noSuchNameTakesThreeRecords() {
            assertThat(proved(ask(DenialKind.NSEC3, "x.y.wild.deep.shop.test.", Type.A), "deep.shop.test.",
                    "wild.deep.shop.test.", "*.deep.shop.test.", "y.wild.deep.shop.test."))
                    .contains("matches deep.shop.test.", "covers wild.deep.shop.test.",
                            "covers *.deep.shop.test.");
        }

        @Test
        void noDataTakesTheNamesOwnRecord() {
            assertThat(proved(ask(DenialKind.NSEC3, "www.shop.test.", Type.TXT), "www.shop.test."))
                    .containsExactly("matches www.shop.test.");
            assertThat(proved(ask(DenialKind.NSEC3, "deep.shop.test.", Type.TXT), "deep.shop.test."))
                    .containsExactly("matches deep.shop.test.");
        }

        @Test
        void anAnswerByAWildcardTakesOne() {
            Message response = ask(DenialKind.NSEC3, "x.y.wild.shop.test.", Type.TXT);
            assertThat(section(response, Section.ANSWER)).containsExactly("x.y.wild.shop.test. TXT",
                    "x.y.wild.shop.test. RRSIG(TXT)");
            assertThat(proved(response, "y.wild.shop.test.")).containsExactly("covers y.wild.shop.test.");
        }

        @Test
        void aWildcardWithoutTheTypeTakesThree() {
            assertThat(proved(ask(DenialKind.NSEC3, "x.wild.shop.test.", Type.A), "wild.shop.test.",
                    "x.wild.shop.test.", "*.wild.shop.test.")).contains("matches wild.shop.test.",
                            "covers x.wild.shop.test.", "matches *.wild.shop.test.");
        }

        @Test
        void anUnsignedDelegationTakesItsOwnRecord() {
            assertThat(proved(ask(DenialKind.NSEC3, "a.plain.shop.test.", Type.A), "plain.shop.test."))
                    .containsExactly("matches plain.shop.test.");
            assertThat(proved(ask(DenialKind.NSEC3, "plain.shop.test.", Type.DS), "plain.shop.test."))
                    .containsExactly("matches plain.shop.test.");
        }

        @Test
        void anUnsignedDelegationThatWasLeftOutTakesWhatIsAboveIt() {
            for (Message response : List.of(ask(DenialKind.OPT_OUT, "a.plain.shop.test.", Type.A),
                    ask(DenialKind.OPT_OUT, "plain.shop.test.", Type.DS))) {
                assertThat(proved(response, "shop.test.", "plain.shop.test.")).contains("matches shop.test.",
                        "covers plain.shop.test.");
            }
            // the name in between is not in the chain either
            assertThat(proved(ask(DenialKind.OPT_OUT, "y.between.shop.test.", Type.A), "shop.test.",
                    "between.shop.test.", "*.shop.test."))
                    .contains("matches shop.test.", "covers between.shop.test.", "covers *.shop.test.");
        }
    }
}
