package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.cli.linux.RoadPlan;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpState;
import io.netjar.verify.peers.KernelPair.Ends;
import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an RST from a Linux kernel does to a Netjar host's connection, and one from Netjar to the kernel's, in each state
/// of RFC 9293 in which the other side can still send one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelResetTest {
    private static final int TRIES = 200;
    private static final LinkSpec ROAD = LinkSpec.of(100_000_000, Duration.ofMillis(2));
    private KernelPair pair;

    @SuppressWarnings("NullAway.Init")
    KernelResetTest() {}

    @BeforeAll
    void build() throws IOException {
        Kernel.need();
        pair = new KernelPair(RoadPlan.of(ROAD));
        // Neighbours know each other from here on, so that a SYN is on its way at once.
        Ends ends = pair.open(true);
        ends.netjar().close();
        ends.socket().close();
        ends.netjar().ended();
    }

    @AfterAll
    void takeDown() throws IOException {
        if (pair != null) {
            pair.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"ESTABLISHED,RESET", "FIN_WAIT_1,RESET", "FIN_WAIT_2,RESET", "CLOSE_WAIT,RESET",
            "CLOSING,CLOSED", "LAST_ACK,CLOSED"})
    void endsNetjarsConnectionIn(TcpState state, TcpEnd end) throws IOException {
        Ends ends = pair.open(true);
        leadNetjar(ends, state);
        netjarReaches(ends.netjar(), state);
        ends.abortSocket();
        assertThat(ends.netjar().ended()).isEqualTo(end);
        pair.silence(true, false);
    }

    private void leadNetjar(Ends ends, TcpState state) throws IOException {
        boolean peerFirst = state == TcpState.CLOSE_WAIT || state == TcpState.LAST_ACK;
        if (peerFirst) {
            ends.socket().shutdownOutput();
            ends.netjar().reachesItsEnd();
        }
        pair.silence(true, state == TcpState.FIN_WAIT_1 || state == TcpState.CLOSING
                || state == TcpState.LAST_ACK);
        if (state != TcpState.ESTABLISHED && state != TcpState.CLOSE_WAIT) {
            ends.netjar().shutdownOutput();
        }
        if (state == TcpState.CLOSING) {
            ends.socket().shutdownOutput();
        }
    }

    private void netjarReaches(Probe probe, TcpState state) throws IOException {
        for (int i = 0; i < TRIES && probe.state() != state; i++) {
            pair.road.pass(5);
        }
        assertThat(probe.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"ESTAB", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING", "LAST-ACK"})
    void endsTheKernelsConnectionIn(String state) throws IOException {
        Ends ends = pair.open(false);
        leadKernel(ends, state);
        pair.kernelReaches(ends.socket(), state);
        ends.netjar().abort();
        pair.kernelReaches(ends.socket(), "");
        pair.silence(false, false);
        ends.socket().close();
    }

    private void leadKernel(Ends ends, String state) throws IOException {
        if (state.equals("CLOSE-WAIT") || state.equals("LAST-ACK")) {
            ends.netjar().shutdownOutput();
            assertThat(ends.socket().getInputStream().read()).isEqualTo(-1);
        }
        pair.silence(false,
                state.equals("FIN-WAIT-1") || state.equals("CLOSING") || state.equals("LAST-ACK"));
        if (!state.equals("ESTAB") && !state.equals("CLOSE-WAIT")) {
            ends.socket().shutdownOutput();
        }
        if (state.equals("CLOSING")) {
            ends.netjar().shutdownOutput();
        }
    }

    /// The kernel asks for a new connection between the ports of one that rests at Netjar's, where nobody listens any more. It is
    /// told the old connection's numbers, of which it knows nothing.
    @Test
    void endsNetjarsTimeWait() throws IOException {
        var tcp = pair.road.left().tcp();
        Ends ends = pair.open(false);
        int port = ends.socket().getLocalPort();
        ends.netjar().close();
        assertThat(ends.socket().getInputStream().read()).isEqualTo(-1);
        ends.socket().close();
        assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.CLOSED);
        // The last acknowledgement is on its way still, and the port in use until it is there.
        pair.kernelReaches(ends.socket(), "");
        assertThat(pair.road.on(tcp::sockets)).anyMatch(info -> isResting(info, port));
        assertThatThrownBy(() -> KernelPeer.connectFrom(pair.kernel, port, pair.road.leftAddress(),
                KernelPair.PORT)).isInstanceOf(IOException.class).hasMessageContaining("Connection refused");
        assertThat(pair.road.on(tcp::sockets)).noneMatch(info -> isResting(info, port));
    }

    private static boolean isResting(TcpInfo info, int port) {
        return info instanceof TcpInfo.Resting resting && resting.remote().port() == port;
    }

    /// The kernel's last acknowledgement finds that Netjar has forgotten the connection (RFC 1337 §1).
    @Test
    void endsTheKernelsTimeWait() throws IOException {
        Ends ends = pair.open(true);
        ends.socket().shutdownOutput();
        ends.netjar().reachesItsEnd();
        pair.kernelReaches(ends.socket(), "FIN-WAIT-2");
        pair.slowsTheKernelDown(Duration.ofSeconds(1));
        try {
            ends.netjar().shutdownOutput();
            ends.netjar().abort();
            pair.kernelReaches(ends.socket(), "TIME-WAIT");
            pair.kernelReaches(ends.socket(), "");
        } finally {
            pair.slowsTheKernelDown(ROAD.delay());
            ends.socket().close();
        }
    }

    @Test
    void bringsNetjarFromSynReceivedBackToListening() throws IOException {
        var probe = new Probe(pair.road);
        var tcp = pair.road.left().tcp();
        int before = pair.road.on(tcp::connections);
        var listener = pair.road.on(() -> tcp
                .listen(new Endpoint(pair.road.leftAddress(), KernelPair.PORT), 10, probe::accepted));
        try {
            pair.silenceOnceThereIsAnother(false);
            Socket socket = KernelPeer.connect(pair.kernel, pair.road.leftAddress(), KernelPair.PORT);
            assertThat(pair.road.on(tcp::sockets).toString()).contains("SYN_RECEIVED");
            pair.silence(false, false);
            new Ends(probe, socket).abortSocket();
            for (int i = 0; i < TRIES && pair.road.on(tcp::connections) > before; i++) {
                pair.road.pass(5);
            }
            assertThat(pair.road.on(tcp::connections)).isEqualTo(before);
            // It still listens.
            Socket next = KernelPeer.connect(pair.kernel, pair.road.leftAddress(), KernelPair.PORT);
            probe.isConnected();
            next.close();
            probe.reachesItsEnd();
            probe.close();
        } finally {
            pair.silence(false, false);
            pair.does(listener::close);
        }
    }

    @Test
    void makesTheKernelForgetAConnectionInSynReceived() throws IOException {
        var probe = new Probe(pair.road);
        try (ServerSocket _ = KernelPeer.listen(pair.kernel, KernelPair.PORT)) {
            pair.silenceOnceThereIsAnother(true);
            pair.road.on(() -> pair.road.left().tcp()
                    .connect(new Endpoint(pair.road.rightAddress(), KernelPair.PORT), probe));
            probe.isConnected();
            assertThat(halfOpen()).isNotEmpty();
            pair.silence(true, false);
            probe.abort();
            for (int i = 0; i < TRIES && !halfOpen().isEmpty(); i++) {
                pair.road.pass(20);
            }
            assertThat(halfOpen()).isEmpty();
            assertThat(pair.kernel.run("ss", "-tnH", "sport = :" + KernelPair.PORT)).isEmpty();
        }
    }

    private String halfOpen() throws IOException {
        return pair.kernel.run("ss", "-tnH", "state", "syn-recv", "sport = :" + KernelPair.PORT);
    }
}
