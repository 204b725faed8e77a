package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.wire.MacAddress;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MacAddressesTest {
    private static Port port(Network network, String name) {
        return new Port(network, name, (_, frame) -> frame.release());
    }

    @Test
    void followFromTheNameWhateverTheSeedAndWhateverElseThereIs() {
        var quiet = new Network(new Engine(1));
        var busy = new Network(new Engine(2));
        for (int i = 0; i < 1000; i++) {
            port(busy, "other" + i);
        }
        assertThat(port(busy, "alice/pc:eth0").mac()).isEqualTo(port(quiet, "alice/pc:eth0").mac());
    }

    @Test
    void areLocalAndOnesOwn() {
        var addresses = new MacAddresses();
        Set<Long> all = new TreeSet<>();
        for (int i = 0; i < 10_000; i++) {
            long bits = addresses.next("port" + i).bits();
            assertThat(MacAddress.isGroup(bits)).isFalse();
            assertThat(bits >>> 41 & 1).as("locally administered").isOne();
            assertThat(all.add(bits)).isTrue();
        }
    }

    @Test
    void theLaterOfTwoWithOneNameHasAnother() {
        var addresses = new MacAddresses();
        MacAddress first = addresses.next("twin");
        MacAddress second = addresses.next("twin");
        assertThat(second).isNotEqualTo(first);
        var again = new MacAddresses();
        assertThat(again.next("twin")).isEqualTo(first);
        assertThat(again.next("twin")).isEqualTo(second);
    }
}
