package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrefixMapTest {
    private static final long ALL = -1;

    private final PrefixMap<String> map = new PrefixMap<>();

    @Test
    void findsTheLongestPrefixAmongTheLengthsAskedFor() {
        put("0.0.0.0/0", "192.0.0.0/8", "192.0.2.0/24", "192.0.2.7/32");
        assertThat(longest("192.0.2.7", ALL)).isEqualTo("192.0.2.7/32");
        assertThat(longest("192.0.2.7", (1L << 32) - 1)).isEqualTo("192.0.2.0/24");
        assertThat(longest("192.0.2.7", 1L << 8)).isEqualTo("192.0.0.0/8");
        assertThat(longest("198.51.100.1", ALL)).isEqualTo("0.0.0.0/0");
        assertThat(longest("198.51.100.1", 1L << 8 | 1L << 24)).isNull();
    }

    @Test
    void forgetsWhatIsRemoved() {
        put("192.0.0.0/8", "192.0.2.0/24");
        assertThat(map.remove(IpPrefix.of("192.0.2.0/24"))).isEqualTo("192.0.2.0/24");
        assertThat(map.remove(IpPrefix.of("192.0.2.0/24"))).isNull();
        assertThat(map.get(IpPrefix.of("192.0.2.0/24"))).isNull();
        assertThat(longest("192.0.2.7", ALL)).isEqualTo("192.0.0.0/8");
        assertThat(map.lengths()).isEqualTo(1L << 8);
    }

    @Test
    void handsOverWhatStandsThereNow() {
        put("192.0.0.0/8", "192.0.2.0/24");
        assertThat(map.put(IpPrefix.of("192.0.0.0/8"), "other")).isEqualTo("192.0.0.0/8");
        List<String> all = new ArrayList<>();
        map.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrder("other", "192.0.2.0/24");
    }

    private void put(String... prefixes) {
        for (String prefix : prefixes) {
            assertThat(map.put(IpPrefix.of(prefix), prefix)).isNull();
        }
    }

    private @Nullable String longest(String address, long among) {
        return map.longest(IpAddress.of(address).v4(), among);
    }
}
