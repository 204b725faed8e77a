package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.LivingRoad;
import io.netjar.cli.linux.Namespace;
import io.netjar.cli.linux.RoadPlan;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Reordering;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams both ways at once between a Netjar host and a Linux kernel over emulated roads, hashed at both ends. Either
/// side opens the connection.
class KernelTransferTest {
    private static final int PORT = 7000;
    private static final int BYTES = 1_500_000;
    private static final LinkSpec LINE = LinkSpec.of(50_000_000, Duration.ofMillis(5));
    private static Namespace kernel;

    @SuppressWarnings("NullAway.Init")
    KernelTransferTest() {}

    @BeforeAll
    static void makeNamespace() throws IOException {
        Kernel.need();
        kernel = Namespace.make();
    }

    @AfterAll
    static void removeNamespace() throws IOException {
        if (kernel != null) {
            kernel.close();
        }
    }

    static Stream<Arguments> weathers() {
        Impairments none = Impairments.none();
        return Stream.of(Arguments.of("clean", LINE),
                Arguments.of("loss 0.1 %", LINE.withLoss(0.001)),
                Arguments.of("loss 1 %", LINE.withLoss(0.01)),
                Arguments.of("loss 5 %", LINE.withLoss(0.05)),
                Arguments.of("bursts",
                        LINE.withImpairments(none.withBursts(new BurstLoss(0.002, 0.2, 0, 0.7)))),
                Arguments.of("reordering",
                        LINE.withImpairments(
                                none.withReordering(Reordering.late(0.05, Duration.ofMillis(3))))),
                Arguments.of("duplication", LINE.withImpairments(none.withDuplication(0.05))),
                Arguments.of("corruption", LINE.withImpairments(none.withCorruption(0.01))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weathers")
    void everyByteArrivesInAnyWeather(String weather, LinkSpec line) throws IOException {
        exchangeBothWays(RoadPlan.of(line), BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {576, 1280, 1500, 9000})
    void everyByteArrivesWithAnMtuOf(int mtu) throws IOException {
        exchangeBothWays(RoadPlan.of(LINE.withLoss(0.002)).withMtu(mtu), BYTES);
    }

    @ParameterizedTest
    @CsvSource({"tcp_window_scaling,0,1", "tcp_timestamps,0,1", "tcp_sack,0,1", "tcp_ecn,1,2",
            "tcp_dsack,0,1"})
    void everyByteArrivesWhateverTheKernelOffers(String parameter, String value, String usual)
            throws IOException {
        kernel.set("net.ipv4." + parameter, value);
        try {
            exchangeBothWays(RoadPlan.of(LINE.withLoss(0.01)), BYTES);
        } finally {
            kernel.set("net.ipv4." + parameter, usual);
        }
    }

    @Test
    void everyByteArrivesWithNoOptionsAtAll() throws IOException {
        List<String> options = List.of("tcp_window_scaling", "tcp_timestamps", "tcp_sack");
        for (String option : options) {
            kernel.set("net.ipv4." + option, "0");
        }
        try {
            exchangeBothWays(RoadPlan.of(LINE.withLoss(0.01)), BYTES);
        } finally {
            for (String option : options) {
                kernel.set("net.ipv4." + option, "1");
            }
        }
    }

    /// As many bytes each way as `-Dnetjar.big` says, in millions; a thousand of them are a gigabyte.
    @Test
    void everyByteOfALargeStreamArrives() throws IOException {
        long bytes = Long.getLong("netjar.big", 100) * 1_000_000;
        RoadPlan plan = RoadPlan.of(LinkSpec.of(1_000_000_000, Duration.ofMillis(1)).withLoss(0.00001));
        try (LivingRoad road = new LivingRoad(1, plan)) {
            road.lendRight(kernel);
            road.start();
            netjarOpens(road, bytes);
        }
    }

    private static void exchangeBothWays(RoadPlan plan, long bytes) throws IOException {
        try (LivingRoad road = new LivingRoad(1, plan)) {
            road.lendRight(kernel);
            road.start();
            netjarOpens(road, bytes);
            kernelOpens(road, bytes);
        }
    }

    private static void netjarOpens(LivingRoad road, long bytes) throws IOException {
        var end = new Stuff.End(bytes);
        try (ServerSocket listener = KernelPeer.listen(kernel, PORT)) {
            road.on(() -> road.left().tcp().connect(new Endpoint(road.rightAddress(), PORT), end));
            check(end, KernelPeer.exchange(listener.accept(), bytes), bytes);
        }
    }

    private static void kernelOpens(LivingRoad road, long bytes) throws IOException {
        var end = new Stuff.End(bytes);
        road.on(() -> road.left().tcp().listen(new Endpoint(road.leftAddress(), PORT), 10, socket -> {
            socket.events(end);
            end.connected(socket);
        }));
        check(end, KernelPeer.exchange(KernelPeer.connect(kernel, road.leftAddress(), PORT), bytes), bytes);
    }

    private static void check(Stuff.End netjar, CompletableFuture<String> kernels, long bytes) {
        String hash = new Stuff(bytes).hash();
        assertThat(Stuff.get(kernels)).as("what the kernel got").isEqualTo(hash);
        assertThat(netjar.drained()).as("what Netjar got").isEqualTo(hash);
        assertThat(netjar.ended()).isEqualTo(TcpEnd.CLOSED);
    }
}
