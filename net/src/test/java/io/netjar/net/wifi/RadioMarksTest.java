package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netjar.engine.Engine;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Frames that wait too long in a radio and are marked with "congestion experienced" instead of dropped.
class RadioMarksTest {
    private static final long SECOND = 1_000_000_000;
    private static final int FULL = 1514;
    private static final int NOT_ECT = 0;
    private static final int ECT0 = 2;
    private static final int CE = 3;
    private static final WifiSpec SLOW = WifiSpec.good().withInterference(0).withBusyShare(0)
            .withAggregateFrames(1);

    private final Network network = new Network(new Engine(5));
    private final Port sender = new Port(network, "sender:wlan0", this::receive);
    private final Port receiver = new Port(network, "receiver:wlan0", this::receive);
    private int marked;

    private void receive(Port at, Packet frame) {
        marked += Ipv4View.ecn(frame.bytes(), frame.offset() + EthernetView.HEADER_BYTES) == CE ? 1 : 0;
        frame.release();
    }

    private WifiCell cell(QueueDiscipline discipline) {
        var cell = new WifiCell(network, "wifi", SLOW.withQueue(discipline));
        cell.accessPoint(receiver);
        cell.join(sender);
        return cell;
    }

    private void send(Port from, Port to, int frames, int ecn) {
        for (int i = 0; i < frames; i++) {
            Packet frame = network.packets().take(FULL);
            byte[] bytes = frame.bytes();
            int at = frame.offset();
            EthernetView.write(bytes, at, to.mac().bits(), from.mac().bits(), EthernetView.TYPE_IPV4);
            int ip = at + EthernetView.HEADER_BYTES;
            Ipv4View.write(bytes, ip, FULL - EthernetView.HEADER_BYTES, i, 64, Ipv4View.PROTOCOL_UDP,
                    0x0a00_0001, 0x0a00_0002);
            var view = new Ipv4View(bytes, ip);
            view.ecn(ecn);
            view.updateChecksum();
            from.send(frame);
        }
        network.engine().runUntil(network.engine().now() + SECOND);
    }

    @AfterEach
    void nothingLeaks() {
        assertThat(network.packets().lent()).isZero();
    }

    static List<QueueDiscipline> marking() {
        Duration target = Duration.ofMillis(1);
        Duration interval = Duration.ofMillis(2);
        return List.of(CoDel.usual().withTimes(target, interval).withEcn(true),
                FqCoDel.usual().withTimes(target, interval));
    }

    @ParameterizedTest
    @MethodSource("marking")
    void areCountedForTheirRadioAndForTheCell(QueueDiscipline discipline) {
        WifiCell cell = cell(discipline);
        send(sender, receiver, 500, ECT0);
        int fromStation = marked;
        assertThat(fromStation).isGreaterThan(20);
        assertThat(cell.markedFrames(sender)).isEqualTo(fromStation);
        assertThat(cell.markedFrames(receiver)).isZero();
        send(receiver, sender, 300, ECT0);
        assertThat(cell.markedFrames(receiver)).isEqualTo(marked - fromStation).isPositive();
        assertThat(cell.statistics().markedFrames()).isEqualTo(marked);
        assertThat(network.drops(DropReason.CODEL)).isZero();
    }

    @ParameterizedTest
    @MethodSource("marking")
    void whatUnderstandsNoMarksIsDroppedAndNotCounted(QueueDiscipline discipline) {
        WifiCell cell = cell(discipline);
        send(sender, receiver, 500, NOT_ECT);
        assertThat(cell.statistics().markedFrames()).isZero();
        assertThat(network.drops(DropReason.CODEL)).isGreaterThan(20);
    }

    @Test
    void theCellRemembersThoseOfAStationThatHasLeft() {
        WifiCell cell = cell(marking().getFirst());
        send(sender, receiver, 500, ECT0);
        cell.leave(sender);
        assertThatIllegalArgumentException().isThrownBy(() -> cell.markedFrames(sender));
        cell.join(sender);
        assertThat(cell.markedFrames(sender)).isZero();
        assertThat(cell.statistics().markedFrames()).isEqualTo(marked);
    }
}
