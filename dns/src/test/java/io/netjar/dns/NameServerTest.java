package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Bytes;
import io.netjar.wire.Endpoint;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class NameServerTest {
    private static final Endpoint SHOP = new Endpoint(SampleZones.SHOP_1, DnsService.PORT);
    private final DnsInternet net = new DnsInternet(13).withServers();
    private final Host laptop = net.laptop();
    private final TcpAsker client = new TcpAsker();

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    @Test
    void answersSeveralQueriesOnOneConnectionHoweverTheyAreCut() {
        byte[] first = TcpAsker.framed(1, "www.shop.test.", Type.A);
        byte[] second = TcpAsker.framed(2, "huge.shop.test.", Type.TXT);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        TcpSocket socket = laptop.tcp().connect(SHOP, client);
        socket.noDelay(true);
        net.run(1);
        for (byte octet : both) {
            socket.write(new byte[]{octet}, 0, 1);
            net.engine.runUntil(net.engine.now() + 1_000_000);
        }
        socket.write(both, 0, both.length);
        net.run(1);
        assertThat(client.messages()).extracting(message -> message.getHeader().getID()).containsExactly(1, 2,
                1, 2);
        assertThat(client.messages().getLast().getSection(Section.ANSWER)).hasSize(8);
        socket.close();
    }

    @Test
    void answersWhatWasAskedBeforeTheClientFinished() {
        TcpSocket socket = laptop.tcp().connect(SHOP, client);
        net.run(1);
        byte[] query = TcpAsker.framed(7, "www.shop.test.", Type.A);
        socket.write(query, 0, query.length);
        socket.shutdownOutput();
        net.run(2);
        assertThat(client.messages()).hasSize(1);
        socket.close();
        net.run(2);
        assertThat(client.ends()).containsExactly(TcpEnd.CLOSED);
    }

    @Test
    void endsConnectionsOnWhichNothingIsAsked() {
        laptop.tcp().connect(SHOP, client);
        net.run(9);
        assertThat(client.ends()).isEmpty();
        net.run(3);
        assertThat(client.ends()).hasSize(1);
    }

    @Test
    void survivesNoiseOnConnections() {
        Chance chance = Chance.of(5, "noise");
        for (int i = 0; i < 50; i++) {
            var noise = new byte[1 + chance.nextInt(300)];
            chance.nextBytes(noise);
            Bytes.u16(noise.length < 2 ? new byte[2] : noise, 0, noise.length / 2);
            TcpSocket socket = laptop.tcp().connect(SHOP, new TcpAsker());
            net.run(1);
            socket.write(noise, 0, noise.length);
            net.run(1);
            socket.close();
        }
        TcpSocket socket = laptop.tcp().connect(SHOP, client);
        net.run(1);
        byte[] query = TcpAsker.framed(7, "www.shop.test.", Type.A);
        socket.write(query, 0, query.length);
        net.run(1);
        assertThat(client.messages()).hasSize(1);
        socket.close();
    }

    @Test
    void refusesConnectionsWhenItIsClosed() {
        net.server(SampleZones.SHOP_1).close();
        laptop.tcp().connect(SHOP, client);
        net.run(2);
        assertThat(client.ends()).containsExactly(TcpEnd.REFUSED);
    }
}
