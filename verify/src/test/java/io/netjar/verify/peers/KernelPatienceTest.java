package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.RoadPlan;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpKeepAlive;
import io.netjar.net.tcp.TcpState;
import io.netjar.verify.peers.KernelPair.Ends;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// For how long a Netjar host waits for a Linux kernel that says nothing: keep-alive and the user timeout.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelPatienceTest {
    /// Longer than the 500 ms in which Linux answers no second probe (tcp_invalid_ratelimit).
    private static final Duration IDLE = Duration.ofMillis(550);
    private static final Duration INTERVAL = Duration.ofMillis(150);
    private static final TcpKeepAlive KEEP_ALIVE = new TcpKeepAlive(true, IDLE, INTERVAL, 3);
    private static final Pattern SEGMENTS_IN = Pattern.compile("\\bsegs_in:([0-9]+)");
    private KernelPair pair;

    @SuppressWarnings("NullAway.Init")
    KernelPatienceTest() {}

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

    private long now() throws IOException {
        return pair.road.on(() -> pair.road.network().engine().now());
    }

    private void cut(boolean on) throws IOException {
        pair.does(() -> pair.road.line().up(!on));
    }

    @Test
    void keepAliveHoldsAConnectionWhoseKernelAnswers() throws IOException {
        Ends ends = pair.open(true);
        int before = segmentsAtKernel();
        ends.netjar().keepAlive(KEEP_ALIVE);
        // More than twice as long as it would wait for a kernel that is gone.
        pair.road.pass(2500);
        assertThat(ends.netjar().state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(segmentsAtKernel()).as("probes that the kernel saw").isBetween(before + 3, before + 8);
        ends.netjar().abort();
        ends.socket().close();
    }

    private int segmentsAtKernel() throws IOException {
        Matcher segments = SEGMENTS_IN
                .matcher(pair.kernel.run("ss", "-tionH", "state", "established",
                        "sport = :" + KernelPair.PORT));
        assertThat(segments.find()).isTrue();
        return Integer.parseInt(segments.group(1));
    }

    @Test
    void keepAliveEndsAConnectionWhoseKernelIsCutOff() throws IOException {
        Ends ends = pair.open(true);
        ends.netjar().keepAlive(KEEP_ALIVE);
        cut(true);
        long start = now();
        assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.TIMED_OUT);
        assertThat(now() - start).isGreaterThanOrEqualTo(INTERVAL.multipliedBy(3).toNanos());
        cut(false);
        ends.abortSocket();
    }

    @Test
    void keepAliveHearsOfAKernelThatForgotTheConnection() throws IOException {
        Ends ends = pair.open(false);
        cut(true);
        ends.abortSocket();
        pair.road.pass(20);
        cut(false);
        assertThat(ends.netjar().state()).isEqualTo(TcpState.ESTABLISHED);
        ends.netjar().keepAlive(KEEP_ALIVE);
        assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.RESET);
    }

    @Test
    void userTimeoutEndsAConnectionWhoseKernelAcknowledgesNothing() throws IOException {
        Ends ends = pair.open(true);
        ends.netjar().userTimeout(Duration.ofMillis(600));
        cut(true);
        long start = now();
        ends.netjar().write(1000);
        assertThat(ends.netjar().ended()).isEqualTo(TcpEnd.TIMED_OUT);
        assertThat(now() - start).isGreaterThanOrEqualTo(600_000_000L);
        cut(false);
        ends.abortSocket();
    }

    @Test
    void userTimeoutSparesAConnectionWhoseKernelComesBackInTime() throws IOException {
        Ends ends = pair.open(true);
        ends.netjar().userTimeout(Duration.ofSeconds(20));
        cut(true);
        ends.netjar().write(1000);
        pair.road.pass(300);
        cut(false);
        assertThat(ends.socket().getInputStream().readNBytes(1000)).hasSize(1000);
        assertThat(ends.netjar().state()).isEqualTo(TcpState.ESTABLISHED);
        ends.netjar().abort();
        ends.socket().close();
    }
}
