package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.LivingRoad;
import io.netjar.cli.linux.Namespace;
import io.netjar.cli.linux.RoadPlan;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.Capture;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Reordering;
import io.netjar.testkit.Tshark;
import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Wireshark's TCP analysis says of Netjar as a sender and as a receiver, beside a Linux sender on the same roads
/// with the same seed. Captures are taken at the sender's port.
class KernelAnalysisTest {
    private static final int PORT = 47_007;
    /// Not all of [Tshark#complaints]: Wireshark sees protocols in random payload, and then finds fault with them.
    private static final String WRONG = "(ip.checksum.status == 0 || tcp.checksum.status == 0 || icmp.checksum.status == 0"
            + " || tcp.bogus_header_length || tcp.short_segment || tcp.options.unknown)";
    /// Linux writes 0xffff for a checksum of 0 when it adds up for a device that cannot: one frame in 65,536, which Wireshark
    /// calls wrong. Excused in the kernel's frames alone.
    private static final String BUT_THE_KERNELS = WRONG + " && !(tcp.checksum == 0xffff && tcp.%s == " + PORT
            + ")";
    private static final String LOST = "tcp.analysis.ack_lost_segment";
    private static final String NEEDLESS = "tcp.analysis.spurious_retransmission";
    /// At the sender nothing is out of order: so Wireshark calls what is sent again within a round trip.
    private static final List<String> REPAIRS = List.of("tcp.analysis.retransmission",
            "tcp.analysis.fast_retransmission", "tcp.analysis.out_of_order");
    private static final int BYTES = 3_000_000;
    private static final LinkSpec LINE = LinkSpec.of(30_000_000, Duration.ofMillis(10));
    private static final List<LinkSpec> ROADS = List.of(LINE.withLoss(0.01),
            LINE.withImpairments(Impairments.none().withBursts(new BurstLoss(0.001, 0.2, 0, 0.5))),
            LINE.withImpairments(
                    Impairments.none().withReordering(Reordering.late(0.02, Duration.ofMillis(4)))));
    /// A busy machine delays acknowledgements, and with them somebody's luck: so many more are no finding.
    private static final int SLACK = 3;

    @TempDir
    private Path folder = Path.of("");
    @BeforeEach
    void needJudges() {
        Kernel.need();
        Tool.need("tshark");
    }

    @Test
    void sendsAgainNoMoreThanLinuxDoesAndNeverBeyondTheWindow() throws IOException {
        int ours = 0;
        int linuxes = 0;
        int repairs = 0;
        for (int i = 0; i < ROADS.size(); i++) {
            Path netjar = folder.resolve("netjar" + i + ".pcapng");
            Path linux = folder.resolve("linux" + i + ".pcapng");
            bothSend(ROADS.get(i), netjar, linux);
            assertThat(found(netjar, BUT_THE_KERNELS.formatted("srcport"))).isEmpty();
            assertThat(beyondTheWindow(netjar)).as("beyond the peer's window").isEmpty();
            List<String> marks = marks(netjar);
            assertThat(marks).as("acknowledged what nobody sent").noneMatch(mark -> mark.contains(LOST));
            repairs += (int) marks.stream().filter(mark -> REPAIRS.stream().anyMatch(mark::contains)).count();
            ours += (int) marks.stream().filter(mark -> mark.contains(NEEDLESS)).count();
            linuxes += found(linux, NEEDLESS).size();
        }
        assertThat(repairs).as("repairs, or the roads are too good").isGreaterThan(20);
        assertThat(ours).as("needless repairs, where Linux made " + linuxes)
                .isLessThanOrEqualTo(linuxes + SLACK);
    }

    @Test
    void acknowledgesNothingThatDidNotCome() throws IOException {
        for (LinkSpec road : ROADS) {
            Path capture = folder.resolve("receiver.pcapng");
            kernelSendsToNetjar(road, capture);
            assertThat(found(capture, BUT_THE_KERNELS.formatted("dstport"))).isEmpty();
            assertThat(found(capture, "tcp.analysis.ack_lost_segment && tcp.srcport == " + PORT)).isEmpty();
            assertThat(beyondTheWindow(capture)).as("the kernel was misled about our window").isEmpty();
        }
    }

    private static List<String> found(Path capture, String filter) {
        return Tshark.fields(capture, filter, "frame.number", "tcp.srcport", "tcp.seq", "tcp.ack", "tcp.len");
    }

    /// What the analysis says of each frame of which it says anything, in the words of its filters. All are asked for at once,
    /// as Wireshark takes longer to begin than to look.
    private static List<String> marks(Path capture) {
        List<String> names = new ArrayList<>(List.of(LOST, NEEDLESS));
        names.addAll(REPAIRS);
        List<String> marks = new ArrayList<>();
        for (String line : Tshark.fields(capture, String.join(" || ", names), names.toArray(String[]::new))) {
            List<String> values = List.of(line.split("\\|", -1));
            List<String> said = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    said.add(names.get(i));
                }
            }
            marks.add(String.join(" ", said));
        }
        return marks;
    }

    /// At the same time, so that they meet the same machine.
    private void bothSend(LinkSpec line, Path netjar, Path linux) throws IOException {
        var done = new CompletableFuture<Boolean>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                linuxSends(line, linux);
                done.complete(true);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        netjarSends(line, netjar);
        Stuff.get(done);
    }

    // Each has namespaces of its own: a kernel in TIME-WAIT would meet the same ports and numbers again.
    private void netjarSends(LinkSpec line, Path file) throws IOException {
        try (Namespace right = Namespace.make();
                LivingRoad road = new LivingRoad(1, RoadPlan.of(LINE).withThere(line));
                OutputStream out = Files.newOutputStream(file);
                Capture _ = Capture.of(road.network(), out, port -> port.name().startsWith("left:"))) {
            road.lendRight(right);
            road.start();
            var end = new Stuff.End(BYTES);
            try (ServerSocket listener = KernelPeer.listen(right, PORT)) {
                road.on(() -> road.left().tcp().connect(new Endpoint(road.rightAddress(), PORT), end));
                Stuff.get(KernelPeer.exchange(listener.accept(), 0));
            }
            end.ended();
            road.stop();
        }
    }

    private void linuxSends(LinkSpec line, Path file) throws IOException {
        try (Namespace left = Namespace.make();
                Namespace right = Namespace.make();
                LivingRoad road = new LivingRoad(1, RoadPlan.of(LINE).withThere(line));
                OutputStream out = Files.newOutputStream(file);
                Capture _ = Capture.of(road.network(), out, port -> port.name().startsWith("left:"))) {
            road.lendLeft(left);
            road.lendRight(right);
            left.run("ip", "route", "replace", "default", "dev", "netjar", "congctl", "cubic");
            road.start();
            try (ServerSocket listener = KernelPeer.listen(right, PORT)) {
                Socket from = KernelPeer.connect(left, road.rightAddress(), PORT);
                var poured = KernelPeer.exchange(from, BYTES);
                Stuff.get(KernelPeer.exchange(listener.accept(), 0));
                Stuff.get(poured);
            }
            road.stop();
        }
    }

    private void kernelSendsToNetjar(LinkSpec line, Path file) throws IOException {
        try (Namespace right = Namespace.make();
                LivingRoad road = new LivingRoad(1, RoadPlan.of(LINE).withThere(line).withBack(line));
                OutputStream out = Files.newOutputStream(file);
                Capture _ = Capture.of(road.network(), out, port -> port.name().startsWith("left:"))) {
            road.lendRight(right);
            road.start();
            var end = new Stuff.End(0);
            road.on(() -> road.left().tcp().listen(new Endpoint(road.leftAddress(), PORT), 10, socket -> {
                socket.events(end);
                end.connected(socket);
            }));
            Stuff.get(KernelPeer.exchange(KernelPeer.connect(right, road.leftAddress(), PORT), BYTES));
            end.ended();
            road.stop();
        }
    }

    /// The frames with data beyond the highest edge of the window that the other side has told by then.
    private static List<String> beyondTheWindow(Path capture) {
        var edges = new long[2];
        return Tshark
                .fields(capture, "tcp", "tcp.dstport", "tcp.seq", "tcp.len", "tcp.ack", "tcp.window_size",
                        "tcp.flags.syn", "frame.number")
                .stream().filter(line -> isBeyond(line, edges)).toList();
    }

    private static boolean isBeyond(String line, long[] edges) {
        List<String> fields = List.of(line.split("\\|", -1));
        int to = fields.get(0).equals(String.valueOf(PORT)) ? 1 : 0;
        long end = Long.parseLong(fields.get(1)) + Long.parseLong(fields.get(2));
        boolean syn = fields.get(5).equals("1");
        boolean beyond = !syn && end > edges[to] && Long.parseLong(fields.get(2)) > 0;
        if (!fields.get(3).isEmpty()) {
            edges[1 - to] = Math.max(edges[1 - to],
                    Long.parseLong(fields.get(3)) + Long.parseLong(fields.get(4)));
        }
        return beyond;
    }
}
