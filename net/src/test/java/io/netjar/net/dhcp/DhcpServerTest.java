package io.netjar.net.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Capture;
import io.netjar.net.udp.UdpSocket;
import io.netjar.testkit.Tshark;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server, a client and a bystander on one switch. Client and bystander have no address, and listen on port 68.
class DhcpServerTest {
    private static final IpAddress FIRST = IpAddress.of("192.0.2.100");

    private final DhcpLan lan = new DhcpLan();
    private final NetworkInterface serverAt = lan.serverAt;
    private final NetworkInterface clientAt = lan.clientAt;
    private final List<String> heard = new ArrayList<>();

    DhcpServerTest() {
        var bystander = new Host(lan.network, "bystander");
        listen(bystander, lan.plug(bystander));
    }

    private DhcpServer serve() {
        return new DhcpServer(lan.server, serverAt, DhcpLan.SCOPE);
    }

    private UdpSocket listen(Host host, NetworkInterface at) {
        return host.udp().bind(at, DhcpView.CLIENT_PORT,
                (socket, from, data, offset, length) -> heard.add(host.name() + " "
                        + DhcpMessage.parse(data, offset, length).orElseThrow().type()));
    }

    /// What client and bystander hear when the client sends this.
    private List<String> answersTo(DhcpMessage.Type type, boolean broadcast, long mac, IpAddress wanted) {
        UdpSocket socket = listen(lan.client, clientAt);
        heard.clear();
        DhcpLan.say(socket, new DhcpMessage(type, 7, 0, broadcast, 0, 0, mac, DhcpLan.asking(wanted)));
        run(1);
        socket.close();
        return List.copyOf(heard);
    }

    private void run(long seconds) {
        lan.run(seconds * DhcpLan.SECOND);
    }

    @AfterEach
    void nothingLeaks() {
        run(10);
        assertThat(lan.network.packets().lent()).isZero();
    }

    @Test
    void answersAtTheHardwareAddressWhatCameWithoutTheBroadcastFlag() {
        serve();
        long mac = clientAt.mac().bits();
        assertThat(answersTo(DhcpMessage.Type.DISCOVER, false, mac, FIRST)).containsExactly("client OFFER");
        assertThat(answersTo(DhcpMessage.Type.REQUEST, false, mac, FIRST)).containsExactly("client ACK");
        assertThat(serverAt.arp().lookup(FIRST)).hasValue(clientAt.mac());
    }

    @Test
    void answersByBroadcastWhatCameWithTheBroadcastFlag() {
        serve();
        long mac = clientAt.mac().bits();
        assertThat(answersTo(DhcpMessage.Type.DISCOVER, true, mac, FIRST))
                .containsExactlyInAnyOrder("client OFFER", "bystander OFFER");
        assertThat(answersTo(DhcpMessage.Type.REQUEST, true, mac, FIRST))
                .containsExactlyInAnyOrder("client ACK", "bystander ACK");
        assertThat(serverAt.arp().lookup(FIRST)).isEmpty();
    }

    @Test
    void hearsTheBroadcastsOfAClientWhoseRouterIsAnother() {
        new DhcpServer(lan.server, serverAt,
                DhcpLan.SCOPE.withRouters(List.of(IpAddress.of("192.0.2.2"))));
        var asking = new DhcpClient(lan.client, clientAt);
        asking.start();
        run(1);
        asking.reboot();
        run(1);
        assertThat(asking.state()).isEqualTo(DhcpState.BOUND);
    }

    @Test
    void refusesByBroadcastEvenWithoutTheFlag() {
        serve();
        assertThat(
                answersTo(DhcpMessage.Type.REQUEST, false, clientAt.mac().bits(), IpAddress.of("10.0.0.1")))
                .containsExactlyInAnyOrder("client NAK", "bystander NAK");
    }

    @Test
    void answersByBroadcastWhoeverNamesNoStationAsItsHardwareAddress() {
        serve();
        for (long mac : new long[]{0, MacAddress.BROADCAST_BITS, 0x0100_5e00_0001L}) {
            assertThat(answersTo(DhcpMessage.Type.DISCOVER, false, mac, FIRST))
                    .containsExactlyInAnyOrder("client OFFER", "bystander OFFER");
        }
    }

    @Test
    void reachesTheNextClientOfAnAddressAtItsOwnHardwareAddress() {
        DhcpServer dhcp = serve();
        answersTo(DhcpMessage.Type.DISCOVER, false, 0x0200_0000_0099L, FIRST);
        assertThat(serverAt.arp().lookup(FIRST)).hasValue(new MacAddress(0x0200_0000_0099L));
        run(61);
        var next = new DhcpClient(lan.client, clientAt);
        dhcp.reserve(clientAt.mac(), FIRST);
        next.start();
        run(1);
        assertThat(clientAt.address()).isEqualTo(FIRST);
        assertThat(serverAt.arp().lookup(FIRST)).hasValue(clientAt.mac());
    }

    @Test
    void clientsGetTheirAddressWithoutABroadcastFromTheServer() throws IOException {
        assumeTrue(Tshark.isInstalled());
        serve();
        var bytes = new ByteArrayOutputStream();
        try (Capture _ = Capture.of(lan.network, bytes)) {
            new DhcpClient(lan.client, clientAt).start();
            run(1);
        }
        assertThat(Tshark.complaints(bytes.toByteArray())).isEmpty();
        String toClient = clientAt.mac() + "|192.0.2.100|";
        String toAll = "ff:ff:ff:ff:ff:ff|255.255.255.255|";
        // Nor does the server ask by ARP for an address that nobody has yet.
        assertThat(Tshark.fields(bytes.toByteArray(), "eth.dst", "ip.dst", "dhcp.option.dhcp")).containsOnly(
                toAll + "1", toClient + "2", toAll + "3", toClient + "5");
        assertThat(heard).isEmpty();
    }
}
