package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.DropReason;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReassemblyTest {
    private static final int LENGTH = 1000;

    private final Bench bench = new Bench();

    @AfterEach
    void nothingIsLost() {
        bench.pass(2 * Reassembly.TIMEOUT_NANOS);
        assertThat(bench.network.packets().lent()).isZero();
    }

    @Test
    void putsFragmentsTogetherInWhateverOrderTheyCome() {
        List<List<Integer>> orders = permutations(List.of(0, 1, 2, 3));
        for (List<Integer> order : orders) {
            List<Packet> fragments = fragments(256);
            for (int index : order) {
                bench.deliver(fragments.get(index));
            }
        }
        assertThat(bench.datagrams).hasSize(24).allSatisfy(ReassemblyTest::isWhole);
    }

    @Test
    void keepsDatagramsOfDifferentIdentificationApart() {
        List<Packet> first = fragments(512);
        List<Packet> second = fragments(512);
        for (Packet fragment : second) {
            var header = new Ipv4View(fragment.bytes(), fragment.offset());
            int offset = header.fragmentOffset();
            boolean more = header.moreFragments();
            header.write(header.totalLength(), 78, 9, Bench.PROTOCOL, Bench.PEER, Bench.HOST);
            header.fragment(false, more, offset);
            header.updateChecksum();
        }
        bench.deliver(first.get(0));
        bench.deliver(second.get(1));
        assertThat(bench.datagrams).isEmpty();
        bench.deliver(second.get(0));
        bench.deliver(first.get(1));
        assertThat(bench.datagrams).hasSize(2).allSatisfy(ReassemblyTest::isWhole);
    }

    @Test
    void fragmentThatComesTwiceDoesNoHarm() {
        List<Packet> fragments = fragments(512);
        bench.deliver(fragments.get(0).copy());
        bench.deliver(fragments.get(0));
        bench.deliver(fragments.get(1));
        assertThat(bench.datagrams).hasSize(1);
        assertThat(bench.network.drops(DropReason.REASSEMBLY_FAILED)).isEqualTo(1);
    }

    @Test
    void overlappingFragmentsEndTheDatagram() {
        List<Packet> halves = fragments(512);
        List<Packet> quarters = fragments(256);
        bench.deliver(halves.get(0));
        bench.deliver(quarters.get(1));
        assertThat(bench.network.drops(DropReason.REASSEMBLY_FAILED)).isEqualTo(2);
        quarters.get(0).release();
        quarters.get(2).release();
        quarters.get(3).release();
        halves.get(1).release();
    }

    @Test
    void unfinishedDatagramIsReportedAfterThirtySecondsIfItsFirstFragmentCame() {
        List<Packet> fragments = fragments(512);
        bench.deliver(fragments.get(0));
        fragments.get(1).release();
        bench.pass(Reassembly.TIMEOUT_NANOS - 1);
        assertThat(bench.sentFrames).isEmpty();
        bench.pass(1);
        assertThat(bench.sentFrames).hasSize(1);
        var icmp = new IcmpView(bench.sentFrames.getFirst(),
                EthernetView.HEADER_BYTES + Ipv4View.HEADER_BYTES);
        assertThat(icmp.type()).isEqualTo(IcmpView.TIME_EXCEEDED);
        assertThat(icmp.code()).isEqualTo(IcmpView.CODE_REASSEMBLY_EXCEEDED);
    }

    @Test
    void unfinishedDatagramWithoutItsFirstFragmentEndsInSilence() {
        List<Packet> fragments = fragments(512);
        bench.deliver(fragments.get(1));
        fragments.get(0).release();
        bench.pass(Reassembly.TIMEOUT_NANOS);
        assertThat(bench.sentFrames).isEmpty();
        assertThat(bench.network.drops(DropReason.REASSEMBLY_FAILED)).isEqualTo(1);
    }

    @Test
    void floodOfFirstFragmentsMeetsTheLimit() {
        for (int i = 0; i < 3 * Reassembly.MAX_DATAGRAMS; i++) {
            Packet packet = bench.packet(Bench.PROTOCOL, Bench.HOST, 64);
            var header = new Ipv4View(packet.bytes(), packet.offset());
            header.write(packet.length(), i, 9, Bench.PROTOCOL, Bench.PEER, Bench.HOST);
            header.fragment(false, true, 0);
            header.updateChecksum();
            bench.deliver(packet);
        }
        assertThat(bench.network.packets().lent()).isEqualTo(Reassembly.MAX_DATAGRAMS);
    }

    @Test
    void fragmentBeyondTheLargestPacketIsMalformed() {
        Packet packet = bench.packet(Bench.PROTOCOL, Bench.HOST, 64);
        var header = new Ipv4View(packet.bytes(), packet.offset());
        header.fragment(false, false, 65_528);
        header.updateChecksum();
        bench.deliver(packet);
        assertThat(bench.network.drops(DropReason.MALFORMED)).isEqualTo(1);
    }

    private List<Packet> fragments(int unit) {
        Packet whole = bench.packet(Bench.PROTOCOL, Bench.HOST, LENGTH);
        List<Packet> fragments = new ArrayList<>();
        for (int start = 0; start < LENGTH; start += unit) {
            fragments.add(Fragmentation.cut(whole, start, unit));
        }
        whole.release();
        return fragments;
    }

    private static void isWhole(byte[] data) {
        assertThat(data).hasSize(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            assertThat(data[i]).isEqualTo((byte) i);
        }
    }

    private static List<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer item : items) {
            List<Integer> rest = items.stream().filter(other -> !other.equals(item)).toList();
            for (List<Integer> tail : permutations(rest)) {
                List<Integer> permutation = new ArrayList<>(List.of(item));
                permutation.addAll(tail);
                all.add(permutation);
            }
        }
        return all;
    }
}
