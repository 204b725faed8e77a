package io.netjar.cli.linux;

import io.netjar.engine.Lateness;
import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;

/// One sender on one road to a receiving kernel.
final class Lane implements Callable<Lane.Outcome> {
    private static final int PORT = 7000;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int PIECE = 1 << 16;
    private static final long GAUGE_NANOS = 1_000_000_000L;
    /// Not counted: what happens in slow start depends on one or two losses, and says little about the rest.
    private static final long START_NANOS = 5_000_000_000L;

    private final Road road;
    private final long seed;
    private final Sender sender;
    private final long nanos;

    /// Who sends.
    enum Sender {
        LINUX_CUBIC, NETJAR_CUBIC, LINUX_RENO, NETJAR_NEW_RENO;

        boolean isKernel() {
            return this == LINUX_CUBIC || this == LINUX_RENO;
        }

        private String kernelName() {
            return this == LINUX_CUBIC ? "cubic" : "reno";
        }

        private TcpSettings settings() {
            return TcpSettings.linuxLike().withCongestionControl(
                    this == NETJAR_CUBIC ? CongestionAlgorithm.CUBIC : CongestionAlgorithm.NEW_RENO);
        }
    }

    /// What came of it.
    ///
    /// @param megabits payload that the receiving kernel's program read, in Mbit/s
    /// @param latenessMillis by how much the latest hundredth of the events was late, or the clock slipped, in the worst
    ///     second
    record Outcome(double megabits, double latenessMillis) {}

    Lane(Road road, long seed, Sender sender, int seconds) {
        this.road = road;
        this.seed = seed;
        this.sender = sender;
        this.nanos = seconds * 1_000_000_000L;
    }

    @Override
    public Outcome call() throws IOException {
        RoadPlan plan = sender.isKernel() ? road.plan() : road.plan().withTcp(sender.settings());
        try (Namespace left = Namespace.make();
                Namespace right = Namespace.make();
                LivingRoad living = new LivingRoad(seed, plan)) {
            living.lendRight(right);
            if (sender.isKernel()) {
                living.lendLeft(left);
                // The parameter tcp_congestion_control takes only what the whole machine allows everybody.
                left.run("ip", "route", "replace", "default", "dev", "netjar", "congctl",
                        sender.kernelName());
            }
            living.start();
            return run(living, left, right);
        }
    }

    private Outcome run(LivingRoad living, Namespace left, Namespace right) throws IOException {
        try (ServerSocket listener = right.call(() -> new ServerSocket(PORT))) {
            listener.setSoTimeout(PATIENCE_MILLIS);
            if (sender.isKernel()) {
                Socket from = left.call(() -> new Socket(
                        InetAddress.getByAddress(living.rightAddress().octets()), PORT));
                Thread.ofPlatform().daemon().start(() -> pour(from));
            } else {
                living.on(() -> living.left().tcp().connect(new Endpoint(living.rightAddress(), PORT),
                        new Pour()));
            }
            try (Socket to = listener.accept()) {
                to.setSoTimeout(PATIENCE_MILLIS);
                return drain(to.getInputStream(), living);
            }
        }
    }

    /// Pours until the receiver has had enough and the connection is reset.
    private static void pour(Socket socket) {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            byte[] piece = new byte[PIECE];
            while (!socket.isClosed()) {
                out.write(piece);
            }
        } catch (IOException _) {
            // The end that was meant.
        }
    }

    private Outcome drain(InputStream in, LivingRoad living) throws IOException {
        byte[] piece = new byte[PIECE];
        long start = System.nanoTime() + START_NANOS;
        while (System.nanoTime() < start) {
            in.read(piece);
        }
        long gauged = System.nanoTime();
        long worst = 0;
        long bytes = 0;
        long now = System.nanoTime();
        start = now;
        while (now - start < nanos) {
            bytes += Math.max(in.read(piece), 0);
            now = System.nanoTime();
            if (now - gauged > GAUGE_NANOS) {
                Lateness late = living.lateness();
                worst = Math.max(worst, Math.max(late.p99Nanos(), late.slippedNanos()));
                gauged = now;
            }
        }
        return new Outcome(bytes * 8e3 / (now - start), worst / 1e6);
    }

    /// Netjar's sender: always more to send.
    private static final class Pour implements TcpEvents {
        private final byte[] piece = new byte[PIECE];

        @Override
        public void connected(TcpSocket socket) {
            writable(socket);
        }

        @Override
        public void writable(TcpSocket socket) {
            int taken = PIECE;
            while (taken == PIECE) {
                taken = socket.write(piece, 0, PIECE);
            }
        }

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }
}
