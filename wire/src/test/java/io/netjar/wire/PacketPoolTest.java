package io.netjar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacketPoolTest {
    private final PacketPool pool = new PacketPool();

    @Test
    void countsWhatItLent() {
        Packet one = pool.take(100);
        Packet two = pool.take(1500);
        assertThat(pool.lent()).isEqualTo(2);
        one.release();
        two.release();
        assertThat(pool.lent()).isZero();
    }

    @Test
    void keepsNoMoreThanAStormShouldLeaveBehind() {
        var storm = new ArrayList<Packet>();
        for (int i = 0; i < 2000; i++) {
            storm.add(pool.take(65_535));
        }
        Set<Packet> first = identities(storm);
        storm.forEach(Packet::release);
        assertThat(pool.lent()).isZero();
        storm.clear();
        for (int i = 0; i < 2000; i++) {
            storm.add(pool.take(65_535));
        }
        assertThat(storm).filteredOn(first::contains).hasSizeBetween(1000, 1024);
        storm.forEach(Packet::release);
    }

    private static Set<Packet> identities(List<Packet> packets) {
        Set<Packet> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(packets);
        return identities;
    }

    @Test
    void refusesAPacketReleasedTwice() {
        Packet packet = pool.take(100);
        packet.release();
        assertThatIllegalStateException().isThrownBy(packet::release).withMessage("packet released twice");
        assertThat(pool.lent()).isZero();
    }

    @Test
    void vouchesForACopyButNotForTheNextLoan() {
        Packet packet = pool.take(100);
        packet.vouch();
        Packet copy = packet.copy();
        assertThat(copy.isVouched()).isTrue();
        copy.doubt();
        assertThat(packet.isVouched()).isTrue();
        packet.release();
        assertThat(pool.take(100).isVouched()).isFalse();
    }

    @Test
    void lendsAReleasedArrayAgainAsAnotherLoan() {
        Packet packet = pool.take(100);
        int loan = packet.loan();
        packet.pull(50);
        packet.release();
        Packet again = pool.take(90);
        assertThat(again).isSameAs(packet);
        assertThat(again.loan()).isNotEqualTo(loan);
        assertThat(again.offset()).isEqualTo(PacketPool.HEADROOM);
        assertThat(again.length()).isEqualTo(90);
        again.release();
    }

    @Test
    void lendsTheLargestIpv4PacketAndNothingMuchLarger() {
        Packet largest = pool.take(65_535 + EthernetView.HEADER_BYTES);
        assertThat(largest.end()).isLessThanOrEqualTo(largest.bytes().length);
        largest.release();
        assertThatIllegalArgumentException().isThrownBy(() -> pool.take(70_000))
                .withMessageContaining("no packet can hold");
    }

    @Test
    void aPacketGrowsInFrontAndShrinks() {
        Packet packet = pool.take(10);
        packet.bytes()[packet.offset()] = 42;
        assertThat(packet.push(PacketPool.HEADROOM)).isZero();
        assertThat(packet.length()).isEqualTo(10 + PacketPool.HEADROOM);
        assertThatIllegalStateException().isThrownBy(() -> packet.push(1))
                .withMessage("no headroom for 1 bytes in front, only 0");
        packet.pull(PacketPool.HEADROOM);
        assertThat(packet.bytes()[packet.offset()]).isEqualTo((byte) 42);
        assertThatIllegalStateException().isThrownBy(() -> packet.pull(11));
        packet.length(256 - PacketPool.HEADROOM);
        assertThatIllegalStateException().isThrownBy(() -> packet.length(256 - PacketPool.HEADROOM + 1));
        assertThatIllegalStateException().isThrownBy(() -> packet.length(-1));
        packet.release();
    }

    @Test
    void aCopyHasTheSameBytesAndItsOwnLife() {
        Packet packet = pool.copyOf(new byte[]{1, 2, 3, 4}, 1, 3);
        Packet copy = packet.copy();
        packet.release();
        assertThat(copy.length()).isEqualTo(3);
        assertThat(copy.bytes()[copy.offset()]).isEqualTo((byte) 2);
        assertThat(copy.bytes()[copy.end() - 1]).isEqualTo((byte) 4);
        assertThat(pool.lent()).isEqualTo(1);
        copy.release();
    }
}
