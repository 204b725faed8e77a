package io.netjar.net.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.udp.UdpSocket;
import io.netjar.testkit.Seeds;
import io.netjar.wire.Bytes;
import io.netjar.wire.Endpoint;
import io.netjar.wire.Ipv4View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// UDP, in fragments where it is long, while the links do their worst: datagrams may be lost, doubled and out of order, but
/// what arrives is what was sent; when the weather has cleared up every way is open again, and nothing is left anywhere.
class DatagramSoakTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PORT = 4000;
    private static final int HEAD = 8;
    private static final int USUAL = 300;

    @Test
    void deliverWhatWasSentOrNothing() {
        Seeds.run("net", DatagramSoakTest.class, USUAL, seed -> new Exchange(seed).run(seed));
    }

    /// One run.
    private static final class Exchange {
        private final Terrain terrain;
        private final Engine engine;
        private final Chance chance;
        private final String label;
        private final List<Integer> lengths = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private long heard;
        private long echoed;

        Exchange(long seed) {
            terrain = new Terrain(seed);
            engine = terrain.network.engine();
            chance = Chance.of(seed, "datagrams");
            label = "seed " + seed;
        }

        void run(long seed) {
            var ledger = new Ledger(terrain, Ipv4View.PROTOCOL_UDP);
            engine.runUntil(terrain::hasAddresses, 3600 * SECOND);
            List<UdpSocket> echoes = new ArrayList<>();
            for (Host server : terrain.servers) {
                echoes.add(server.udp().bind(PORT, this::echo));
            }
            List<UdpSocket> sockets = new ArrayList<>();
            for (Host client : terrain.clients) {
                sockets.add(client.udp().bind(0, (socket, from, data, offset, length) -> {
                    echoed++;
                    check(data, offset, length);
                }));
            }
            var weather = new Weather(terrain, seed);
            for (int i = 0; i < 100; i++) {
                int length = chance.nextInt(chance.happens(0.8) ? 500 : terrain.spoilsBits ? 500 : 20_000);
                send(sockets.get(chance.nextInt(sockets.size())), server(), HEAD + length);
                engine.runUntil(engine.now() + (long) chance.nextExponential(SECOND));
            }
            assertThat(faults).as(label).isEmpty();
            weather.stop();
            for (UdpSocket socket : sockets) {
                assertOpen(socket);
            }
            echoes.forEach(UdpSocket::close);
            sockets.forEach(UdpSocket::close);
            terrain.stop();
            engine.runUntil(engine.now() + 2_000_000 * SECOND);
            assertThat(engine.armed()).as(label + " timers").isZero();
            assertThat(terrain.network.packets().lent()).as(label + " packets").isZero();
            assertThat(terrain.flows()).as(label + " flows").isZero();
            ledger.balance(label);
        }

        private Endpoint server() {
            return new Endpoint(terrain.address(terrain.servers.get(chance.nextInt(terrain.servers.size()))),
                    PORT);
        }

        /// Wrong MAC addresses that spoilt ARP frames left behind, and too large MTUs, are found out in a few tries.
        private void assertOpen(UdpSocket socket) {
            Endpoint server = server();
            long before = echoed;
            for (int tries = 0; tries < 40 && echoed == before; tries++) {
                send(socket, server, HEAD + chance.nextInt(1000));
                engine.runUntil(engine.now() + 10 * SECOND);
            }
            assertThat(echoed).as(label + " from " + socket.local() + " to " + server).isGreaterThan(before);
            assertThat(faults).as(label).isEmpty();
        }

        private void send(UdpSocket socket, Endpoint to, int length) {
            byte[] data = content(lengths.size(), length);
            lengths.add(length);
            socket.send(to, data, 0, length);
        }

        private void echo(UdpSocket socket, Endpoint from, byte[] data, int offset, int length) {
            heard++;
            check(data, offset, length);
            socket.send(from, data, offset, length);
        }

        private void check(byte[] data, int offset, int length) {
            int number = length < HEAD ? -1 : Bytes.i32(data, offset);
            boolean isKnown = number >= 0 && number < lengths.size() && lengths.get(number) == length;
            byte[] got = Arrays.copyOfRange(data, offset, offset + length);
            if (!isKnown || !Arrays.equals(got, content(number, length))) {
                faults.add("datagram " + number + " of " + length + " bytes");
            }
        }

        private static byte[] content(int number, int length) {
            byte[] data = new byte[length];
            Chance.of(number, "content").nextBytes(data);
            Bytes.i32(data, 0, number);
            return data;
        }

        @Override
        public String toString() {
            return label + ": " + lengths.size() + " sent, " + heard + " heard, " + echoed + " echoed";
        }
    }
}
