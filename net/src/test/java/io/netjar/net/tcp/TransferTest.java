package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.link.DropReason;
import io.netjar.wire.Endpoint;
import io.netjar.wire.PacketPool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole transfers between two hosts over paths of every badness: nothing lost, nothing stuck, nothing left over.
class TransferTest {
    static final int CLIENT = 0x0a000001;
    static final int SERVER = 0x0a000002;
    private static final int RUNS = 250;

    /// Two hosts and the path between them.
    static final class Pair {
        final Engine engine;
        final PacketPool packets = new PacketPool();
        final FakeInternetLayer clientIp;
        final FakeInternetLayer serverIp;
        final FaultyPath up;
        final FaultyPath down;
        final Tcp client;
        final Tcp server;

        Pair(long seed, TcpSettings clientSettings, TcpSettings serverSettings) {
            engine = new Engine(seed);
            clientIp = new FakeInternetLayer(engine, packets, CLIENT);
            serverIp = new FakeInternetLayer(engine, packets, SERVER);
            up = new FaultyPath(engine, engine.chance("up"), serverIp::receive);
            down = new FaultyPath(engine, engine.chance("down"), clientIp::receive);
            clientIp.out(up::carry);
            serverIp.out(down::carry);
            client = new Tcp(clientIp, engine.chance("client"), clientSettings);
            server = new Tcp(serverIp, engine.chance("server"), serverSettings);
        }
    }

    /// A program that sends so many bytes, reads all it gets, and closes when both are through, each in random pieces.
    static final class Program implements TcpEvents {
        private final Chance chance;
        private final long pattern;
        private final long expected;
        private final int toSend;
        private int sent;
        private int received;
        private boolean shut;
        private boolean eof;
        final List<String> faults = new ArrayList<>();
        final List<TcpEnd> ends = new ArrayList<>();

        Program(Chance chance, int toSend, long pattern, long expected) {
            this.chance = chance;
            this.toSend = toSend;
            this.pattern = pattern;
            this.expected = expected;
        }

        static byte at(long pattern, int position) {
            long mixed = (position + pattern) * 0x9e37_79b9_7f4a_7c15L;
            return (byte) (mixed >>> 40);
        }

        void write(TcpSocket socket) {
            byte[] piece = new byte[1 + chance.nextInt(20_000)];
            while (sent < toSend) {
                int count = Math.min(toSend - sent, 1 + chance.nextInt(piece.length));
                for (int i = 0; i < count; i++) {
                    piece[i] = at(pattern, sent + i);
                }
                int taken = socket.write(piece, 0, count);
                sent += taken;
                if (taken < count) {
                    return;
                }
            }
            if (!shut) {
                shut = true;
                socket.shutdownOutput();
            }
        }

        @Override
        public void connected(TcpSocket socket) {
            write(socket);
        }

        @Override
        public void writable(TcpSocket socket) {
            write(socket);
        }

        @Override
        public void readable(TcpSocket socket) {
            byte[] piece = new byte[1 + chance.nextInt(5000)];
            int count = socket.read(piece, 0, piece.length);
            while (count > 0) {
                for (int i = 0; i < count; i++) {
                    if (piece[i] != at(expected, received + i)) {
                        faults.add("wrong byte at " + (received + i));
                    }
                }
                received += count;
                count = socket.read(piece, 0, piece.length);
            }
            eof |= count < 0;
        }

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {
            ends.add(end);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void arriveWholeOverAnyPath(long firstSeed) {
        for (long seed = firstSeed * 1000; seed < firstSeed * 1000 + RUNS; seed++) {
            transfer(seed);
        }
    }

    private static TcpSettings settings(Chance chance) {
        int initial = 2048 + chance.nextInt(100_000);
        return TcpSettings.linuxLike()
                .withOptions(chance.happens(0.7), chance.happens(0.7), chance.happens(0.7))
                .withReceiveBuffer(initial, initial * (1 + chance.nextInt(8)))
                .withSendBuffer(2048 + chance.nextInt(50_000), 1 << 20)
                .withRetries(40, 60)
                .withCongestionControl(chance.happens(0.5)
                        ? CongestionAlgorithm.CUBIC
                        : CongestionAlgorithm.NEW_RENO);
    }

    private static void spoil(FaultyPath path, Chance chance) {
        double badness = chance.nextDouble() * chance.nextDouble();
        path.loss = 0.3 * badness;
        path.duplication = chance.happens(0.3) ? 0.1 : 0;
        path.reordering = chance.happens(0.5) ? 0.2 : 0;
        path.corruption = chance.happens(0.3) ? 0.05 : 0;
        path.delayNanos = chance.nextInt(100_000_000);
        path.bitsPerSecond = 100_000L + chance.nextInt(1_000_000_000);
        path.queueNanos = chance.happens(0.5) ? 50_000_000 : Long.MAX_VALUE / 4;
    }

    private static void transfer(long seed) {
        Chance chance = Chance.of(seed, "transfer");
        var pair = new Pair(seed, settings(chance), settings(chance));
        spoil(pair.up, chance);
        spoil(pair.down, chance);
        pair.clientIp.mtu(chance.happens(0.5) ? 1500 : 300 + chance.nextInt(1200));
        int up = chance.nextInt(60_000);
        int down = chance.nextInt(60_000);
        var client = new Program(Chance.of(seed, "c"), up, 1, 2);
        var server = new Program(Chance.of(seed, "s"), down, 2, 1);
        TcpListener listener = pair.server.listen(Endpoint.v4(0, 80), 5, socket -> {
            socket.events(server);
            server.write(socket);
        });
        TcpSocket socket = pair.client.connect(Endpoint.v4(SERVER, 80), client);
        socket.noDelay(chance.happens(0.5));
        boolean ended = pair.engine.runUntil(() -> !client.ends.isEmpty() && !server.ends.isEmpty(),
                4000_000_000_000L);
        String label = "seed " + seed + " client " + client.received + "/" + down + " " + socket.state()
                + " server "
                + server.received + "/" + up;
        assertThat(ended).as(label).isTrue();
        assertThat(client.faults).as(label).isEmpty();
        assertThat(server.faults).as(label).isEmpty();
        assertThat(client.received).as(label).isEqualTo(down);
        assertThat(server.received).as(label).isEqualTo(up);
        assertThat(client.ends).as(label).containsExactly(TcpEnd.CLOSED);
        assertThat(server.ends).as(label).containsExactly(TcpEnd.CLOSED);
        assertThat(client.eof && server.eof).as(label).isTrue();
        listener.close();
        pair.engine.runUntil(() -> false, pair.engine.now() + 1000_000_000_000L);
        assertThat(pair.engine.armed()).as(label).isZero();
        assertThat(pair.packets.lent()).as(label).isZero();
        assertThat(pair.client.connections() + pair.server.connections()).as(label).isZero();
        assertThat(pair.clientIp.drops(DropReason.MALFORMED)).as(label).isZero();
    }
}
