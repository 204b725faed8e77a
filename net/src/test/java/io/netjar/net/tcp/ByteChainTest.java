package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.wire.PacketPool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteChainTest {
    private final Slabs slabs = new Slabs(new PacketPool().arrays());
    private final ByteChain chain = new ByteChain(slabs);

    private static byte at(long number) {
        return (byte) (number * 0x9e37_79b9L >>> 11);
    }

    private static byte[] stream(long from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(from + i);
        }
        return bytes;
    }

    private byte[] copy(int position, int length) {
        byte[] target = new byte[length + 2];
        chain.copy(position, target, 1, length);
        byte[] copy = new byte[length];
        System.arraycopy(target, 1, copy, 0, length);
        return copy;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsWhatWasAppendedAndLentWhereverItIsAskedFor(long seed) {
        Chance chance = Chance.of(seed, "chain");
        long first = 0;
        long end = 0;
        List<Long> lentUntil = new ArrayList<>();
        var back = new ArrayList<Long>();
        for (int round = 0; round < 3000; round++) {
            int length = 1 + chance.nextInt(chance.happens(0.1) ? 100_000 : 3000);
            int before = chance.nextInt(100);
            byte[] source = stream(end - before, before + length + 10);
            long last = end + length;
            if (chance.happens(0.5)) {
                chain.append(source, before, length);
            } else {
                chain.lend(source, before, length, () -> back.add(last));
                lentUntil.add(last);
            }
            end = last;
            int position = chance.nextInt((int) (end - first));
            int asked = 1 + chance.nextInt((int) (end - first) - position);
            assertThat(copy(position, asked)).as("round %d", round)
                    .isEqualTo(stream(first + position, asked));
            int gone = chance.happens(0.1)
                    ? (int) (end - first)
                    : chance.nextInt(Math.min(6000, (int) (end - first)));
            chain.drop(gone);
            first += gone;
            assertThat(chain.length()).isEqualTo((int) (end - first));
            long kept = first;
            lentUntil.stream().filter(until -> until <= kept)
                    .forEach(until -> assertThat(back).contains(until));
            lentUntil.removeIf(until -> until <= kept);
            assertThat(back).doesNotHaveDuplicates();
        }
        chain.free();
        assertThat(back).containsAll(lentUntil);
        assertThat(slabs.lentBytes()).isZero();
    }

    @Test
    void doesNotCopyWhatIsLent() {
        byte[] source = stream(0, 2000);
        chain.lend(source, 0, 2000, () -> {
        });
        source[1234] = 99;
        assertThat(copy(1234, 1)).containsExactly(99);
        assertThat(slabs.lentBytes()).isZero();
    }

    @Test
    void givesAFewBytesBackAtOnce() {
        byte[] source = stream(0, 1023);
        var back = new ArrayList<String>();
        chain.lend(source, 0, 1023, () -> back.add("back"));
        assertThat(back).containsExactly("back");
        source[0] = 99;
        assertThat(copy(0, 1023)).isEqualTo(stream(0, 1023));
    }

    @Test
    void keepsALentArrayUntilItsLastByteIsGone() {
        var back = new ArrayList<String>();
        chain.lend(stream(0, 2000), 0, 2000, () -> back.add("back"));
        chain.drop(1999);
        assertThat(back).isEmpty();
        chain.drop(1);
        assertThat(back).containsExactly("back");
    }

    @Test
    void holdsNoArrayWhenEmpty() {
        chain.append(stream(0, 5000), 0, 5000);
        assertThat(slabs.lentBytes()).isEqualTo(8192);
        chain.drop(5000);
        assertThat(slabs.lentBytes()).isZero();
    }

    @Test
    void fillsItsArraysBeforeItTakesMore() {
        for (int i = 0; i < 200; i++) {
            chain.append(stream(10L * i, 10), 0, 10);
        }
        assertThat(slabs.lentBytes()).isEqualTo(2048);
    }
}
