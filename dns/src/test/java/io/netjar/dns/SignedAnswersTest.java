package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Host;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What a resolver does with the records of DNSSEC: asks for all of them, keeps them with what they belong to, gives them
/// to those who want them. RFC 4035 §3.2 and §4.
class SignedAnswersTest {
    private static final String TIMES = " 20300101000000 20200101000000 7 x.test. c2lnbmF0dXJl";
    private static final String SOA = "x.test. 3600 IN SOA ns.x.test. h.x.test. 1 1800 900 604800 60";
    private static final String SOA_SIGNATURE = "x.test. 3600 IN RRSIG SOA 13 2 3600" + TIMES;
    private static final String NSEC = "a.x.test. 60 IN NSEC z.x.test. A RRSIG NSEC";
    private static final String NSEC_SIGNATURE = "a.x.test. 60 IN RRSIG NSEC 13 3 60" + TIMES;
    private static final String WWW = "www.x.test. 300 IN A 203.0.113.80";
    private static final String WWW_SIGNATURE = "www.x.test. 300 IN RRSIG A 13 3 300" + TIMES;
    private static final String PROOF = "proof.x.test. 60 IN NSEC q.x.test. A RRSIG NSEC";
    private static final String PROOF_SIGNATURE = "proof.x.test. 60 IN RRSIG NSEC 13 3 60" + TIMES;
    private static final String WILD = "q.wild.x.test. 300 IN A 203.0.113.81";
    private static final String WILD_SIGNATURE = "q.wild.x.test. 300 IN RRSIG A 13 3 300" + TIMES;
    private static final String ALIAS = "alias.x.test. 300 IN CNAME www.x.test.";
    private static final String ALIAS_SIGNATURE = "alias.x.test. 300 IN RRSIG CNAME 13 3 300" + TIMES;
    private static final String DNAME = "old.x.test. 300 IN DNAME x.test.";
    private static final String DNAME_SIGNATURE = "old.x.test. 300 IN RRSIG DNAME 13 3 300" + TIMES;
    private static final String SIGNER = "x.test. 900 IN DS 7 13 2 0000000000000000000000000000000000000000000000000000000000000001";
    private static final String SIGNER_SIGNATURE = "x.test. 900 IN RRSIG DS 13 2 900 20300101000000 20200101000000 8 test. c2lnbmF0dXJl";
    private static final String NO_SIGNER = "y.test. 900 IN NSEC z.test. NS RRSIG NSEC";

    private final DnsInternet net = new DnsInternet(7);
    private final List<Message> asked = new ArrayList<>();
    private final Resolver resolver;
    private final Stub stub;

    SignedAnswersTest() {
        Host root = net.host("root", SampleZones.ROOT_A);
        Host other = net.host("root-b", SampleZones.ROOT_B);
        Said.serve(root, this::root);
        Said.serve(other, this::root);
        Said.serve(net.host("x", SampleZones.SHOP_1), this::x);
        resolver = new Resolver(net.host("resolver", DnsInternet.RESOLVER), SampleZones.HINTS);
        stub = new Stub(net.laptop(DnsInternet.RESOLVER));
    }

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    /// The root's servers serve test., too, and delegate two zones of it.
    private Message root(Message query) {
        asked.add(query);
        Name name = query.getQuestion().getName();
        if (name.equals(Name.root)) {
            return Said.to(query)
                    .answer(". 9000 IN NS a.root-servers.test.", ". 9000 IN NS b.root-servers.test.")
                    .message();
        }
        if (name.labels() == 2) {
            return Said.to(query).authority("test. 3600 IN SOA a. h. 1 1800 900 604800 60").message();
        }
        boolean isX = name.subdomain(Name.fromConstantString("x.test."));
        Said said = Said.referral(query).additional("ns.x.test. 3600 IN A 203.0.113.53");
        return isX
                ? said.authority("x.test. 3600 IN NS ns.x.test.", SIGNER, SIGNER_SIGNATURE).message()
                : said.authority("y.test. 3600 IN NS ns.x.test.", NO_SIGNER).message();
    }

    private Message x(Message query) {
        asked.add(query);
        String name = query.getQuestion().getName().toString();
        return switch (name) {
            case "www.x.test." -> Said.to(query).answer(WWW, WWW_SIGNATURE).message();
            case "q.wild.x.test." ->
                Said.to(query).answer(WILD, WILD_SIGNATURE).authority(NSEC, NSEC_SIGNATURE).message();
            case "alias.x.test." ->
                Said.to(query).answer(ALIAS, ALIAS_SIGNATURE, WWW, WWW_SIGNATURE).message();
            case "www.old.x.test." -> Said.to(query)
                    .answer(DNAME, DNAME_SIGNATURE, "www.old.x.test. 300 IN CNAME www.x.test.", WWW,
                            WWW_SIGNATURE)
                    .message();
            case "proof.x.test." -> Said.to(query).answer(PROOF, PROOF_SIGNATURE).message();
            default -> name.endsWith("long.x.test.") ? tooLong(query) : none(query, name);
        };
    }

    private static Message tooLong(Message query) {
        return Said.to(query).rcode(Rcode.YXDOMAIN)
                .answer("long.x.test. 300 IN DNAME " + ("a".repeat(60) + ".").repeat(3) + "x.test.")
                .message();
    }

    private static Message none(Message query, String name) {
        return Said.to(query).rcode(name.startsWith("none") ? Rcode.NXDOMAIN : Rcode.NOERROR)
                .authority(SOA, SOA_SIGNATURE, NSEC, NSEC_SIGNATURE).message();
    }

    private Message ask(String name, int type, boolean dnssec) {
        Message query = MessageBytes.query(Name.fromConstantString(name), type, true, false);
        query.addRecord(new OPTRecord(1232, 0, 0, dnssec ? ExtendedFlags.DO : 0), Section.ADDITIONAL);
        List<QueryOutcome> outcomes = new ArrayList<>();
        stub.query(query, outcomes::add);
        net.run(5);
        return ((QueryOutcome.Response) outcomes.getFirst()).message();
    }

    private static List<String> types(Message message, int section) {
        return message.getSection(section).stream().map(record -> Type.string(record.getType())).toList();
    }

    @Test
    void asksForThemWhetherOrNotItsAskerDid() {
        ask("www.x.test.", Type.A, false);
        assertThat(asked).hasSize(4)
                .allMatch(query -> (query.getOPT().getFlags() & ExtendedFlags.DO) != 0);
    }

    @Test
    void givesSignaturesFromTheCacheToThoseWhoWantThem() {
        assertThat(types(ask("www.x.test.", Type.A, false), Section.ANSWER)).containsExactly("A");
        net.run(95);
        Message signed = ask("www.x.test.", Type.A, true);
        assertThat(types(signed, Section.ANSWER)).containsExactly("A", "RRSIG");
        assertThat(signed.getSection(Section.ANSWER)).extracting(Record::getTTL).allMatch(ttl -> ttl <= 205);
        assertThat(asked).hasSize(4);
    }

    @Test
    void keepsTheWholeProofOfADenial() {
        for (String name : List.of("none.x.test.", "empty.x.test.")) {
            Message plain = ask(name, Type.A, false);
            assertThat(types(plain, Section.AUTHORITY)).containsExactly("SOA");
            Message signed = ask(name, Type.A, true);
            assertThat(types(signed, Section.AUTHORITY)).containsExactly("SOA", "RRSIG", "NSEC", "RRSIG");
            assertThat(signed.getRcode()).isEqualTo(plain.getRcode());
        }
        assertThat(asked).hasSize(5);
    }

    @Test
    void keepsWithAWildcardsRecordsTheProofThatNoCloserNameExists() {
        ask("q.wild.x.test.", Type.A, false);
        Message signed = ask("q.wild.x.test.", Type.A, true);
        assertThat(types(signed, Section.ANSWER)).containsExactly("A", "RRSIG");
        assertThat(types(signed, Section.AUTHORITY)).containsExactly("NSEC", "RRSIG");
        assertThat(types(ask("q.wild.x.test.", Type.A, false), Section.AUTHORITY)).isEmpty();
        assertThat(types(ask("www.x.test.", Type.A, true), Section.AUTHORITY)).isEmpty();
    }

    @Test
    void signsEachStepOfAChain() {
        assertThat(types(ask("alias.x.test.", Type.A, false), Section.ANSWER)).containsExactly("CNAME", "A");
        assertThat(types(ask("alias.x.test.", Type.A, true), Section.ANSWER)).containsExactly("CNAME",
                "RRSIG", "A",
                "RRSIG");
    }

    @Test
    void rewritesNamesBelowADnameFromItsCache() {
        ask("www.old.x.test.", Type.A, false);
        asked.clear();
        Message signed = ask("alias.old.x.test.", Type.A, true);
        assertThat(Said.lines(signed.getSection(Section.ANSWER)).stream()
                .map(line -> line.replaceFirst(" +\\d+ IN ", " ").replaceFirst("RRSIG.*", "RRSIG")))
                .containsExactly("old.x.test. DNAME x.test.", "old.x.test. RRSIG",
                        "alias.old.x.test. CNAME alias.x.test.", "alias.x.test. CNAME www.x.test.",
                        "alias.x.test. RRSIG", "www.x.test. A 203.0.113.80", "www.x.test. RRSIG");
        assertThat(asked).extracting(query -> query.getQuestion().getName().toString())
                .containsExactly("alias.x.test.");
    }

    @Test
    void saysSoWhereADnameMakesANameTooLong() {
        String prefix = "b".repeat(63) + ".b.";
        for (String label : List.of("first.", "second.")) {
            Message response = ask(label + prefix + "long.x.test.", Type.A, false);
            assertThat(response.getRcode()).isEqualTo(Rcode.YXDOMAIN);
            assertThat(types(response, Section.ANSWER)).containsExactly("DNAME");
        }
        assertThat(asked).hasSize(5);
    }

    @Test
    void knowsADelegationsSignerFromTheReferral() {
        ask("www.x.test.", Type.A, false);
        asked.clear();
        assertThat(types(ask("x.test.", Type.DS, true), Section.ANSWER)).containsExactly("DS", "RRSIG");
        assertThat(asked).isEmpty();
    }

    @Test
    void knowsFromTheReferralThatADelegationHasNoSigner() {
        ask("www.y.test.", Type.A, false);
        asked.clear();
        List<Step.Finished> told = new ArrayList<>();
        resolver.lookups().resolve(Name.fromConstantString("y.test."), Type.DS, told::add);
        assertThat(told).singleElement().satisfies(finished -> {
            assertThat(finished.rcode()).isEqualTo(Rcode.NOERROR);
            assertThat(finished.authority()).extracting(Record::getType).containsExactly(Type.NSEC);
        });
        assertThat(asked).isEmpty();
    }

    @Test
    void leavesATypeThatWasAskedForInTheAnswer() {
        assertThat(types(ask("proof.x.test.", Type.NSEC, false), Section.ANSWER)).containsExactly("NSEC");
        assertThat(types(ask("proof.x.test.", Type.ANY, false), Section.ANSWER)).containsExactly("NSEC",
                "RRSIG");
    }

    @Test
    void tellsThoseInsideEverything() {
        List<Step.Finished> told = new ArrayList<>();
        resolver.lookups().resolve(Name.fromConstantString("www.x.test."), Type.A, told::add);
        net.run(5);
        assertThat(told).singleElement().satisfies(finished -> {
            assertThat(finished.rcode()).isEqualTo(Rcode.NOERROR);
            assertThat(finished.answer()).extracting(Record::getType).containsExactly(Type.A, Type.RRSIG);
        });
    }
}
