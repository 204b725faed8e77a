package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.cli.linux.RoadPlan;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpState;
import io.netjar.verify.peers.KernelPair.Ends;
import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
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
    private KernelPair pair;

    @SuppressWarnings("NullAway.Init")
    KernelClosingTest() {}

    @BeforeAll
    void build() throws IOException {
        Kernel.need();
        pair = new KernelPair(RoadPlan.of(LinkSpec.of(100_000_000, Duration.ofMillis(2))));
    }

    @AfterAll
    void takeDown() throws IOException {
        if (pair != null) {
            pair.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void netjarClosesFirstAndRestsInTimeWait(boolean netjarOpened) throws IOException {
        Ends ends = pair.open(netjarOpened);
        ends.netjar().close();
        assertThat(ends.socket().getInputStream().read()).isEqualTo(-1);
        pair.kernelReaches(ends.socket(), "CLOSE-WAIT");
        ends.socket().close();
        assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.CLOSED);
        pair.kernelReaches(ends.socket(), "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theKernelClosesFirstAndRestsInTimeWait(boolean netjarOpened) throws IOException {
        Ends ends = pair.open(netjarOpened);
        ends.socket().close();
        ends.netjar().reachesItsEnd();
        assertThat(ends.netjar().state()).isEqualTo(TcpState.CLOSE_WAIT);
        pair.kernelReaches(ends.socket(), "FIN-WAIT-2");
        ends.netjar().close();
        assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.CLOSED);
        pair.kernelReaches(ends.socket(), "TIME-WAIT");
    }

    @Test
    void bothCloseAtOnce() throws IOException {
        for (int i = 0; i < 5; i++) {
            Ends ends = pair.open(i % 2 == 0);
            pair.does(() -> ends.netjar().closeNow());
            ends.socket().close();
            assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.CLOSED);
        }
    }

    @Nested
    class HalfClosed {
        @Test
        void theKernelStillReadsWhatNetjarSends() throws IOException {
            Ends ends = pair.open(false);
            ends.socket().shutdownOutput();
            ends.netjar().reachesItsEnd();
            ends.netjar().write(100_000);
            ends.netjar().close();
            assertThat(ends.socket().getInputStream().readAllBytes()).hasSize(100_000);
            ends.socket().close();
            assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.CLOSED);
        }

        @Test
        void netjarStillReadsWhatTheKernelSends() throws IOException {
            Ends ends = pair.open(true);
            ends.netjar().shutdownOutput();
            assertThat(ends.socket().getInputStream().read()).isEqualTo(-1);
            ends.socket().getOutputStream().write(new byte[100_000]);
            ends.socket().close();
            ends.netjar().reachesItsEnd();
            assertThat(ends.netjar().received()).isEqualTo(100_000);
            assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.CLOSED);
        }
    }

    @Nested
    class Reset {
        @Test
        void byTheKernelInEstablished() throws IOException {
            Ends ends = pair.open(true);
            ends.abortSocket();
            assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.RESET);
        }

        @Test
        void byTheKernelInFinWait2() throws IOException {
            Ends ends = pair.open(true);
            ends.netjar().shutdownOutput();
            assertThat(ends.socket().getInputStream().read()).isEqualTo(-1);
            ends.abortSocket();
            assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.RESET);
        }

        @Test
        void byTheKernelForUnreadData() throws IOException {
            Ends ends = pair.open(true);
            ends.netjar().write(1000);
            pair.kernelHolds(ends.socket(), 1000);
            ends.socket().close();
            assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.RESET);
        }

        @Test
        void byNetjarInEstablished() throws IOException {
            Ends ends = pair.open(false);
            ends.netjar().abort();
            assertThatThrownBy(() -> ends.socket().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }

        @Test
        void byNetjarInCloseWait() throws IOException {
            Ends ends = pair.open(false);
            ends.socket().shutdownOutput();
            ends.netjar().reachesItsEnd();
            ends.netjar().abort();
            assertThatThrownBy(() -> ends.socket().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }

        @Test
        void byNetjarForDataAfterItsEnd() throws IOException {
            Ends ends = pair.open(false);
            ends.netjar().close();
            assertThat(ends.socket().getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> {
                for (int i = 0; i < 200; i++) {
                    ends.socket().getOutputStream().write(new byte[100_000]);
                }
            }).isInstanceOf(SocketException.class);
            pair.kernelReaches(ends.socket(), "");
        }

        @Test
        void answersTheKernelsSynToAClosedPort() {
            assertThatThrownBy(() -> KernelPeer.connect(pair.kernel, pair.road.leftAddress(), 7001))
                    .hasRootCauseInstanceOf(ConnectException.class).hasMessageContaining("refused");
        }

        @Test
        void answersNetjarsSynToAClosedPort() throws IOException {
            var probe = new Probe(pair.road);
            pair.road.on(() -> pair.road.left().tcp().connect(new Endpoint(pair.road.rightAddress(), 7001),
                    probe));
            assertThat(probe.ended()).isEqualTo(TcpEnd.REFUSED);
        }

    }

    @Test
    void fillsTheKernelsWindowAndGoesOnWhenItOpens() throws IOException {
        Ends ends = pair.open(true);
        int bytes = 12_000_000;
        ends.netjar().pours(bytes);
        ends.netjar().standsStill();
        assertThat(pair.kernelsState(ends.socket())).as("what waits to be read")
                .containsPattern("ESTAB [0-9]{5,} ");
        assertThat(ends.socket().getInputStream().readNBytes(bytes)).hasSize(bytes);
        ends.netjar().close();
        ends.socket().close();
        assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.CLOSED);
    }

    @Test
    void closesItsWindowToTheKernelAndOpensItAgain() throws IOException {
        Ends ends = pair.open(false);
        ends.netjar().reads(false);
        int bytes = 12_000_000;
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                ends.socket().getOutputStream().write(new byte[bytes]);
                ends.socket().shutdownOutput();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        ends.netjar().standsStill();
        assertThat(pair.kernelsState(ends.socket())).as("the kernel's timer").contains("persist");
        ends.netjar().reads(true);
        ends.netjar().reachesItsEnd();
        assertThat(ends.netjar().received()).isEqualTo(bytes);
        assertThat(writer.isAlive()).isFalse();
        ends.netjar().close();
        ends.socket().close();
    }

    @Test
    void answersTheKernelsKeepalives() throws IOException, InterruptedException {
        Ends ends = pair.open(true);
        ends.socket().setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        ends.socket().setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
        ends.socket().setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
        ends.socket().setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 1);
        // With one probe a second the kernel gives up two seconds after the first unanswered one.
        ends.netjar().standsStill();
        ends.netjar().standsStill();
        assertThat(pair.kernelsState(ends.socket())).startsWith("ESTAB").contains("keepalive");
        pair.does(() -> pair.road.line().up(false));
        assertThatThrownBy(() -> ends.socket().getInputStream().read()).isInstanceOf(SocketException.class);
        pair.does(() -> pair.road.line().up(true));
        ends.netjar().abort();
    }
}
