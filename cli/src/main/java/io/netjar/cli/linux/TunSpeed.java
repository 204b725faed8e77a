package io.netjar.cli.linux;

import io.netjar.engine.Lateness;
import io.netjar.net.link.LinkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/// One TCP stream between the programs of two kernels, through two TUN devices and a row of emulated routers between
/// them, as fast as it goes.
public final class TunSpeed {
    private static final int PORT = 7000;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int PIECE = 1 << 18;
    private static final long SECOND = 1_000_000_000L;
    /// Faster than anything here, so that it is the machine that limits.
    private static final LinkSpec LINK = LinkSpec.of(100 * SECOND, Duration.ofNanos(10_000));

    private final int routers;
    private final int seconds;

    /// @param routers how many, from 2
    /// @param seconds how long to measure, after a warm-up as long
    public TunSpeed(int routers, int seconds) {
        this.routers = routers;
        this.seconds = seconds;
    }

    /// Measures.
    ///
    /// @return one line
    /// @throws IOException if namespaces or TUN devices cannot be made
    public String run() throws IOException {
        var edge = new RoadPlan(routers, LINK, LINK, LINK, 1500, RoadPlan.of(LINK).tcp());
        try (Namespace left = Namespace.make();
                Namespace right = Namespace.make();
                LivingRoad road = new LivingRoad(1, edge)) {
            road.lendLeft(left);
            road.lendRight(right);
            road.start();
            try (ServerSocket listener = right.call(() -> new ServerSocket(PORT))) {
                listener.setSoTimeout(PATIENCE_MILLIS);
                byte[] address = road.rightAddress().octets();
                Socket from = left.call(() -> new Socket(InetAddress.getByAddress(address), PORT));
                Thread.ofPlatform().daemon().start(() -> pour(from));
                try (Socket to = listener.accept()) {
                    to.setSoTimeout(PATIENCE_MILLIS);
                    drain(to.getInputStream());
                    return line(drain(to.getInputStream()), road.lateness());
                }
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

    /// How many bits a second come.
    private double drain(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        long start = System.nanoTime();
        long now = start;
        long bytes = 0;
        while (now - start < seconds * SECOND) {
            bytes += Math.max(in.read(piece), 0);
            now = System.nanoTime();
        }
        return bytes * 8e9 / (now - start);
    }

    private String line(double bitsPerSecond, Lateness late) {
        return String.format(Locale.ROOT,
                "tun routers=%d mtu=1500 seconds=%d gbit_per_s=%.3f lateness_p99_ms=%.3f slipped_ms=%.3f",
                routers,
                seconds, bitsPerSecond / 1e9, late.p99Nanos() / 1e6, late.slippedNanos() / 1e6);
    }
}
