package io.netjar.gateway;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.net.host.Host;
import io.netjar.netty.HostTransport;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A home and two sites in one city, running in real time on a thread of its own, with all doors open as `alice/pc`.
final class World implements AutoCloseable {
    static final DoorLimits LIMITS = new DoorLimits(1000, Duration.ofSeconds(5), Duration.ofSeconds(1),
            Duration.ofSeconds(3));
    static final String SHOP = "www.shop.test";
    static final String EXCHANGE = "exchange.test";
    private static final long TEN_MINUTES = 600_000_000_000L;
    private static final String TEXT = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
            exchanges:
              seoul-ix: { city: seoul, members: [hanbit, namsan] }
            homes:
              alice: { provider: hanbit, city: seoul, access: fibre, devices: [pc] }
            names:
              root: [namsan/seoul]
              test: [namsan/seoul]
            sites:
              www.shop.test: { in: namsan/seoul, files: ./shop, https: also }
              exchange.test: { in: namsan/seoul, files: ./exchange, https: also, websocket: { /echo: echo } }
            """;

    private final Internet internet;
    private final Device device;
    private final PacedRunner runner;
    private final Thread thread;
    private final Doors doors;

    private World(Internet internet, List<DoorPlan> plans, DoorLimits limits) throws DoorException {
        this.internet = internet;
        this.device = internet.device("alice/pc");
        this.doors = Doors.open(device, plans, limits);
        this.runner = new PacedRunner(internet.engine(), System::nanoTime, Pace.real());
        this.thread = new Thread(runner::run, "engine");
    }

    /// @param folder takes the pages
    static World open(Path folder) throws IOException, DoorException {
        return open(folder, LIMITS);
    }

    static World open(Path folder, DoorLimits limits) throws IOException, DoorException {
        return open(folder, limits, List.of());
    }

    /// @param forwards where forwards lead
    static World open(Path folder, DoorLimits limits, List<Target> forwards)
            throws IOException, DoorException {
        var plans = new ArrayList<>(
                List.of(plan(DoorKind.SOCKS), plan(DoorKind.HTTP), plan(DoorKind.DNS)));
        forwards.forEach(target -> plans.add(DoorPlan.forward(anyPort(), target)));
        var world = new World(settled(folder), plans, limits);
        world.internet.loop().handOverTo(world.thread);
        world.thread.start();
        return world;
    }

    static Internet settled(Path folder) throws IOException {
        for (String site : List.of("shop", "exchange")) {
            Path files = Files.createDirectories(folder.resolve(site));
            Files.writeString(files.resolve("index.html"), "<p>This is the " + site + ".</p>\n");
        }
        Internet internet = Internet.open(Description.parse(TEXT, "world.yaml"), folder, 1);
        if (!internet.settle()) {
            throw new AssertionError("not settled");
        }
        return internet;
    }

    static DoorPlan plan(DoorKind kind) {
        return new DoorPlan(kind, anyPort());
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /// Ports of the shop's machine.
    static List<Target> shop(Integer... ports) {
        return Stream.of(ports).map(port -> new Target(SHOP, port)).toList();
    }

    Doors doors() {
        return doors;
    }

    InetSocketAddress door(DoorKind kind) {
        return doors.doors().stream().filter(door -> door.kind() == kind).findFirst().orElseThrow().address();
    }

    /// The forward that leads to `port`.
    InetSocketAddress forward(int port) {
        return doors.doors().stream()
                .filter(door -> door.plan().target().stream().anyMatch(target -> target.port() == port))
                .findFirst().orElseThrow().address();
    }

    /// Opens a server with `script` on a port of its own of the shop's machine, and returns its authority.
    String serve(int port, Origin.Script script) {
        HostTransport transport = new HostTransport(internet.loop(), server());
        onEngine(() -> transport.serverBootstrap()
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(Origin.of(script)).bind(port));
        return SHOP + ":" + port;
    }

    Host server() {
        return internet.host("namsan/seoul/" + SHOP).orElseThrow();
    }

    /// Lets every link lose every frame from now on.
    void loseEverything() {
        onEngine(() -> {
            internet.links().values().forEach(link -> {
                link.aToB(link.aToB().withLoss(1));
                link.bToA(link.bToA().withLoss(1));
            });
            return true;
        });
    }

    /// How many connections the device has; on the engine's thread.
    int connections() {
        return device.host().tcp().connections();
    }

    /// The digits of the shop's address.
    String shopAddress() {
        return server().ip().interfaces().getFirst().address().toString();
    }

    /// What `work` returns on the engine's thread.
    <T> T onEngine(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        internet.engine().mailbox().post(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /// Waits until `millis` of the engine's time have passed.
    void pass(int millis) {
        var passed = new CompletableFuture<Boolean>();
        internet.loop().schedule(() -> {
            passed.complete(true);
        }, millis, TimeUnit.MILLISECONDS);
        passed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /// Stops real time, runs ten minutes of virtual time and returns how many connections are left at both ends.
    /// A door may still be posting what ends its last ones, so ask until they are gone.
    int connectionsLeft() {
        stop();
        internet.loop().handOverTo(Thread.currentThread());
        internet.engine().mailbox().drain();
        internet.engine().runUntil(internet.engine().now() + TEN_MINUTES);
        return device.host().tcp().connections() + server().tcp().connections();
    }

    private void stop() {
        runner.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("the engine did not stop", e);
        }
    }

    @Override
    public void close() {
        stop();
        doors.close();
    }
}
