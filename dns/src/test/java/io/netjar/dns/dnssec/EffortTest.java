package io.netjar.dns.dnssec;

import static io.netjar.dns.dnssec.SignedTree.NOW;
import static io.netjar.dns.dnssec.SignedTree.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// What a validator computes, and what nobody can make it compute.
class EffortTest {
    private final SignedTree tree = new SignedTree();
    private final Validator validator = new Validator(SignedTree.anchor());

    /// How many signatures are computed for an answer.
    private int effort(Evidence evidence) {
        Validation validation = validator.validation(evidence);
        Validation.Step step = validation.start(NOW);
        while (step instanceof Validation.Step.Fetch(var wanted, int type)) {
            step = validation.supplied(tree.ask(wanted, type), NOW);
        }
        return validation.effort();
    }

    private int effort(String name, int type) {
        return effort(tree.ask(name(name), type));
    }

    @Test
    void computesASignatureOnce() {
        // the root's keys; test.'s digest and keys; bank.test.'s digest and keys; the address
        assertThat(effort("www.bank.test", Type.A)).isEqualTo(6);
        assertThat(effort("www.bank.test", Type.A)).isZero();
        assertThat(effort("www.bank.test", Type.AAAA)).isEqualTo(1);
        assertThat(effort("www.shop.test", Type.A)).isEqualTo(3);
    }

    @Test
    void asksForKeysAndDelegationsOnce() {
        tree.verdict(validator, "www.bank.test", Type.A);
        assertThat(tree.fetched).containsExactly(". DNSKEY", "test. DS", "test. DNSKEY", "bank.test. DS",
                "bank.test. DNSKEY");
        tree.fetched.clear();
        tree.verdict(validator, "www.bank.test", Type.AAAA);
        assertThat(tree.fetched).isEmpty();
        tree.verdict(validator, "www.branch.bank.test", Type.A);
        assertThat(tree.fetched).containsExactly("branch.bank.test. DS");
    }

    @Test
    void asksAgainWhenKeysHaveRunOut() {
        Evidence address = tree.ask(name("www.bank.test"), Type.A);
        tree.verdict(validator, address, NOW);
        tree.fetched.clear();
        tree.verdict(validator, address, NOW.plusSeconds(3599));
        assertThat(tree.fetched).isEmpty();
        tree.verdict(validator, address, NOW.plusSeconds(3600));
        assertThat(tree.fetched).hasSize(5);
    }

    @Test
    void asksAgainAfterItHasForgotten() {
        effort("www.bank.test", Type.A);
        validator.clear();
        assertThat(effort("www.bank.test", Type.A)).isEqualTo(6);
    }

    /// CVE-2023-50387 multiplies the signatures of a set by the keys that have their tag.
    @Test
    void givesUpOnManyWrongSignatures() {
        Evidence truth = tree.ask(name("www.bank.test"), Type.A);
        assertThat(effort(withWrongSignatures(truth, 10))).isEqualTo(5 + 10 + 1);
        assertThat(effort(withWrongSignatures(tree.ask(name("www.shop.test"), Type.A), 200)))
                .isEqualTo(2 + 16);
        Verdict verdict = tree.verdict(validator,
                withWrongSignatures(tree.ask(name("www.shop.test"), Type.A), 200), NOW);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Bogus.class,
                bogus -> assertThat(bogus.error().getText()).startsWith("too many signatures"));
    }

    /// The truth behind `count` signatures that name the right key and are wrong.
    private static Evidence withWrongSignatures(Evidence truth, int count) {
        RRSIGRecord right = (RRSIGRecord) truth.answer().getLast();
        List<Record> answer = new ArrayList<>(truth.answer().subList(0, truth.answer().size() - 1));
        for (int wrong = 0; wrong < count; wrong++) {
            byte[] bytes = Arrays.copyOf(right.getSignature(), right.getSignature().length);
            bytes[wrong % 32] ^= (byte) (1 + wrong / 32);
            answer.add(new RRSIGRecord(right.getName(), right.getDClass(), right.getTTL(),
                    right.getTypeCovered(),
                    right.getAlgorithm(), right.getOrigTTL(), right.getExpire(), right.getTimeSigned(),
                    right.getFootprint(), right.getSigner(), bytes));
        }
        answer.add(right);
        return new Evidence(truth.name(), truth.type(), Rcode.NOERROR, answer, truth.authority());
    }
}
