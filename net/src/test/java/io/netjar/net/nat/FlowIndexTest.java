package io.netjar.net.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowIndexTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithAMapUnderAnyPuttingAndRemoving(long seed) {
        Chance chance = Chance.of(seed, "index");
        var index = new FlowIndex<String>();
        Map<Integer, String> model = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            int key = chance.nextInt(300);
            long addresses = FlowIndex.addresses(key, -key);
            long ports = FlowIndex.ports(17, key, 65_535);
            if (chance.happens(0.5)) {
                index.put(addresses, ports, "v" + step);
                model.put(key, "v" + step);
            } else {
                index.remove(addresses, ports);
                model.remove(key);
            }
            assertThat(index.size()).as("seed " + seed).isEqualTo(model.size());
        }
        for (int key = 0; key < 300; key++) {
            assertThat(index.get(FlowIndex.addresses(key, -key), FlowIndex.ports(17, key, 65_535)))
                    .as("seed " + seed + " key " + key).isEqualTo(model.get(key));
        }
    }
}
