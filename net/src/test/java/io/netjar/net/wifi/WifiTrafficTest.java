package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Capture;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Switch;
import io.netjar.testkit.Tshark;
import io.netjar.wire.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hosts that talk over a bad Wi-Fi: what is on the air and on the cable behind it could be on real ones.
class WifiTrafficTest {
    private static final long SECOND = 1_000_000_000;

    private final Network network = new Network(new Engine(5));
    private final Host laptop = new Host(network, "laptop");
    private final Host phone = new Host(network, "phone");
    private final Host printer = new Host(network, "printer");

    private WifiTrafficTest() {
        var bridge = new Switch(network, "home");
        var cell = new WifiCell(network, "wifi", WifiSpec.far());
        cell.accessPoint(bridge.newPort());
        cell.join(address(laptop, "192.168.1.2").port());
        cell.join(address(phone, "192.168.1.3").port());
        new Link(network, "cable", address(printer, "192.168.1.4").port(), bridge.newPort(),
                LinkSpec.ethernet());
    }

    private static NetworkInterface address(Host host, String address) {
        NetworkInterface card = host.addInterface("net0");
        card.addAddress(IpAddress.of(address), 24);
        return card;
    }

    @Test
    void pingsCrossTheAirAndTheCableInCleanPackets() throws IOException {
        assumeTrue(Tshark.isInstalled());
        var results = new ArrayList<PingResult>();
        var bytes = new ByteArrayOutputStream();
        try (Capture _ = Capture.of(network, bytes)) {
            for (String target : List.of("192.168.1.3", "192.168.1.4")) {
                new Ping(laptop, IpAddress.of(target), (_, result) -> results.add(result)).start(10);
            }
            network.engine().runUntil(60 * SECOND);
        }
        assertThat(results).hasSize(20).filteredOn(PingResult.Reply.class::isInstance)
                .hasSizeGreaterThanOrEqualTo(18);
        assertThat(Tshark.complaints(bytes.toByteArray())).isEmpty();
        assertThat(Tshark.fields(bytes.toByteArray(), "frame.interface_name")).contains("laptop:net0",
                "phone:net0",
                "printer:net0", "home:1", "home:2");
        assertThat(network.packets().lent()).isZero();
    }
}
