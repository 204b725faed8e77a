package io.netjar.dns.dnssec;

import static io.netjar.dns.dnssec.SignedTree.NOW;
import static io.netjar.dns.dnssec.SignedTree.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// What is secure, insecure and bogus in a tree of zones that BIND signed. Names in `bank.test` are denied by NSEC (and
/// signed by Ed25519), those in `shop.test` by NSEC3 (ECDSA P-256), in `open.test` with opt-out.
class ValidatorTest {
    private final SignedTree tree = new SignedTree();

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Secure _ -> "secure";
            case Verdict.Insecure(var notes) -> "insecure" + notes.stream()
                    .map(note -> " " + note.getErrorCode() + ": " + note.getText())
                    .collect(Collectors.joining());
            case Verdict.Bogus(var error, _) -> "bogus " + error.getErrorCode() + ": " + error.getText();
        };
    }

    private AbstractStringAssert<?> assertVerdict(String name, int type) {
        return assertThat(words(tree.verdict(name, type)));
    }

    private static Evidence without(Evidence evidence, Predicate<Record> gone) {
        return new Evidence(evidence.name(), evidence.type(), evidence.rcode(),
                evidence.answer().stream().filter(gone.negate()).toList(),
                evidence.authority().stream().filter(gone.negate()).toList());
    }

    private static Evidence unsigned(Evidence evidence) {
        return without(evidence, RRSIGRecord.class::isInstance);
    }

    private static Evidence answering(Evidence evidence, int rcode, List<Record> answer) {
        return new Evidence(evidence.name(), evidence.type(), rcode, answer, evidence.authority());
    }

    @Nested
    class IsSecure {
        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void whatIsThere(String zone) {
            assertVerdict("www." + zone, Type.A).isEqualTo("secure");
            assertVerdict(zone, Type.SOA).isEqualTo("secure");
            assertVerdict(zone, Type.DNSKEY).isEqualTo("secure");
            assertVerdict(zone, Type.DS).isEqualTo("secure");
        }

        @Test
        void theRootsOwn() {
            assertVerdict(".", Type.NS).isEqualTo("secure");
            assertVerdict(".", Type.DNSKEY).isEqualTo("secure");
            assertVerdict(".", Type.TXT).isEqualTo("secure");
            assertVerdict("nowhere", Type.A).isEqualTo("secure");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void thatThereIsNoName(String zone) {
            assertThat(tree.ask(name("nobody." + zone), Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
            assertVerdict("nobody." + zone, Type.A).isEqualTo("secure");
            assertVerdict("zzz." + zone, Type.A).isEqualTo("secure");
            assertVerdict("a.b.c.d." + zone, Type.A).isEqualTo("secure");
            assertVerdict("below.www." + zone, Type.A).isEqualTo("secure");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void thatThereIsNoSuchTypeAtAName(String zone) {
            assertThat(tree.ask(name("www." + zone), Type.TXT).rcode()).isEqualTo(Rcode.NOERROR);
            assertVerdict("www." + zone, Type.TXT).isEqualTo("secure");
            assertVerdict(zone, Type.TXT).isEqualTo("secure");
            assertVerdict("www." + zone, Type.DS).isEqualTo("secure");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void thatANameOnlyHasNamesBelow(String zone) {
            assertThat(tree.ask(name("empty." + zone), Type.A).rcode()).isEqualTo(Rcode.NOERROR);
            assertVerdict("empty." + zone, Type.A).isEqualTo("secure");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void whatAWildcardStandsFor(String zone) {
            assertThat(tree.ask(name("any.wild." + zone), Type.A).answer()).isNotEmpty();
            assertVerdict("any.wild." + zone, Type.A).isEqualTo("secure");
            assertVerdict("a.b.c.wild." + zone, Type.A).isEqualTo("secure");
            assertVerdict("*.wild." + zone, Type.A).isEqualTo("secure");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void thatAWildcardHasNoSuchType(String zone) {
            assertThat(tree.ask(name("any.text." + zone), Type.A).rcode()).isEqualTo(Rcode.NOERROR);
            assertVerdict("any.text." + zone, Type.A).isEqualTo("secure");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void anAliasIntoAnotherZone(String zone) {
            assertThat(tree.ask(name("out." + zone), Type.A).answer()).hasSize(4);
            assertVerdict("out." + zone, Type.A).isEqualTo("secure");
            assertVerdict("out." + zone, Type.CNAME).isEqualTo("secure");
            assertVerdict("out." + zone, Type.TXT).isEqualTo("secure");
        }

        @Test
        void anAliasOfNobodyInAnotherZone() {
            assertThat(tree.ask(name("lost.shop.test"), Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
            assertVerdict("lost.shop.test", Type.A).isEqualTo("secure");
        }

        @Test
        void aRedirectionOfNames() {
            assertVerdict("www.moved.bank.test", Type.A).isEqualTo("secure");
            assertVerdict("any.wild.moved.bank.test", Type.A).isEqualTo("secure");
            assertVerdict("nobody.moved.bank.test", Type.A).isEqualTo("secure");
            assertVerdict("moved.bank.test", Type.DNAME).isEqualTo("secure");
        }

        @Test
        void aZoneBelowAnAnchorOfItsOwn() {
            var island = new Validator(TrustAnchors.of(tree.at("shop.test", Type.DNSKEY)
                    .stream().filter(record -> record.getType() == Type.DNSKEY).toList()));
            assertThat(words(tree.verdict(island, "www.shop.test", Type.A))).isEqualTo("secure");
            assertThat(tree.fetched).containsExactly("shop.test. DNSKEY");
            assertThat(words(tree.verdict(island, "www.bank.test", Type.A))).isEqualTo("insecure");
        }

        @Test
        void forNoLongerThanItsSignaturesAndTimesToLive() {
            assertThat(tree.verdict("www.bank.test", Type.A)).isEqualTo(new Verdict.Secure(300));
            var lastSecond = Instant.parse("2039-12-31T23:59:50Z");
            Evidence evidence = tree.ask(name("www.bank.test"), Type.A);
            assertThat(tree.verdict(new Validator(SignedTree.anchor()), evidence, lastSecond))
                    .isEqualTo(new Verdict.Secure(10));
        }
    }

    @Nested
    class IsInsecure {
        @ParameterizedTest
        @ValueSource(strings = {"plain.test", "branch.bank.test", "branch.shop.test", "branch.open.test",
                "twig.far.open.test"})
        void whatIsBelowAnUnsignedDelegation(String zone) {
            assertVerdict("www." + zone, Type.A).isEqualTo("insecure");
            assertVerdict("www." + zone, Type.TXT).isEqualTo("insecure");
            assertVerdict(zone, Type.A).isEqualTo("insecure");
        }

        @Test
        void anAliasIntoAnUnsignedZone() {
            assertVerdict("toplain.shop.test", Type.A).isEqualTo("insecure");
            assertVerdict("toplain.shop.test", Type.CNAME).isEqualTo("secure");
        }

        @Test
        void thatANameIsNotThereWhereOptOutLeavesThatOpen() {
            assertVerdict("www.open.test", Type.A).isEqualTo("secure");
            assertVerdict("www.open.test", Type.TXT).isEqualTo("secure");
            assertVerdict("nobody.open.test", Type.A).isEqualTo("insecure");
            assertVerdict("far.open.test", Type.A).isEqualTo("insecure");
            assertVerdict("branch.open.test", Type.DS).isEqualTo("insecure");
        }

        @Test
        void aZoneSignedInUnknownWays() {
            assertVerdict("www.strange.test", Type.A).isEqualTo("insecure 1: strange.test.");
            assertVerdict("www.odd.test", Type.A).isEqualTo("insecure 2: odd.test.");
        }

        @Test
        void aDenialWithMoreRoundsOfHashingThanIsReasonable() {
            assertVerdict("www.slow.test", Type.A).isEqualTo("secure");
            assertVerdict("nobody.slow.test", Type.A).startsWith("insecure 27: slow.test.");
            assertVerdict("www.slow.test", Type.TXT).startsWith("insecure 27: slow.test.");
        }

        @Test
        void everythingWithoutAnAnchor() {
            var trusting = new Validator(TrustAnchors.none());
            assertThat(words(tree.verdict(trusting, "www.late.test", Type.A))).isEqualTo("insecure");
            assertThat(tree.fetched).isEmpty();
        }

        @Test
        void whatIsBelowANegativeAnchor() {
            var lenient = new Validator(SignedTree.anchor().without(name("late.test")));
            assertThat(words(tree.verdict(lenient, "www.late.test", Type.A))).isEqualTo("insecure");
            assertThat(words(tree.verdict(lenient, "www.early.test", Type.A))).startsWith("bogus");
        }

        @Test
        void signaturesAskedForByThemselves() {
            Evidence question = tree.ask(name("www.bank.test"), Type.A);
            var signatures = new Evidence(question.name(), Type.RRSIG, Rcode.NOERROR,
                    question.answer().stream().filter(RRSIGRecord.class::isInstance).toList(), List.of());
            assertThat(words(tree.verdict(new Validator(SignedTree.anchor()), signatures, NOW)))
                    .isEqualTo("insecure");
        }
    }

    @Nested
    class IsBogus {
        @Test
        void anExpiredSignature() {
            assertVerdict("www.late.test", Type.A).isEqualTo("bogus 7: signature of late.test. DNSKEY");
        }

        @Test
        void aSignatureOfTheFuture() {
            assertVerdict("www.early.test", Type.A).isEqualTo("bogus 8: signature of early.test. DNSKEY");
        }

        @Test
        void aSignatureFromTheSecondAfterItsExpirationOn() {
            Evidence evidence = tree.ask(name("www.bank.test"), Type.A);
            var validator = new Validator(SignedTree.anchor());
            var end = Instant.parse("2040-01-01T00:00:00Z");
            assertThat(words(tree.verdict(validator, evidence, end))).isEqualTo("secure");
            assertThat(words(tree.verdict(validator, evidence, end.plusSeconds(1)))).startsWith("bogus 7");
        }

        @Test
        void aZoneWithOtherKeysThanItsDigestSays() {
            assertVerdict("www.wrong.test", Type.A).startsWith("bogus 9: wrong.test. has no key");
        }

        @Test
        void aChangedRecord() {
            tree.forge("www.bank.test", Type.A, truth -> {
                List<Record> changed = new ArrayList<>(
                        SignedTree.records("www.bank.test. 300 IN A 203.0.113.66"));
                truth.answer().stream().filter(RRSIGRecord.class::isInstance).forEach(changed::add);
                return answering(truth, Rcode.NOERROR, changed);
            });
            assertVerdict("www.bank.test", Type.A).isEqualTo("bogus 6: wrong signature of www.bank.test. A");
        }

        @Test
        void anAddedRecord() {
            tree.forge("www.shop.test", Type.A, truth -> {
                List<Record> more = new ArrayList<>(truth.answer());
                more.addAll(SignedTree.records("www.shop.test. 300 IN A 203.0.113.66"));
                return answering(truth, Rcode.NOERROR, more);
            });
            assertVerdict("www.shop.test", Type.A).startsWith("bogus 6");
        }

        @ParameterizedTest
        @ValueSource(strings = {"www.bank.test", "www.shop.test", "any.wild.bank.test", "nobody.bank.test",
                "nobody.shop.test", "out.bank.test", "www.open.test"})
        void whatHasLostItsSignatures(String name) {
            tree.forge(name, Type.A, ValidatorTest::unsigned);
            assertVerdict(name, Type.A).startsWith("bogus 10");
        }

        @Test
        void aZoneWhoseKeysOrDigestsHaveLostTheirSignatures() {
            tree.forge("bank.test", Type.DNSKEY, ValidatorTest::unsigned);
            assertVerdict("www.bank.test", Type.A).isEqualTo("bogus 10: bank.test. DNSKEY");
            tree.forge("shop.test", Type.DS, ValidatorTest::unsigned);
            assertVerdict("www.shop.test", Type.A).isEqualTo("bogus 10: shop.test. DS");
        }

        @Test
        void aZoneThatHidesItsKeys() {
            tree.forge("bank.test", Type.DNSKEY, truth -> answering(truth, Rcode.NOERROR, List.of()));
            assertVerdict("www.bank.test", Type.A).isEqualTo("bogus 9: bank.test. has no key at all");
        }

        @Test
        void aDelegationThatPretendsToBeUnsigned() {
            tree.forge("bank.test", Type.DS,
                    truth -> new Evidence(truth.name(), Type.DS, Rcode.NOERROR, List.of(),
                            tree.ask(name("nobody.test"), Type.A).authority()));
            assertVerdict("www.bank.test", Type.A).startsWith("bogus 12");
            tree.forge("bank.test", Type.DS, truth -> answering(truth, Rcode.NOERROR, List.of()));
            assertVerdict("www.bank.test", Type.A)
                    .isEqualTo("bogus 12: nothing proves that bank.test. has no DS records");
        }

        @Test
        void anUnsignedDelegationWithoutProof() {
            tree.forge("plain.test", Type.DS,
                    truth -> answering(new Evidence(truth.name(), Type.DS, 0, List.of(),
                            List.of()), Rcode.NOERROR, List.of()));
            assertVerdict("www.plain.test", Type.A).startsWith("bogus 12");
        }

        @Test
        void aDelegationDeniedByTheChildItself() {
            tree.forge("shop.test", Type.DS,
                    truth -> new Evidence(truth.name(), Type.DS, Rcode.NOERROR, List.of(),
                            tree.ask(name("shop.test"), Type.TXT).authority()));
            assertVerdict("www.shop.test", Type.A).startsWith("bogus");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void aDenialOfWhatIsThere(String zone) {
            List<Record> denials = tree.ask(name("nobody." + zone), Type.A).authority();
            for (String there : List.of("www.", "any.wild.", "out.", "deep.empty.", "empty.", "")) {
                for (int rcode : new int[]{Rcode.NXDOMAIN, Rcode.NOERROR}) {
                    tree.forge(there + zone, Type.A,
                            truth -> new Evidence(truth.name(), truth.type(), rcode, List.of(), denials));
                    boolean isTrue = rcode == Rcode.NOERROR && (there.equals("empty.") || there.isEmpty());
                    assertVerdict(there + zone, Type.A).startsWith(isTrue ? "secure" : "bogus 6");
                }
            }
        }

        @Test
        void aDenialOfNamesInAZoneByTheZoneAbove() {
            List<Record> denials = tree.ask(name("nobody.test"), Type.A).authority();
            tree.forge("www.bank.test", Type.A,
                    truth -> new Evidence(truth.name(), Type.A, Rcode.NXDOMAIN, List.of(), denials));
            assertVerdict("www.bank.test", Type.A).startsWith("bogus");
            tree.forge("bank.test", Type.TXT,
                    truth -> new Evidence(truth.name(), Type.TXT, Rcode.NOERROR, List.of(), denials));
            assertVerdict("bank.test", Type.TXT).startsWith("bogus");
        }

        @Test
        void aDenialBelowARedirection() {
            List<Record> denials = tree.ask(name("nobody.bank.test"), Type.A).authority();
            tree.forge("www.moved.bank.test", Type.A,
                    truth -> new Evidence(truth.name(), Type.A, Rcode.NXDOMAIN, List.of(), denials));
            assertVerdict("www.moved.bank.test", Type.A).startsWith("bogus 6");
        }

        @Test
        void theClaimThatANameIsNotThereWithoutProof() {
            tree.forge("nobody.bank.test", Type.A,
                    truth -> without(truth, record -> record.getType() != Type.SOA
                            && !(record instanceof RRSIGRecord signature
                                    && signature.getTypeCovered() == Type.SOA)));
            assertVerdict("nobody.bank.test", Type.A)
                    .isEqualTo("bogus 12: nothing proves that there is no nobody.bank.test.");
            tree.forge("www.shop.test", Type.TXT,
                    truth -> new Evidence(truth.name(), truth.type(), Rcode.NOERROR, List.of(), List.of()));
            assertVerdict("www.shop.test", Type.TXT).startsWith("bogus 12");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bank.test", "shop.test"})
        void aWildcardInAnExistingNamesPlace(String zone) {
            Name wildcard = name("*.wild." + zone);
            List<Record> records = tree.ask(wildcard, Type.A).answer();
            List<Record> denials = tree.ask(name("nobody." + zone), Type.A).authority();
            tree.forge("exact.wild." + zone, Type.A,
                    truth -> new Evidence(truth.name(), Type.A, Rcode.NOERROR,
                            SignedTree.renamed(records, wildcard, truth.name()), denials));
            assertVerdict("exact.wild." + zone, Type.A).startsWith("bogus 6");
            tree.forge("below.exact.wild." + zone, Type.A,
                    truth -> new Evidence(truth.name(), Type.A, Rcode.NOERROR,
                            SignedTree.renamed(records, wildcard, truth.name()), denials));
            assertVerdict("below.exact.wild." + zone, Type.A).startsWith("bogus 6");
        }

        @Test
        void aWildcardWithoutProofThatNothingIsCloser() {
            tree.forge("any.wild.bank.test", Type.A,
                    truth -> new Evidence(truth.name(), Type.A, Rcode.NOERROR,
                            truth.answer(), List.of()));
            assertVerdict("any.wild.bank.test", Type.A)
                    .isEqualTo("bogus 12: nothing proves that any.wild.bank.test. is from a wildcard");
        }

        @Test
        void anAliasMadeUpOtherwiseThanTheRedirectionSays() {
            tree.forge("www.moved.bank.test", Type.A, truth -> {
                List<Record> answer = new ArrayList<>(truth.answer().subList(0, 2));
                answer.addAll(SignedTree.records("www.moved.bank.test. 300 IN CNAME exact.wild.shop.test."));
                answer.addAll(tree.ask(name("exact.wild.shop.test"), Type.A).answer());
                return answering(truth, Rcode.NOERROR, answer);
            });
            assertVerdict("www.moved.bank.test", Type.A).startsWith("bogus 10");
        }

        @Test
        void anAnswerOfAnotherName() {
            tree.forge("www.bank.test", Type.A,
                    truth -> answering(truth, Rcode.NOERROR,
                            tree.ask(name("www.shop.test"), Type.A).answer()));
            assertVerdict("www.bank.test", Type.A).startsWith("bogus 12");
        }

        @Test
        void anAnswerOfAnInsecureNameInASecureOnesPlace() {
            tree.forge("www.bank.test", Type.A,
                    truth -> answering(truth, Rcode.NOERROR,
                            tree.ask(name("www.plain.test"), Type.A).answer()));
            assertVerdict("www.bank.test", Type.A).startsWith("bogus 12");
        }

        @Test
        void anAliasOfItself() {
            assertThat(words(tree.verdict(new Validator(SignedTree.anchor()),
                    new Evidence(name("www.plain.test"),
                            Type.A, Rcode.NOERROR,
                            SignedTree.records("www.plain.test. 300 IN CNAME www.plain.test."),
                            List.of()),
                    NOW))).startsWith("bogus 6");
        }

        @Test
        void aSignatureWithAWeakerAlgorithmThanAnyKeyHas() {
            tree.forge("www.bank.test", Type.A, truth -> {
                RRSIGRecord good = (RRSIGRecord) truth.answer().getLast();
                var weak = new RRSIGRecord(good.getName(), good.getDClass(), good.getTTL(),
                        good.getTypeCovered(), 5,
                        good.getOrigTTL(), good.getExpire(), good.getTimeSigned(), good.getFootprint(),
                        good.getSigner(), good.getSignature());
                return answering(truth, Rcode.NOERROR, List.of(truth.answer().getFirst(), weak));
            });
            assertVerdict("www.bank.test", Type.A).startsWith("bogus 9");
        }

        @Test
        void aKeyThatFailsToBeFetched() {
            tree.forge("bank.test", Type.DNSKEY,
                    truth -> new Evidence(truth.name(), truth.type(), Rcode.SERVFAIL, List.of(), List.of()));
            assertVerdict("www.bank.test", Type.A).isEqualTo("bogus 22: nobody tells bank.test. DNSKEY");
        }

        @Test
        void hashesWithAnUnknownAlgorithm() {
            tree.forge("nobody.shop.test", Type.A, truth -> new Evidence(truth.name(), Type.A, Rcode.NXDOMAIN,
                    List.of(), truth.authority().stream()
                            .map(record -> record instanceof NSEC3Record nsec3
                                    ? new NSEC3Record(nsec3.getName(), nsec3.getDClass(), nsec3.getTTL(), 2,
                                            nsec3.getFlags(), 0, nsec3.getSalt(), nsec3.getNext(),
                                            nsec3.getTypes())
                                    : record)
                            .toList()));
            assertVerdict("nobody.shop.test", Type.A).startsWith("bogus 6");
        }
    }
}
