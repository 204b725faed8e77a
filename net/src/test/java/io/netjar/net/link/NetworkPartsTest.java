package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.wifi.WifiCell;
import io.netjar.net.wifi.WifiSpec;
import io.netjar.wire.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPartsTest {
    private static final LinkSpec SPEC = LinkSpec.of(1_000_000_000, Duration.ofMillis(1));

    private final Engine engine = new Engine(1);
    private final Network network = new Network(engine);
    private final Network left = network.partition();
    private final Network right = network.partition();
    private final List<String> seen = new ArrayList<>();
    private final Port sender = port(left, "sender");
    private final Port receiver = port(right, "receiver");
    private final Link link = new Link(network, "cable", sender, receiver, SPEC);

    private Port port(Network at, String name) {
        return new Port(at, name, (port, frame) -> {
            seen.add(port.name() + "@" + at.engine().now() / 1000);
            frame.release();
        });
    }

    private void sendAt(long nanos) {
        new Timer(left.engine(), now -> {
            seen.add("send@" + now / 1000);
            Packet frame = left.packets().take(100);
            sender.send(frame);
        }).armAt(nanos);
    }

    @Test
    void theSenderRunsAheadOfTheReceiverAndFramesArriveWhenTheyWould() {
        sendAt(10_000);
        sendAt(500_000);
        sendAt(2_000_000);
        engine.runUntil(5_000_000);
        assertThat(seen).containsExactly("send@10", "send@500", "receiver@1010", "receiver@1500", "send@2000",
                "receiver@3000");
    }

    @Test
    void whileSomebodyObservesAllKeepStep() {
        var observer = new Observer() {
            @Override
            public void sent(Port port, Packet frame) {
                seen.add("observed@" + engine.now() / 1000);
            }

            @Override
            public void received(Port port, Packet frame) {}

            @Override
            public void dropped(Port port, Packet packet, DropReason reason) {}
        };
        network.observe(observer);
        sendAt(10_000);
        new Timer(right.engine(), now -> seen.add("tick@" + now / 1000)).armAt(20_000);
        sendAt(30_000);
        engine.runUntil(40_000);
        assertThat(seen).containsExactly("send@10", "observed@10", "tick@20", "send@30", "observed@30");
        network.ignore(observer);
        seen.clear();
        sendAt(50_000);
        sendAt(70_000);
        new Timer(right.engine(), now -> seen.add("tick@" + now / 1000)).armAt(60_000);
        engine.runUntil(80_000);
        assertThat(seen).containsExactly("send@50", "send@70", "tick@60");
    }

    @Test
    void anEventOfOnePartCannotChangeALinkToAnother() {
        new Timer(left.engine(), now -> assertThatIllegalStateException().isThrownBy(() -> link.up(false))
                .withMessageContaining("link cable")).armAt(10);
        new Timer(left.engine(), now -> assertThatIllegalStateException().isThrownBy(() -> link.aToB(SPEC)))
                .armAt(20);
        new Timer(engine, now -> link.up(false)).armAt(30);
        engine.runUntil(100);
        assertThat(link.isUp()).isFalse();
    }

    @Test
    void aShorterLinkHoldsTheReceiverBack() {
        sendAt(10_000);
        new Timer(engine, now -> link.aToB(SPEC.withDelay(Duration.ofNanos(5_000)))).armAt(20_000);
        new Timer(right.engine(), now -> seen.add("tick@" + now / 1000)).armAt(900_000);
        sendAt(895_000);
        engine.runUntil(5_000_000);
        assertThat(seen).containsExactly("send@10", "send@895", "tick@900", "receiver@1010", "receiver@1010");
    }

    @Test
    void aWifiCellIsInOnePart() {
        var cell = new WifiCell(left, "cell", WifiSpec.good());
        assertThatIllegalArgumentException().isThrownBy(() -> cell.join(port(right, "phone")))
                .withMessageContaining("another part");
    }
}
