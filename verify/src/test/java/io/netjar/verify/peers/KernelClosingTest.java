package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.cli.linux.LivingRoad;
import io.netjar.cli.linux.Namespace;
import io.netjar.cli.linux.RoadPlan;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpState;
import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How connections between a Netjar host and a Linux kernel end, whoever opened them and whoever begins, and what happens
/// when one side does not read or says nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelClosingTest {
    private static final int PORT = 7000;
    private static final int TRIES = 200;
    private Namespace kernel;
    private LivingRoad road;

    @SuppressWarnings("NullAway.Init")
    KernelClosingTest() {}

    @BeforeAll
    void build() throws IOException {
        Kernel.need();
        kernel = Namespace.make();
        road = new LivingRoad(1, RoadPlan.of(LinkSpec.of(100_000_000, Duration.ofMillis(2))));
        road.lendRight(kernel);
        road.start();
    }

    @AfterAll
    void takeDown() throws IOException {
        road.close();
        kernel.close();
    }

    /// The two ends of a connection.
    private record Ends(Probe netjar, Socket socket) {}

    private Ends open(boolean byNetjar) throws IOException {
        var probe = new Probe(road);
        if (byNetjar) {
            try (ServerSocket listener = KernelPeer.listen(kernel, PORT)) {
                road.on(() -> road.left().tcp().connect(new Endpoint(road.rightAddress(), PORT), probe));
                Socket socket = listener.accept();
                probe.isConnected();
                return new Ends(probe, socket);
            }
        }
        var listener = road.on(
                () -> road.left().tcp().listen(new Endpoint(road.leftAddress(), PORT), 10, probe::accepted));
        Socket socket = KernelPeer.connect(kernel, road.leftAddress(), PORT);
        probe.isConnected();
        road.on(() -> {
            listener.close();
            return true;
        });
        return new Ends(probe, socket);
    }

    private String kernelsState(Socket socket) throws IOException {
        return kernel.run("ss", "-tanoH",
                "sport = :" + socket.getLocalPort() + " and dport = :" + socket.getPort());
    }

    /// Waits until the kernel's end of the connection is in the state that `beginning` says, or gone if that is empty.
    private void kernelReaches(Socket socket, String beginning) throws IOException {
        String found = kernelsState(socket);
        for (int i = 0; i < TRIES && !isThere(found, beginning); i++) {
            road.pass(20);
            found = kernelsState(socket);
        }
        assertThat(isThere(found, beginning)).as(found + " should be " + beginning).isTrue();
    }

    private static boolean isThere(String found, String beginning) {
        return beginning.isEmpty() ? found.isEmpty() : found.startsWith(beginning);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void netjarClosesFirstAndRestsInTimeWait(boolean netjarOpened) throws IOException {
        Ends ends = open(netjarOpened);
        ends.netjar.close();
        assertThat(ends.socket.getInputStream().read()).isEqualTo(-1);
        kernelReaches(ends.socket, "CLOSE-WAIT");
        ends.socket.close();
        assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.CLOSED);
        kernelReaches(ends.socket, "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theKernelClosesFirstAndRestsInTimeWait(boolean netjarOpened) throws IOException {
        Ends ends = open(netjarOpened);
        ends.socket.close();
        ends.netjar.reachesItsEnd();
        assertThat(ends.netjar.state()).isEqualTo(TcpState.CLOSE_WAIT);
        kernelReaches(ends.socket, "FIN-WAIT-2");
        ends.netjar.close();
        assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.CLOSED);
        kernelReaches(ends.socket, "TIME-WAIT");
    }

    @Test
    void bothCloseAtOnce() throws IOException {
        for (int i = 0; i < 5; i++) {
            Ends ends = open(i % 2 == 0);
            road.on(() -> {
                ends.netjar.closeNow();
                return true;
            });
            ends.socket.close();
            assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.CLOSED);
        }
    }

    @Nested
    class HalfClosed {
        @Test
        void theKernelStillReadsWhatNetjarSends() throws IOException {
            Ends ends = open(false);
            ends.socket.shutdownOutput();
            ends.netjar.reachesItsEnd();
            ends.netjar.write(100_000);
            ends.netjar.close();
            assertThat(ends.socket.getInputStream().readAllBytes()).hasSize(100_000);
            ends.socket.close();
            assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.CLOSED);
        }

        @Test
        void netjarStillReadsWhatTheKernelSends() throws IOException {
            Ends ends = open(true);
            ends.netjar.shutdownOutput();
            assertThat(ends.socket.getInputStream().read()).isEqualTo(-1);
            ends.socket.getOutputStream().write(new byte[100_000]);
            ends.socket.close();
            ends.netjar.reachesItsEnd();
            assertThat(ends.netjar.received()).isEqualTo(100_000);
            assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.CLOSED);
        }
    }

    @Nested
    class Reset {
        @Test
        void byTheKernelInEstablished() throws IOException {
            Ends ends = open(true);
            abort(ends.socket);
            assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.RESET);
        }

        @Test
        void byTheKernelInFinWait2() throws IOException {
            Ends ends = open(true);
            ends.netjar.shutdownOutput();
            assertThat(ends.socket.getInputStream().read()).isEqualTo(-1);
            abort(ends.socket);
            assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.RESET);
        }

        @Test
        void byTheKernelForUnreadData() throws IOException {
            Ends ends = open(true);
            ends.netjar.write(1000);
            kernelHolds(ends.socket, 1000);
            ends.socket.close();
            assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.RESET);
        }

        @Test
        void byNetjarInEstablished() throws IOException {
            Ends ends = open(false);
            ends.netjar.abort();
            assertThatThrownBy(() -> ends.socket.getInputStream().read()).isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }

        @Test
        void byNetjarInCloseWait() throws IOException {
            Ends ends = open(false);
            ends.socket.shutdownOutput();
            ends.netjar.reachesItsEnd();
            ends.netjar.abort();
            assertThatThrownBy(() -> ends.socket.getInputStream().read()).isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }

        @Test
        void byNetjarForDataAfterItsEnd() throws IOException {
            Ends ends = open(false);
            ends.netjar.close();
            assertThat(ends.socket.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> {
                for (int i = 0; i < 200; i++) {
                    ends.socket.getOutputStream().write(new byte[100_000]);
                }
            }).isInstanceOf(SocketException.class);
            kernelReaches(ends.socket, "");
        }

        @Test
        void answersTheKernelsSynToAClosedPort() {
            assertThatThrownBy(() -> KernelPeer.connect(kernel, road.leftAddress(), 7001))
                    .hasRootCauseInstanceOf(ConnectException.class).hasMessageContaining("refused");
        }

        @Test
        void answersNetjarsSynToAClosedPort() throws IOException {
            var probe = new Probe(road);
            road.on(() -> road.left().tcp().connect(new Endpoint(road.rightAddress(), 7001), probe));
            assertThat(probe.ended()).isEqualTo(TcpEnd.REFUSED);
        }

        private void abort(Socket socket) throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private void kernelHolds(Socket socket, int bytes) throws IOException {
        for (int i = 0; i < TRIES && socket.getInputStream().available() < bytes; i++) {
            road.pass(20);
        }
        assertThat(socket.getInputStream().available()).isEqualTo(bytes);
    }

    @Test
    void fillsTheKernelsWindowAndGoesOnWhenItOpens() throws IOException {
        Ends ends = open(true);
        int bytes = 12_000_000;
        ends.netjar.pours(bytes);
        ends.netjar.standsStill();
        assertThat(kernelsState(ends.socket)).as("what waits to be read").containsPattern("ESTAB [0-9]{5,} ");
        assertThat(ends.socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
        ends.netjar.close();
        ends.socket.close();
        assertThat(ends.netjar.ended()).isEqualTo(TcpEnd.CLOSED);
    }

    @Test
    void closesItsWindowToTheKernelAndOpensItAgain() throws IOException {
        Ends ends = open(false);
        ends.netjar.reads(false);
        int bytes = 12_000_000;
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                ends.socket.getOutputStream().write(new byte[bytes]);
                ends.socket.shutdownOutput();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        ends.netjar.standsStill();
        assertThat(kernelsState(ends.socket)).as("the kernel's timer").contains("persist");
        ends.netjar.reads(true);
        ends.netjar.reachesItsEnd();
        assertThat(ends.netjar.received()).isEqualTo(bytes);
        assertThat(writer.isAlive()).isFalse();
        ends.netjar.close();
        ends.socket.close();
    }

    @Test
    void answersTheKernelsKeepalives() throws IOException, InterruptedException {
        Ends ends = open(true);
        ends.socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        ends.socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
        ends.socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
        ends.socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 1);
        // With one probe a second the kernel gives up two seconds after the first unanswered one.
        ends.netjar.standsStill();
        ends.netjar.standsStill();
        assertThat(kernelsState(ends.socket)).startsWith("ESTAB").contains("keepalive");
        road.on(() -> {
            road.line().up(false);
            return true;
        });
        assertThatThrownBy(() -> ends.socket.getInputStream().read()).isInstanceOf(SocketException.class);
        road.on(() -> {
            road.line().up(true);
            return true;
        });
        ends.netjar.abort();
    }
}
