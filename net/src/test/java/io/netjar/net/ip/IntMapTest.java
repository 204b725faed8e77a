package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntMapTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void holdsWhatATreeMapHolds(long seed) {
        Chance chance = Chance.of(seed, "map");
        var map = new IntMap<Integer>();
        var model = new TreeMap<Integer, Integer>();
        for (int i = 0; i < 20_000; i++) {
            int key = chance.nextInt(300) * (chance.happens(0.5) ? 1 : 1 << 20);
            if (chance.happens(0.5)) {
                map.put(key, i);
                model.put(key, i);
            } else {
                assertThat(map.remove(key)).isEqualTo(model.remove(key));
            }
            int asked = chance.nextInt(300);
            assertThat(map.get(asked)).as("seed %d, step %d", seed, i).isEqualTo(model.get(asked));
            assertThat(map.size()).isEqualTo(model.size());
        }
    }
}
