package io.netjar.cli.linux;

import io.netjar.engine.Engine;
import io.netjar.engine.Lateness;
import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.engine.Timer;
import io.netjar.gateway.tun.TunDoor;
import io.netjar.gateway.tun.TunException;
import io.netjar.gateway.tun.TunPlan;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.router.Router;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An emulated road between two hosts in step with the wall clock. A kernel may have the place of either.
///
/// To be set up, lent and closed by one thread; what touches hosts and links in between goes through [#on].
public final class LivingRoad implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final RoadPlan plan;
    private final Network network;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<TunDoor> doors = new ArrayList<>();
    private final PacedRunner runner;
    private @Nullable Thread thread;

    /// Builds the road; it stands still until [#start()].
    public LivingRoad(long seed, RoadPlan plan) {
        this.plan = plan;
        network = new Network(new Engine(seed));
        runner = new PacedRunner(network.engine(), System::nanoTime, Pace.real());
        hosts.add(new Host(network, "left", plan.tcp()));
        for (int i = 1; i <= plan.routers(); i++) {
            hosts.add(new Router(network, "r" + i));
        }
        hosts.add(new Host(network, "right", plan.tcp()));
        for (int i = 0; i + 1 < hosts.size(); i++) {
            join(i);
        }
        for (int i = 0; i < hosts.size(); i++) {
            route(i);
        }
    }

    private void join(int number) {
        NetworkInterface out = hosts.get(number).addInterface("east");
        NetworkInterface in = hosts.get(number + 1).addInterface("west");
        out.mtu(plan.mtu());
        in.mtu(plan.mtu());
        out.addAddress(address(number, 1), 30);
        in.addAddress(address(number, 2), 30);
        LinkSpec there = number == 1 ? plan.there() : plan.edge();
        LinkSpec back = number == 1 ? plan.back() : plan.edge();
        links.add(new Link(network, "link" + number, out.port(), in.port(), there.withMtu(plan.mtu()),
                back.withMtu(plan.mtu())));
    }

    /// Everything that is not on the way back is on the way there.
    private void route(int number) {
        if (number + 1 < hosts.size()) {
            hosts.get(number).addDefaultRoute(address(number, 2));
        } else {
            hosts.get(number).addDefaultRoute(address(number - 1, 1));
        }
        for (int link = 0; link + 1 < number; link++) {
            hosts.get(number).addRoute(IpPrefix.holding(address(link, 1), 30), address(number - 1, 1));
        }
    }

    private static IpAddress address(int link, int host) {
        return IpPrefix.of("10.0.0.0/8").at(link * 4 + host);
    }

    public Network network() {
        return network;
    }

    public Host left() {
        return hosts.getFirst();
    }

    public Host right() {
        return hosts.getLast();
    }

    /// The router before the right host.
    public Host lastRouter() {
        return hosts.get(hosts.size() - 2);
    }

    public IpAddress leftAddress() {
        return leftInterface().address();
    }

    public IpAddress rightAddress() {
        return rightInterface().address();
    }

    /// The line under test: its first direction leads from left to right.
    public Link line() {
        return links.get(1);
    }

    private NetworkInterface leftInterface() {
        return left().ip().interfaces().getFirst();
    }

    private NetworkInterface rightInterface() {
        return right().ip().interfaces().getFirst();
    }

    /// Gives the left host's place to the kernel behind `namespace`, by an interface called `netjar`.
    ///
    /// @throws IOException if that cannot be done
    public void lendLeft(Namespace namespace) throws IOException {
        lend(left(), leftInterface(), namespace);
    }

    /// Gives the right host's place to the kernel behind `namespace`, by an interface called `netjar`.
    ///
    /// @throws IOException if that cannot be done
    public void lendRight(Namespace namespace) throws IOException {
        lend(right(), rightInterface(), namespace);
    }

    private void lend(Host host, NetworkInterface at, Namespace namespace) throws IOException {
        try {
            doors.add(TunDoor.open(host, at, TunPlan.inNamespace("netjar", namespace.name())));
        } catch (TunException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Lets time pass, on a thread of its own.
    public void start() {
        thread = Thread.ofPlatform().daemon().name("netjar-engine").start(runner::run);
    }

    /// Does `work` on the engine's thread and returns what it comes to.
    public <T> T on(Supplier<T> work) throws IOException {
        var result = new CompletableFuture<T>();
        network.engine().mailbox().post(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return await(result, PATIENCE_SECONDS);
    }

    private static <T> T await(CompletableFuture<T> result, long seconds) throws IOException {
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("on the engine's thread: " + e, e);
        }
    }

    /// Waits until `millis` milliseconds have passed on the road.
    public void pass(long millis) throws IOException {
        var passed = new CompletableFuture<Boolean>();
        on(() -> {
            new Timer(network.engine(), _ -> passed.complete(true)).armIn(millis * 1_000_000L);
            return true;
        });
        await(passed, millis / 1000 + PATIENCE_SECONDS);
    }

    /// How well the road kept step with the wall clock during the last second.
    public Lateness lateness() throws IOException {
        return on(runner::lateness);
    }

    /// Stops time.
    public void stop() {
        Thread running = thread;
        if (running != null) {
            runner.stop();
            thread = null;
            try {
                running.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Stops time and takes the kernels' interfaces away.
    @Override
    public void close() {
        stop();
        doors.forEach(TunDoor::close);
    }
}
