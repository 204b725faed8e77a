package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.RoadPlan;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.LinkStatistics;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.verify.peers.KernelPair.Ends;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Explicit congestion notification (RFC 3168) between Netjar and a Linux kernel, over a line that marks and drops nothing:
/// a kernel's `ss` tells what it agreed to and what it saw.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelEcnTest {
    private static final int BYTES = 1_500_000;
    private static final Red MARKING = new Red(QueueLimit.bytes(1_000_000), 5_000, 200_000, 0.5, 0.1, true);
    private KernelPair pair;

    @SuppressWarnings("NullAway.Init")
    KernelEcnTest() {}

    @BeforeAll
    void build() throws IOException {
        Kernel.need();
        LinkSpec line = LinkSpec.of(20_000_000, Duration.ofMillis(5)).withQueue(MARKING);
        pair = new KernelPair(RoadPlan.of(line).withTcp(TcpSettings.linuxLike().withEcn(EcnMode.ASK)));
        pair.kernel.set("net.ipv4.tcp_ecn", "1");
    }

    @AfterAll
    void takeDown() throws IOException {
        if (pair != null) {
            pair.close();
        }
    }

    private String kernelsWords(Ends ends) throws IOException {
        return pair.kernel.run("ss", "-tionH", "sport = :" + ends.socket().getLocalPort() + " and dport = :"
                + ends.socket().getPort());
    }

    private TcpInfo.Connected netjars() throws IOException {
        return pair.road.on(() -> pair.road.left().tcp().sockets().stream()
                .filter(TcpInfo.Connected.class::isInstance).map(TcpInfo.Connected.class::cast).findFirst()
                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void netjarSlowsDownWhenTheKernelEchoesMarks(boolean netjarOpens) throws IOException {
        Ends ends = pair.open(netjarOpens);
        LinkStatistics before = pair.road.on(pair.road.line()::aToBStatistics);
        ends.netjar().pours(BYTES);
        assertThat(ends.socket().getInputStream().readNBytes(BYTES)).hasSize(BYTES);
        assertThat(kernelsWords(ends)).containsPattern("\\becn\\b").containsPattern("\\becnseen\\b");
        LinkStatistics after = pair.road.on(pair.road.line()::aToBStatistics);
        assertThat(after.markedFrames()).isGreaterThan(before.markedFrames());
        assertThat(after.droppedFrames()).isZero();
        TcpInfo.Connected sender = netjars();
        assertThat(sender.agreement().ecn()).isTrue();
        assertThat(sender.sizes().slowStartThreshold()).as("ssthresh").isLessThan(BYTES);
        assertThat(sender.counts().retransmissions()).isZero();
        end(ends);
    }

    @Test
    void theKernelSlowsDownWhenNetjarEchoesMarks() throws IOException {
        Ends ends = pair.open(false);
        LinkStatistics before = pair.road.on(pair.road.line()::bToAStatistics);
        ends.socket().getOutputStream().write(new byte[BYTES]);
        ends.socket().shutdownOutput();
        ends.netjar().reachesItsEnd();
        assertThat(ends.netjar().received()).isEqualTo(BYTES);
        LinkStatistics after = pair.road.on(pair.road.line()::bToAStatistics);
        assertThat(after.markedFrames()).isGreaterThan(before.markedFrames());
        assertThat(after.droppedFrames()).isZero();
        assertThat(kernelsWords(ends)).containsPattern("\\becn\\b").containsPattern("\\bdelivered_ce:[1-9]")
                .containsPattern("\\bssthresh:[0-9]").doesNotContain("retrans:");
        end(ends);
    }

    private static void end(Ends ends) throws IOException {
        ends.netjar().abort();
        ends.socket().close();
    }
}
