package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

class RecordCacheTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Name WWW = Name.fromConstantString("www.shop.test.");
    private static final Name SHOP = Name.fromConstantString("shop.test.");
    private final RecordCache cache = new RecordCache(3);

    private static RecordSet address(Name name, int last, long ttl) {
        return RecordSet
                .unsigned(List.of(new ARecord(name, DClass.IN, ttl, new byte[]{10, 0, 0, (byte) last})));
    }

    private static List<Record> soa(long ttl, long minimum) {
        return List.of(new SOARecord(SHOP, DClass.IN, ttl, SHOP, SHOP, 1, 1, 1, 1, minimum));
    }

    private List<Record> answer(long now) {
        return cache.answer(WWW, Type.A, now).orElse(null) instanceof RecordCache.Cached.Records(var set)
                ? set.records()
                : List.of();
    }

    @Test
    void countsTheTtlDownToTheLastInstant() {
        cache.store(address(WWW, 1, 300), Type.A, Trust.AUTHORITATIVE, 0);
        assertThat(answer(0).getFirst().getTTL()).isEqualTo(300);
        assertThat(answer(100 * SECOND).getFirst().getTTL()).isEqualTo(200);
        assertThat(answer(300 * SECOND - 1).getFirst().getTTL()).isZero();
        assertThat(answer(300 * SECOND)).isEmpty();
    }

    @Test
    void usesATtlOfZeroForTheTransactionInProgressOnly() {
        cache.store(address(WWW, 1, 0), Type.A, Trust.AUTHORITATIVE, 5);
        assertThat(answer(5)).hasSize(1);
        assertThat(answer(6)).isEmpty();
    }

    @Test
    void treatsATtlWithTheHighestBitSetAsZero() {
        cache.store(address(WWW, 1, 0).withTtl(0x8000_0000L), Type.A,
                Trust.AUTHORITATIVE, 0);
        assertThat(answer(1)).isEmpty();
    }

    @Test
    void takesTheLowestTtlOfASet() {
        Record other = new ARecord(WWW, DClass.IN, 20, new byte[]{10, 0, 0, 2});
        cache.store(RecordSet.unsigned(List.of(address(WWW, 1, 300).first(), other)), Type.A,
                Trust.AUTHORITATIVE,
                0);
        assertThat(answer(0)).allMatch(record -> record.getTTL() == 20);
    }

    @Test
    void neverAnswersWithGlueButKnowsIt() {
        cache.store(address(WWW, 1, 300), Type.A, Trust.ADDITIONAL, 0);
        assertThat(cache.answer(WWW, Type.A, 0)).isEmpty();
        assertThat(cache.known(WWW, Type.A, 0)).hasSize(1);
    }

    @Test
    void doesNotLetGlueReplaceAnAnswerWhileItLives() {
        cache.store(address(WWW, 1, 300), Type.A, Trust.AUTHORITATIVE, 0);
        cache.store(address(WWW, 2, 900), Type.A, Trust.ADDITIONAL, 1);
        assertThat(answer(1).getFirst().rdataToString()).isEqualTo("10.0.0.1");
        cache.store(address(WWW, 2, 900), Type.A, Trust.ADDITIONAL, 300 * SECOND);
        assertThat(cache.known(WWW, Type.A, 300 * SECOND).getFirst().rdataToString()).isEqualTo("10.0.0.2");
    }

    @Test
    void remembersThatANameDoesNotExistForTheSmallerOfTtlAndMinimum() {
        cache.storeNoSuchName(WWW, soa(3600, 60), 0);
        assertThat(cache.answer(WWW, Type.MX, 59 * SECOND))
                .containsInstanceOf(RecordCache.Cached.NoSuchName.class);
        assertThat(cache.answer(WWW, Type.MX, 60 * SECOND)).isEmpty();
        cache.storeNoSuchName(WWW, soa(30, 60), 0);
        assertThat(cache.answer(WWW, Type.MX, 30 * SECOND)).isEmpty();
    }

    @Test
    void remembersThatATypeDoesNotExist() {
        cache.storeNoData(WWW, Type.AAAA, soa(60, 60), 0);
        assertThat(cache.answer(WWW, Type.AAAA, 1)).containsInstanceOf(RecordCache.Cached.NoData.class);
        assertThat(cache.answer(WWW, Type.A, 1)).isEmpty();
    }

    @Test
    void forgetsThatANameIsMissingWhenItAppears() {
        cache.storeNoSuchName(WWW, soa(60, 60), 0);
        cache.store(address(WWW, 1, 300), Type.A, Trust.AUTHORITATIVE, 1);
        assertThat(answer(1)).hasSize(1);
    }

    @Test
    void keepsGlueBesideAFailure() {
        cache.store(address(WWW, 1, 300), Type.A, Trust.ADDITIONAL, 0);
        cache.storeFailure(WWW, Type.A, 1, 0);
        assertThat(cache.answer(WWW, Type.A, 1)).containsInstanceOf(RecordCache.Cached.Failure.class);
        assertThat(cache.known(WWW, Type.A, 1)).hasSize(1);
        assertThat(cache.answer(WWW, Type.A, SECOND)).isEmpty();
    }

    @Test
    void letsTheOldestGoWhenItIsFull() {
        for (int i = 0; i < 4; i++) {
            cache.store(address(Names.child("n" + i, SHOP), i, 300), Type.A, Trust.AUTHORITATIVE, i);
        }
        assertThat(cache.size()).isEqualTo(3);
        assertThat(cache.answer(Names.child("n0", SHOP), Type.A, 4)).isEmpty();
        assertThat(cache.answer(Names.child("n1", SHOP), Type.A, 4)).isPresent();
    }
}
