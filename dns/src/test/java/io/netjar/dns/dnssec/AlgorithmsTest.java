package io.netjar.dns.dnssec;

import static io.netjar.dns.dnssec.SignedTree.NOW;
import static io.netjar.dns.dnssec.SignedTree.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

class AlgorithmsTest {
    private final SignedTree tree = new SignedTree();

    private static DNSKEYRecord withFlags(DNSKEYRecord key, int flags) {
        return new DNSKEYRecord(key.getName(), key.getDClass(), key.getTTL(), flags, key.getProtocol(),
                key.getAlgorithm(), key.getKey());
    }

    private List<DNSKEYRecord> keys(String zone) {
        return tree.at(zone, Type.DNSKEY).stream().filter(DNSKEYRecord.class::isInstance)
                .map(DNSKEYRecord.class::cast).toList();
    }

    @Test
    void ignoresWeakDigestsBesideStrongOnes() {
        List<Record> digests = SignedTree.records("""
                a.test. 300 IN DS 1 13 1 0000000000000000000000000000000000000000
                a.test. 300 IN DS 2 13 2 0000000000000000000000000000000000000000000000000000000000000000
                a.test. 300 IN DS 3 13 9 00
                a.test. 300 IN DS 4 12 2 0000000000000000000000000000000000000000000000000000000000000000
                """);
        assertThat(Algorithms.usable(digests)).extracting(ds -> ds.getFootprint()).containsExactly(2);
        assertThat(Algorithms.usable(digests.subList(0, 1))).hasSize(1);
        assertThat(Algorithms.usable(digests.subList(2, 4))).isEmpty();
    }

    @Test
    void takesNoRevokedKeysNorThoseThatAreNoZoneKeys() {
        DNSKEYRecord key = keys("bank.test").getFirst();
        assertThat(Algorithms.isZoneKey(key)).isTrue();
        assertThat(Algorithms.isZoneKey(withFlags(key, key.getFlags() | DNSKEYRecord.Flags.REVOKE)))
                .isFalse();
        assertThat(Algorithms.isZoneKey(withFlags(key, 0))).isFalse();
    }

    /// Swaps what the two keys' octets add to the tag, which stays the same.
    private static DNSKEYRecord withSameTag(DNSKEYRecord key) {
        byte[] bytes = key.getKey().clone();
        byte first = bytes[0];
        bytes[0] = bytes[2];
        bytes[2] = first;
        var other = new DNSKEYRecord(key.getName(), key.getDClass(), key.getTTL(), key.getFlags(),
                key.getProtocol(),
                key.getAlgorithm(), bytes);
        assertThat(other.getFootprint()).isEqualTo(key.getFootprint());
        assertThat(other).isNotEqualTo(key);
        return other;
    }

    @Test
    void triesEachKeyOfOneTag() {
        RRset set = Evidence.sets(tree.ask(name("www.bank.test"), Type.A).answer()).getFirst();
        DNSKEYRecord right = keys("bank.test").stream()
                .filter(key -> key.getFootprint() == set.sigs().getFirst().getFootprint()).findFirst()
                .orElseThrow();
        var signatures = new Signatures(new SignatureMemo(100), new Effort());
        assertThat(signatures.check(set, name("bank.test"), List.of(withSameTag(right), right), NOW))
                .isInstanceOf(Signatures.Checked.Good.class);
        assertThat(signatures.check(set, name("bank.test"), List.of(withSameTag(right)), NOW))
                .isInstanceOf(Signatures.Checked.Bad.class);
    }

    @Test
    void forgetsWhatWasNotNeededForLongest() {
        RRset set = Evidence.sets(tree.ask(name("www.bank.test"), Type.A).answer()).getFirst();
        var memo = new SignatureMemo(2);
        List<DNSKEYRecord> keys = List.of(keys("bank.test").getFirst(), keys("bank.test").getLast(),
                withSameTag(keys("bank.test").getFirst()));
        for (DNSKEYRecord key : keys) {
            memo.remember(SignatureMemo.key(set, set.sigs().getFirst(), key), true);
            assertThat(memo.recall(SignatureMemo.key(set, set.sigs().getFirst(), keys.getFirst())))
                    .isPresent();
        }
        assertThat(memo.recall(SignatureMemo.key(set, set.sigs().getFirst(), keys.get(1)))).isEmpty();
    }
}
