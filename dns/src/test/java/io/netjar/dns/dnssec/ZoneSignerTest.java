package io.netjar.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.dns.DnsZone;
import io.netjar.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

class ZoneSignerTest {
    private static final Name ORIGIN = Name.fromConstantString("shop.test.");
    private static final Instant BEGINNING = Instant.ofEpochSecond(Engine.EPOCH_SECONDS);
    private static final Instant LONG_AFTER = Instant.parse("2049-11-30T00:00:00Z");
    private static final DnsZone ZONE = DnsZone.parse("shop.test.", """
            $TTL 300
            @ 3600 IN SOA ns1 hostmaster 7 1800 900 604800 60
            @ 3600 IN NS ns1
            ns1 IN A 192.0.2.53
            www IN A 192.0.2.80
            www IN A 192.0.2.81
            *.wild IN TXT any
            a.b.deep IN A 192.0.2.91
            safe IN NS ns.safe
            safe IN DS 1 15 2 0000000000000000000000000000000000000000000000000000000000000000
            ns.safe IN A 192.0.2.1
            plain IN NS plain
            plain IN A 192.0.2.2
            x.between IN NS ns1
            """);

    private static ZoneSigner signer(long seed, Signing signing, Instant now) {
        var engine = new Engine(seed);
        return new ZoneSigner(ORIGIN, ZONE.records(), ZoneKeys.of(engine, ORIGIN), signing, now);
    }

    private static ZoneSigner signer(Signing signing) {
        return signer(1, signing, BEGINNING);
    }

    private static List<Record> set(ZoneSigner signer, String name, int type) {
        return signer.records().stream()
                .filter(record -> record.getName().toString().equals(name) && record.getType() == type)
                .toList();
    }

    private static Optional<RRSIGRecord> signature(ZoneSigner signer, String name, int type) {
        return signer.signature(set(signer, name, type));
    }

    private static void verify(ZoneSigner signer, String name, int type, Instant when)
            throws DNSSEC.DNSSECException {
        RRSIGRecord signature = signature(signer, name, type).orElseThrow();
        DNSKEYRecord key = ZoneKeys.of(new Engine(1), ORIGIN).records().stream()
                .filter(each -> each.getFootprint() == signature.getFootprint()).findFirst().orElseThrow();
        DNSSEC.verify(new RRset(set(signer, name, type)), signature, key, when);
    }

    @Test
    void signsKeysWithTheKeyThatTheParentVouchesForAndTheRestWithTheOther() {
        ZoneSigner signer = signer(Signing.usual(DenialKind.NSEC));
        ZoneKeys keys = ZoneKeys.of(new Engine(1), ORIGIN);
        assertThat(keys.records()).extracting(DNSKEYRecord::getFlags).containsExactly(257, 256);
        assertThat(signature(signer, "shop.test.", Type.DNSKEY).orElseThrow().getFootprint())
                .isEqualTo(keys.ds().getFootprint());
        assertThat(signature(signer, "www.shop.test.", Type.A).orElseThrow().getFootprint())
                .isEqualTo(keys.records().getLast().getFootprint());
    }

    @ParameterizedTest
    @CsvSource({"shop.test., SOA", "shop.test., NS", "shop.test., DNSKEY", "www.shop.test., A",
            "*.wild.shop.test., TXT", "safe.shop.test., DS"})
    void makesSignaturesThatHoldInsideAndOutside(String name, String type) {
        ZoneSigner signer = signer(Signing.usual(DenialKind.NSEC3));
        for (Instant when : List.of(BEGINNING, LONG_AFTER)) {
            assertThatCode(() -> verify(signer, name, Type.value(type), when)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({"safe.shop.test., NS", "plain.shop.test., NS", "plain.shop.test., A",
            "ns.safe.shop.test., A"})
    void signsNeitherDelegationsNorGlue(String name, String type) {
        assertThat(signature(signer(Signing.usual(DenialKind.NSEC)), name, Type.value(type))).isEmpty();
    }

    @Test
    void gathersEachNameOnceInACircleOfNsec() {
        List<String> links = signer(Signing.usual(DenialKind.NSEC)).denial().records().stream()
                .map(NSECRecord.class::cast).map(link -> link.getName() + " " + link.getNext() + " " + Stream
                        .of(link.getTypes()).flatMap(types -> java.util.Arrays.stream(types).boxed())
                        .map(Type::string).toList())
                .toList();
        assertThat(links).containsExactly(
                "shop.test. x.between.shop.test. [NS, SOA, RRSIG, NSEC, DNSKEY]",
                "x.between.shop.test. a.b.deep.shop.test. [NS, RRSIG, NSEC]",
                "a.b.deep.shop.test. ns1.shop.test. [A, RRSIG, NSEC]",
                "ns1.shop.test. plain.shop.test. [A, RRSIG, NSEC]",
                "plain.shop.test. safe.shop.test. [NS, RRSIG, NSEC]",
                "safe.shop.test. *.wild.shop.test. [NS, DS, RRSIG, NSEC]",
                "*.wild.shop.test. www.shop.test. [TXT, RRSIG, NSEC]",
                "www.shop.test. shop.test. [A, RRSIG, NSEC]");
    }

    @Test
    void countsNamesWithoutRecordsInACircleOfHashesToo() {
        // apex, deep, b.deep, a.b.deep, ns1, plain, safe, wild, *.wild, www, between, x.between
        assertThat(signer(Signing.usual(DenialKind.NSEC3)).denial().records()).hasSize(12)
                .allSatisfy(link -> {
                    assertThat(((NSEC3Record) link).getFlags()).isZero();
                    assertThat(((NSEC3Record) link).getIterations()).isZero();
                    assertThat(link.getTTL()).isEqualTo(60);
                });
    }

    @Test
    void leavesOutUnsignedDelegationsAndNamesThatLeadToThemAloneIfItMay() {
        // without plain, between, x.between
        assertThat(signer(Signing.usual(DenialKind.OPT_OUT)).denial().records()).hasSize(9)
                .allSatisfy(link -> assertThat(((NSEC3Record) link).getFlags()).isEqualTo(1));
    }

    @Test
    void followsFromTheSeedAndTheZonesNameAlone() {
        Signing signing = Signing.usual(DenialKind.NSEC3);
        assertThat(signature(signer(signing), "www.shop.test.", Type.A))
                .isEqualTo(signature(signer(signing), "www.shop.test.", Type.A))
                .isNotEqualTo(signature(signer(2, signing, BEGINNING), "www.shop.test.", Type.A));
        assertThat(ZoneKeys.of(new Engine(1), ORIGIN).ds())
                .isNotEqualTo(ZoneKeys.of(new Engine(1), Name.fromConstantString("test.")).ds())
                .isNotEqualTo(ZoneKeys.of(new Engine(1), ORIGIN).strange().ds());
    }

    @Test
    void renewsSignaturesWhenAThirdOfTheirLifetimeIsLeft() throws DNSSEC.DNSSECException {
        Signing signing = Signing.usual(DenialKind.NSEC).withLifetime(Duration.ofDays(15));
        ZoneSigner first = signer(signing);
        assertThat(first.renewal()).isEqualTo(BEGINNING.plus(Duration.ofDays(10)));
        RRSIGRecord signature = signature(first, "www.shop.test.", Type.A).orElseThrow();
        assertThat(signature.getTimeSigned()).isEqualTo(BEGINNING.minus(Duration.ofHours(1)));
        assertThat(signature.getExpire()).isEqualTo(BEGINNING.plus(Duration.ofDays(15)));
        verify(first, "www.shop.test.", Type.A, BEGINNING.plus(Duration.ofDays(15)));
        assertThatThrownBy(() -> verify(first, "www.shop.test.", Type.A,
                BEGINNING.plus(Duration.ofDays(15)).plusSeconds(1)))
                .isInstanceOf(DNSSEC.SignatureExpiredException.class);
        ZoneSigner third = signer(1, signing, BEGINNING.plus(Duration.ofDays(29)));
        verify(third, "www.shop.test.", Type.A, BEGINNING.plus(Duration.ofDays(20)));
        assertThat(third.records().stream().filter(SOARecord.class::isInstance))
                .extracting(record -> ((SOARecord) record).getSerial()).containsExactly(9L);
    }

    @Test
    void makesASignedZoneAnewThatWasSignedByOthers() {
        ZoneSigner theirs = signer(2, Signing.usual(DenialKind.NSEC), BEGINNING);
        List<Record> all = new ArrayList<>(theirs.records());
        theirs.records().forEach(record -> theirs.signature(List.of(record)).ifPresent(all::add));
        ZoneSigner ours = new ZoneSigner(ORIGIN, all, ZoneKeys.of(new Engine(1), ORIGIN),
                Signing.usual(DenialKind.NSEC3), BEGINNING);
        assertThat(ours.records())
                .containsExactlyInAnyOrderElementsOf(signer(Signing.usual(DenialKind.NSEC3)).records());
    }

    @ParameterizedTest
    @EnumSource(value = SigningFault.class, names = {"EXPIRED", "NOT_YET_VALID", "BAD_SIGNATURES"})
    void isWrongByEveryCalendarWhereThatIsWanted(SigningFault fault) {
        ZoneSigner signer = signer(Signing.usual(DenialKind.NSEC).withFault(fault));
        for (Instant when : List.of(BEGINNING, Instant.parse("2048-12-31T00:00:00Z"))) {
            assertThatThrownBy(() -> verify(signer, "www.shop.test.", Type.A, when))
                    .isInstanceOf(DNSSEC.DNSSECException.class);
        }
    }

    @Test
    void leavesOutAllSignaturesButThatOfTheKeysWhereThatIsWanted() {
        ZoneSigner signer = signer(Signing.usual(DenialKind.NSEC).withFault(SigningFault.NO_SIGNATURES));
        assertThat(signature(signer, "www.shop.test.", Type.A)).isEmpty();
        assertThat(signature(signer, "shop.test.", Type.DNSKEY)).isPresent();
    }
}
