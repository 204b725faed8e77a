package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.LivingRoad;
import io.netjar.cli.linux.Namespace;
import io.netjar.cli.linux.RoadPlan;
import io.netjar.engine.Timer;
import io.netjar.net.link.Link;
import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// A Netjar host on the left of a road, a Linux kernel on its right, and connections between them.
final class KernelPair implements AutoCloseable {
    static final int PORT = 7000;
    private static final int TRIES = 200;
    /// Long enough for a segment to be on the line, shorter than the way to the other end.
    private static final long SENT_NANOS = 500_000;

    final Namespace kernel = Namespace.make();
    final LivingRoad road;

    KernelPair(RoadPlan plan) throws IOException {
        road = new LivingRoad(1, plan);
        road.lendRight(kernel);
        road.start();
    }

    /// The two ends of a connection.
    record Ends(Probe netjar, Socket socket) {
        /// Lets the kernel send RST.
        void abortSocket() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    Ends open(boolean byNetjar) throws IOException {
        return byNetjar ? openByNetjar() : openByKernel();
    }

    private Ends openByNetjar() throws IOException {
        var probe = new Probe(road);
        try (ServerSocket listener = KernelPeer.listen(kernel, PORT)) {
            road.on(() -> road.left().tcp().connect(new Endpoint(road.rightAddress(), PORT), probe));
            Socket socket = listener.accept();
            probe.isConnected();
            return new Ends(probe, socket);
        }
    }

    private Ends openByKernel() throws IOException {
        var probe = new Probe(road);
        var listener = road.on(
                () -> road.left().tcp().listen(new Endpoint(road.leftAddress(), PORT), 10, probe::accepted));
        Socket socket = KernelPeer.connect(kernel, road.leftAddress(), PORT);
        probe.isConnected();
        does(listener::close);
        return new Ends(probe, socket);
    }

    /// Does `work` on the engine's thread.
    void does(Runnable work) throws IOException {
        road.on(() -> {
            work.run();
            return true;
        });
    }

    /// Loses all that one side sends, or nothing any more.
    void silence(boolean netjar, boolean on) throws IOException {
        does(() -> lose(netjar, on));
    }

    private void lose(boolean netjars, boolean all) {
        Link line = road.line();
        if (netjars) {
            line.aToB(line.aToB().withLoss(all ? 1 : 0));
        } else {
            line.bToA(line.bToA().withLoss(all ? 1 : 0));
        }
    }

    /// Lets all that the kernel sends be on its way for so long.
    void slowsTheKernelDown(Duration delay) throws IOException {
        Link line = road.line();
        does(() -> line.bToA(line.bToA().withDelay(delay)));
    }

    /// Loses all that one side sends from a moment on: as soon as one more connection of Netjar's is there, and what it sent then
    /// is on the line.
    void silenceOnceThereIsAnother(boolean netjar) throws IOException {
        does(() -> new Watch(netjar).timer.armIn(SENT_NANOS));
    }

    private final class Watch {
        private final boolean netjar;
        private final int before = road.left().tcp().connections();
        private boolean seen;
        private final Timer timer = new Timer(road.network().engine(), _ -> look());

        Watch(boolean netjar) {
            this.netjar = netjar;
        }

        private void look() {
            if (seen) {
                lose(netjar, true);
                return;
            }
            seen = road.left().tcp().connections() > before;
            timer.armIn(SENT_NANOS);
        }
    }

    String kernelsState(Socket socket) throws IOException {
        return kernel.run("ss", "-tanoH",
                "sport = :" + socket.getLocalPort() + " and dport = :" + socket.getPort());
    }

    /// Waits until the kernel's end of the connection is in the state that `beginning` says, or gone if that is empty.
    void kernelReaches(Socket socket, String beginning) throws IOException {
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

    /// Waits until the kernel has so many bytes for its program.
    void kernelHolds(Socket socket, int bytes) throws IOException {
        for (int i = 0; i < TRIES && socket.getInputStream().available() < bytes; i++) {
            road.pass(20);
        }
        assertThat(socket.getInputStream().available()).isEqualTo(bytes);
    }

    @Override
    public void close() throws IOException {
        road.close();
        kernel.close();
    }
}
