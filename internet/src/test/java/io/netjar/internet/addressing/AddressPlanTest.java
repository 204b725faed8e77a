package io.netjar.internet.addressing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressPlanTest {
    private static final IpPrefix WHOLE = IpPrefix.of("20.0.0.0/20");

    @Test
    void dividesAPrefixAsTheTableSays() {
        AddressPlan plan = new AddressPlan(WHOLE, List.of("seoul", "busan", "jeju"), 100);

        assertThat(plan.nextLine()).hasToString("20.0.0.0/30");
        assertThat(plan.nextLine()).hasToString("20.0.0.4/30");
        assertThat(plan.servers("seoul")).hasToString("20.0.2.0/25");
        assertThat(plan.servers("jeju")).hasToString("20.0.3.0/25");
        assertThat(plan.nextOffice()).hasToString("20.0.4.0/30");
        assertThat(plan.nextHomes()).hasToString("20.0.8.0/25");
        assertThat(plan.nextHomes()).hasToString("20.0.8.128/25");
    }

    @Test
    void givesNoAddressTwiceUntilAllIsUsed() {
        AddressPlan plan = new AddressPlan(WHOLE, List.of("seoul", "busan"), 100);
        List<IpPrefix> given = new ArrayList<>(List.of(plan.servers("seoul"), plan.servers("busan")));
        for (int i = 0; i < AddressPlan.roomForLines(WHOLE); i++) {
            given.add(plan.nextLine());
        }
        for (int i = 0; i < AddressPlan.roomForOffices(WHOLE); i++) {
            given.add(plan.nextOffice());
        }
        for (int i = 0; i < AddressPlan.roomForHomeNetworks(WHOLE, 100); i++) {
            given.add(plan.nextHomes());
        }

        assertThat(given.stream().mapToLong(IpPrefix::size).sum()).isEqualTo(WHOLE.size());
        for (IpPrefix one : given) {
            assertThat(WHOLE.contains(one.address())).isTrue();
            assertThat(given).filteredOn(other -> other.contains(one.address())).containsExactly(one);
        }
        assertThatThrownBy(plan::nextLine).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(plan::nextHomes).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hasRoomInItsSmallestPrefix() {
        IpPrefix smallest = IpPrefix.of("20.0.0.0/22");

        assertThat(AddressPlan.roomForLines(smallest)).isEqualTo(32);
        assertThat(AddressPlan.roomForHomeNetworks(smallest, 100)).isEqualTo(4);
        assertThat(AddressPlan.roomForServers(smallest, 4)).isEqualTo(29);
        assertThat(AddressPlan.roomForServers(smallest, 100)).isZero();
    }

    @Test
    void homesHaveTheSmallestNetworkWithAddressesForAllBehindAnEdgeRouter() {
        assertThat(new AddressPlan(WHOLE, List.of("seoul"), 1).nextHomes()).hasToString("20.0.8.0/30");
        assertThat(new AddressPlan(WHOLE, List.of("seoul"), 125).nextHomes()).hasToString("20.0.8.0/25");
        assertThat(new AddressPlan(WHOLE, List.of("seoul"), 126).nextHomes()).hasToString("20.0.8.0/24");
        assertThat(new AddressPlan(WHOLE, List.of("seoul"), 1000).nextHomes()).hasToString("20.0.8.0/22");
        assertThat(AddressPlan.roomForHomeNetworks(WHOLE, 13)).isEqualTo(128);
        assertThat(AddressPlan.roomForHomeNetworks(IpPrefix.of("20.0.0.0/22"), 1000)).isZero();
    }
}
