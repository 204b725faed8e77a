package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// What a server, or somebody in its place, adds to an answer to have it remembered: none of it is. RFC 2181 §5.4.1,
/// RFC 5452.
class PoisoningTest {
    private static final Name SHOP = Name.fromConstantString("shop.test.");
    private static final Name TEST = Name.fromConstantString("test.");
    private static final Name BANK = Name.fromConstantString("www.bank.test.");
    private static final String EVIL = "6.6.6.6";
    private static final long SECOND = 1_000_000_000L;
    private final RecordCache cache = new RecordCache(1000);
    private long now;

    /// Reads what a server of `zone` said.
    private ResponseReader.Verdict read(Said said, Name zone) {
        Record question = said.message().getQuestion();
        return new ResponseReader(cache, said.message(), zone, now).read(question.getName(),
                question.getType());
    }

    private boolean isUnknown(Name name, int type) {
        return cache.known(name, type, now).isEmpty() && cache.answer(name, type, now).isEmpty();
    }

    @Test
    void kaminskysAdditionalRecordsAreNotRemembered() {
        read(Said.about("r4nd0m.shop.test.", Type.A).answer("r4nd0m.shop.test. 60 IN A 192.0.2.1")
                .authority("shop.test. 86400 IN NS www.shop.test.")
                .additional("www.shop.test. 86400 IN A " + EVIL), SHOP);
        assertThat(isUnknown(Names.child("www", SHOP), Type.A)).isTrue();
        assertThat(isUnknown(SHOP, Type.NS)).isTrue();
        assertThat(cache.known(Names.child("r4nd0m", SHOP), Type.A, now)).hasSize(1);
    }

    @Test
    void glueReplacesNoAnswerAndIsNone() {
        cache.store(RecordSet.unsigned(List.of(Said.record("ns.bank.test. 300 IN A 192.0.2.7"))), Type.A,
                Trust.AUTHORITATIVE, now);
        Name server = Name.fromConstantString("ns.bank.test.");
        Said forged = Said.referral("r4nd0m.bank.test.", Type.A)
                .authority("bank.test. 86400 IN NS ns.bank.test.", "bank.test. 86400 IN NS www.bank.test.")
                .additional("ns.bank.test. 86400 IN A " + EVIL, "www.bank.test. 86400 IN A " + EVIL);
        read(forged, TEST);
        assertThat(cache.known(server, Type.A, now)).extracting(Record::rdataToString)
                .containsExactly("192.0.2.7");
        assertThat(cache.answer(BANK, Type.A, now)).isEmpty();
    }

    @Test
    void glueOfOtherZonesIsIgnored() {
        read(Said.referral("www.sub.shop.test.", Type.A).authority("sub.shop.test. 300 IN NS www.bank.test.")
                .additional("www.bank.test. 300 IN A " + EVIL), SHOP);
        assertThat(isUnknown(BANK, Type.A)).isTrue();
        assertThat(cache.known(Names.child("sub", SHOP), Type.NS, now)).hasSize(1);
    }

    @Test
    void additionalAddressesOfNobodysServerAreIgnored() {
        read(Said.referral("www.sub.shop.test.", Type.A)
                .authority("sub.shop.test. 300 IN NS ns.sub.shop.test.")
                .additional("pay.shop.test. 300 IN A " + EVIL, "ns.sub.shop.test. 300 IN A 192.0.2.9"), SHOP);
        assertThat(isUnknown(Names.child("pay", SHOP), Type.A)).isTrue();
        assertThat(cache.known(Name.fromConstantString("ns.sub.shop.test."), Type.A, now)).hasSize(1);
    }

    /// A registry's server may give the addresses of servers that serve another of its zones.
    @Test
    void siblingGlueIsForTheWayOnly() {
        read(Said.referral("www.cdn.test.", Type.A).authority("cdn.test. 300 IN NS dns.shop.test.")
                .additional("dns.shop.test. 300 IN A 192.0.2.9"), TEST);
        Name server = Name.fromConstantString("dns.shop.test.");
        assertThat(cache.known(server, Type.A, now)).hasSize(1);
        assertThat(cache.answer(server, Type.A, now)).isEmpty();
    }

    @Test
    void aReferralLeadsNeitherUpNorAside() {
        for (String cut : new String[]{".", "test.", "shop.test.", "bank.test.", "other.shop.test."}) {
            assertThat(read(
                    Said.referral("www.sub.shop.test.", Type.A).authority(cut + " 86400 IN NS ns.evil.test.")
                            .additional("ns.evil.test. 86400 IN A " + EVIL),
                    SHOP))
                    .as(cut).isEqualTo(ResponseReader.Verdict.LAME);
            assertThat(isUnknown(Name.fromConstantString(cut), Type.NS)).as(cut).isTrue();
        }
    }

    @Test
    void whatAnAliasLeadsToElsewhereIsAskedForThere() {
        read(Said.about("www.shop.test.", Type.A).answer("www.shop.test. 300 IN CNAME www.bank.test.",
                "www.bank.test. 300 IN A " + EVIL), SHOP);
        assertThat(isUnknown(BANK, Type.A)).isTrue();
        assertThat(cache.known(Names.child("www", SHOP), Type.CNAME, now)).hasSize(1);
    }

    @Test
    void aDnameAboveTheZoneIsIgnored() {
        read(Said.about("www.shop.test.", Type.A).answer("test. 86400 IN DNAME evil.example.",
                "www.shop.test. 86400 IN CNAME www.shop.evil.example."), SHOP);
        assertThat(isUnknown(TEST, Type.DNAME)).isTrue();
    }

    @Test
    void recordsOfOtherNamesInTheAnswerAreIgnored() {
        read(Said.about("www.shop.test.", Type.A).answer("www.shop.test. 300 IN A 192.0.2.1",
                "pay.shop.test. 300 IN A " + EVIL, "www.bank.test. 300 IN A " + EVIL), SHOP);
        assertThat(isUnknown(Names.child("pay", SHOP), Type.A)).isTrue();
        assertThat(isUnknown(BANK, Type.A)).isTrue();
    }

    @Test
    void aDenialOfOneNameDeniesNoOther() {
        read(Said.about("nothing.shop.test.", Type.A).rcode(Rcode.NXDOMAIN)
                .authority("bank.test. 86400 IN SOA a. b. 1 2 3 4 86400"), SHOP);
        assertThat(isUnknown(BANK, Type.A)).isTrue();
        now += SECOND;
        // the SOA was of another zone, so that the denial held for the transaction only
        assertThat(isUnknown(Names.child("nothing", SHOP), Type.A)).isTrue();
    }

    @Test
    void anotherZonesSignerIsIgnored() {
        String digest = "0000000000000000000000000000000000000000000000000000000000000001";
        read(Said.referral("www.sub.shop.test.", Type.A).authority(
                "sub.shop.test. 300 IN NS ns.sub.shop.test.",
                "bank.test. 300 IN DS 1 13 2 " + digest), SHOP);
        assertThat(isUnknown(Name.fromConstantString("bank.test."), Type.DS)).isTrue();
    }

    /// "Ghost domain names": a zone that its parent has taken away keeps telling resolvers of itself.
    @Test
    void aZoneCannotKeepItsOwnDelegationAlive() {
        read(Said.referral("www.shop.test.", Type.A).authority("shop.test. 300 IN NS ns1.shop.test."), TEST);
        for (int i = 0; i < 10; i++) {
            now += 29 * SECOND;
            read(Said.about("shop.test.", Type.NS).answer("shop.test. 86400 IN NS ns1.shop.test."), SHOP);
            assertThat(cache.known(SHOP, Type.NS, now)).hasSize(1);
        }
        now += 10 * SECOND;
        assertThat(cache.known(SHOP, Type.NS, now)).isEmpty();
    }
}
