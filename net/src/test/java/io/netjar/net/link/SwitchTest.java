package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.wire.EthernetView;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchTest {
    private static final long SECOND = 1_000_000_000;

    private final Network network = new Network(new Engine(1));
    private final Switch bridge = new Switch(network, "switch");
    private final RecordingDevice a = plugged("a");
    private final RecordingDevice b = plugged("b");
    private final RecordingDevice c = plugged("c");

    private RecordingDevice plugged(String name) {
        var device = new RecordingDevice(network, name + ":eth0");
        new Link(network, name, device.port, bridge.newPort(), LinkSpec.ethernet());
        return device;
    }

    private static long mac(RecordingDevice device) {
        return device.port.mac().bits();
    }

    private void settle() {
        network.engine().runUntil(network.engine().now() + SECOND / 10);
    }

    @AfterEach
    void nothingLeaks() {
        settle();
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void floodsABroadcastToAllButItsSender() {
        a.send(100, 1);
        settle();
        assertThat(List.of(a.numbers(), b.numbers(), c.numbers())).containsExactly(List.of(), List.of(1),
                List.of(1));
    }

    @Test
    void floodsAFrameForAStationNotHeardYet() {
        a.sendTo(mac(b), 100, 1);
        settle();
        assertThat(c.numbers()).containsExactly(1);
        assertThat(b.numbers()).containsExactly(1);
    }

    @Test
    void sendsAFrameForAKnownStationToItsPortOnly() {
        b.send(100, 0);
        settle();
        a.sendTo(mac(b), 100, 1);
        settle();
        assertThat(b.numbers()).containsExactly(1);
        assertThat(c.numbers()).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({"300000000000, 1", "300000000001, 2"})
    void forgetsAStationNotHeardFor300Seconds(long silence, int receivers) {
        b.send(100, 0);
        settle();
        // The frame comes in at the switch as long after b's as it was sent after b's: both took the same time.
        network.engine().runUntil(silence);
        c.arrivals.clear();
        a.sendTo(mac(b), 100, 1);
        settle();
        assertThat(b.numbers().size() + c.numbers().size()).isEqualTo(receivers);
    }

    @Test
    void aStationThatIsHeardAgainStaysInTheTable() {
        b.send(100, 0);
        settle();
        // b's second frame is heard exactly when its entry would age, and the entry lives as long again.
        network.engine().runUntil(MacTable.AGEING_NANOS);
        b.send(100, 1);
        network.engine().runUntil(2 * MacTable.AGEING_NANOS);
        c.arrivals.clear();
        a.sendTo(mac(b), 100, 2);
        settle();
        assertThat(b.numbers()).containsExactly(2);
        assertThat(c.numbers()).isEmpty();
    }

    @Test
    void learnsFromNoGroupAddress() {
        var sender = new RecordingDevice(network, "strange:eth0");
        new Link(network, "strange", sender.port, bridge.newPort(), LinkSpec.ethernet());
        long group = 0x0300_0000_0001L;
        Packet frame = network.packets().take(60);
        EthernetView.write(frame.bytes(), frame.offset(), MacAddress.BROADCAST_BITS, group, 0x88b5);
        sender.port.send(frame);
        settle();
        b.arrivals.clear();
        a.sendTo(group, 100, 1);
        settle();
        assertThat(b.numbers()).containsExactly(1);
    }

    @Test
    void floodsToNobodyWhereNobodyElseIs() {
        var lonely = new Switch(network, "lonely");
        var only = new RecordingDevice(network, "only:eth0");
        new Link(network, "only", only.port, lonely.newPort(), LinkSpec.ethernet());
        lonely.newPort();
        only.send(100, 1);
        settle();
        assertThat(network.drops(DropReason.NOT_FOR_ME)).isEqualTo(1);
    }

    @Test
    void aFullTableLooksForAgedAddressesOnceASecondOnly() {
        var table = new MacTable();
        IntStream.range(0, MacTable.MAX_ADDRESSES).forEach(i -> table.learn(i, a.port, 0));
        long aged = MacTable.AGEING_NANOS + 1;
        table.learn(-1, b.port, aged - 1);
        assertThat(table.portOf(-1, aged - 1)).isNull();
        table.learn(-1, b.port, aged + SECOND - 1);
        assertThat(table.portOf(-1, aged + SECOND - 1)).isNull();
        table.learn(-1, b.port, aged + SECOND);
        assertThat(table.portOf(-1, aged + SECOND)).isSameAs(b.port);
    }

    @Test
    void followsAStationThatMoved() {
        var roamer = new RecordingDevice(network, "roamer:eth0");
        Link cable = new Link(network, "old place", roamer.port, bridge.newPort(), LinkSpec.ethernet());
        roamer.send(100, 0);
        settle();
        cable.up(false);
        new Link(network, "new place", roamer.port, bridge.newPort(), LinkSpec.ethernet());
        roamer.send(100, 0);
        settle();
        a.sendTo(mac(roamer), 100, 1);
        settle();
        assertThat(roamer.numbers()).containsExactly(1);
        assertThat(b.numbers()).containsExactly(0, 0);
    }

    @Test
    void filtersAFrameForAStationOnTheSegmentItCameFrom() {
        a.send(100, 0);
        settle();
        a.sendTo(mac(a), 100, 1);
        settle();
        assertThat(network.drops(DropReason.NOT_FOR_ME)).isEqualTo(1);
        assertThat(b.numbers()).containsExactly(0);
    }

    @Test
    void relaysNoReservedGroupAddress() {
        a.sendTo(0x0180_c200_000fL, 100, 1);
        a.sendTo(0x0180_c200_0010L, 100, 2);
        settle();
        assertThat(b.numbers()).containsExactly(2);
        assertThat(network.drops(DropReason.NOT_FOR_ME)).isEqualTo(1);
    }

    @Test
    void dropsAFrameWithoutAWholeHeader() {
        a.port.send(network.packets().take(13));
        settle();
        assertThat(network.drops(DropReason.MALFORMED)).isEqualTo(1);
    }

    @Test
    void learnsAsManyAddressesAsItsTableHolds() {
        var table = new MacTable();
        IntStream.range(0, MacTable.MAX_ADDRESSES + 1).forEach(i -> table.learn(i, a.port, i));
        assertThat(IntStream.range(0, MacTable.MAX_ADDRESSES).allMatch(i -> table.portOf(i, 0) == a.port))
                .isTrue();
        assertThat(table.portOf(MacTable.MAX_ADDRESSES, 0)).isNull();
        long later = MacTable.AGEING_NANOS + MacTable.MAX_ADDRESSES;
        table.learn(MacTable.MAX_ADDRESSES, b.port, later);
        assertThat(table.portOf(MacTable.MAX_ADDRESSES, later)).isSameAs(b.port);
    }
}
