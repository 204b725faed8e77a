package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReassemblyTest {
    private static final int BASE = Integer.MAX_VALUE - 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithASetOfBytesAcrossTheSignEdge(long seed) {
        Chance chance = Chance.of(seed, "ranges");
        var ranges = new Reassembly();
        var bytes = new BitSet();
        int next = 0;
        for (int step = 0; step < 300; step++) {
            int left = next + 1 + chance.nextInt(500);
            int right = left + 1 + chance.nextInt(20);
            boolean overlaps = !bytes.get(left, right).isEmpty();
            assertThat(ranges.add(BASE + left, BASE + right)).as("seed " + seed).isEqualTo(overlaps);
            bytes.set(left, right);
            if (chance.happens(0.05)) {
                int arrived = next + 1 + chance.nextInt(30);
                bytes.set(next, arrived);
                next = bytes.nextClearBit(next);
                assertThat(ranges.advance(BASE + arrived) - BASE).as("seed " + seed).isEqualTo(next);
            }
            assertSame(ranges, bytes, next, "seed " + seed + " step " + step);
        }
    }

    private static void assertSame(Reassembly ranges, BitSet bytes, int next, String label) {
        int at = bytes.nextSetBit(next);
        for (int i = 0; i < ranges.size(); i++) {
            assertThat(ranges.left(i) - BASE).as(label).isEqualTo(at);
            assertThat(ranges.right(i) - BASE).as(label).isEqualTo(bytes.nextClearBit(at));
            at = bytes.nextSetBit(bytes.nextClearBit(at));
        }
        assertThat(at).as(label).isEqualTo(-1);
    }

    @Test
    void namesTheRangeThatGrewLastFirst() {
        var ranges = new Reassembly();
        ranges.add(10, 20);
        ranges.add(30, 40);
        ranges.add(20, 25);
        int newest = ranges.newestBefore(Integer.MAX_VALUE);
        assertThat(ranges.left(newest)).isEqualTo(10);
        assertThat(ranges.right(newest)).isEqualTo(25);
        assertThat(ranges.left(ranges.newestBefore(ranges.stamp(newest)))).isEqualTo(30);
    }
}
