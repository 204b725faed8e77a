package io.netjar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ArrayPoolTest {
    private final ArrayPool pool = new PacketPool().arrays();

    @Test
    void lendsTheNextPowerOfTwo() {
        assertThat(pool.take(0)).hasSize(2048);
        assertThat(pool.take(2048)).hasSize(2048);
        assertThat(pool.take(2049)).hasSize(4096);
        assertThat(pool.take(5_000_000)).hasSize(1 << 23);
        assertThatIllegalArgumentException().isThrownBy(() -> pool.take((1 << 30) + 1));
    }

    @Test
    void lendsFirstWhatCameBackLast() {
        byte[] first = pool.take(3000);
        byte[] second = pool.take(3000);
        pool.giveBack(first);
        pool.giveBack(second);
        pool.giveBack(ArrayPool.NONE);
        assertThat(pool.take(4000)).isSameAs(second);
        assertThat(pool.take(4000)).isSameAs(first);
        assertThat(pool.take(4000)).isNotSameAs(first).isNotSameAs(second);
    }

    @Test
    void keepsSoManyAndNoMore() {
        byte[][] lent = new byte[3][];
        for (int i = 0; i < lent.length; i++) {
            lent[i] = pool.take(1 << 25);
        }
        for (byte[] array : lent) {
            pool.giveBack(array);
        }
        assertThat(pool.take(1 << 25)).isSameAs(lent[1]);
        assertThat(pool.take(1 << 25)).isSameAs(lent[0]);
        assertThat(pool.take(1 << 25)).isNotSameAs(lent[2]);
    }
}
