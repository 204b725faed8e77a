package io.netjar.gateway.tun;

import io.netjar.net.host.Host;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.Route;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// What the kernel is told of its place: address, MTU, routes, name servers.
final class KernelSetup {
    /// A place in the interface's queue for each packet of a long road's window: what does not fit is lost before the
    /// emulated network has seen it. Linux's default for a TUN device is 500.
    private static final int QUEUE_PACKETS = 10_000;
    private static final String SETTINGS = "/proc/sys/net/";

    private final Host host;
    private final NetworkInterface at;
    private final TunPlan plan;
    private final ResolverFile resolver;
    /// What the kernel was told last.
    private Told told = new Told("", "", List.of());

    /// What depends on the host's lease.
    ///
    /// @param address with its prefix length; empty if the host has none
    /// @param gateway ` via` and the default router's address, or nothing
    private record Told(String address, String gateway, List<IpAddress> nameservers) {}

    KernelSetup(Host host, NetworkInterface at, TunPlan plan) {
        this.host = host;
        this.at = at;
        this.plan = plan;
        this.resolver = new ResolverFile(plan.namespace());
    }

    /// @throws TunException if the kernel refuses any of it
    void apply() throws TunException {
        if (plan.namespace().isPresent()) {
            try {
                new NetworkNamespace(plan.namespace().get()).call(() -> {
                    set();
                    return true;
                });
            } catch (ExecutionException e) {
                throw new IllegalStateException("the interface could not be set up", e.getCause());
            }
        } else {
            set();
        }
        Told now = now();
        ip("link set dev " + plan.name() + " mtu " + at.mtu() + " txqueuelen " + QUEUE_PACKETS + " up",
                now);
        resolver.write(now.nameservers());
        told = now;
    }

    /// What is to be done, on any thread but one at a time, so that the kernel hears of what the host has now. To be called
    /// on the engine's thread. It returns what the host has, if the kernel did not know that yet.
    Callable<Optional<String>> change() {
        Told now = now();
        return () -> {
            if (now.equals(told)) {
                return Optional.empty();
            }
            ip("", now);
            resolver.write(now.nameservers());
            told = now;
            return Optional.of(now.address().isEmpty() ? "no address" : now.address() + now.gateway());
        };
    }

    private Told now() {
        List<InterfaceAddress> addresses = at.addresses();
        return addresses.isEmpty()
                ? new Told("", "", host.nameservers())
                : new Told(addresses.getFirst().toString(), gateway(addresses.getFirst().prefix()),
                        host.nameservers());
    }

    void undo() {
        resolver.remove();
    }

    /// Settings that `ip` does not know.
    private void set() throws TunException {
        try {
            // IPv6 is not spoken inside; without this the kernel would look for routers.
            Path ipv6 = Path.of(SETTINGS + "ipv6/conf/" + plan.name() + "/disable_ipv6");
            if (Files.exists(ipv6)) {
                Files.writeString(ipv6, "1");
            }
            // The link's errors come from the host's own address, as a system tells its own programs.
            Files.writeString(Path.of(SETTINGS + "ipv4/conf/" + plan.name() + "/accept_local"), "1");
        } catch (IOException e) {
            throw new TunException("cannot set up " + plan.name() + ": " + e);
        }
    }

    private void ip(String first, Told now) throws TunException {
        var command = new ArrayList<>(List.of("ip"));
        plan.namespace().ifPresent(name -> command.addAll(List.of("-n", name)));
        command.addAll(List.of("-batch", "-"));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.outputWriter(StandardCharsets.US_ASCII)) {
                in.write(first + "\n" + String.join("\n", lines(now)) + "\n");
            }
            String complaint = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new TunException("cannot set up " + plan.name() + ": " + complaint.strip());
            }
        } catch (IOException e) {
            throw new TunException(
                    "cannot set up " + plan.name() + " with 'ip' of iproute2: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TunException("interrupted while setting up " + plan.name());
        }
    }

    /// Commands of `ip`. Routes that the machine itself would use are nobody's business but its owner's: outside of a
    /// namespace there are none, not even to the own subnet.
    private List<String> lines(Told now) {
        boolean inside = plan.namespace().isPresent();
        String dev = " dev " + plan.name();
        var lines = new ArrayList<String>();
        if (!now.address().equals(told.address())) {
            // Its routes go with the last address.
            lines.add("address flush" + dev);
            lines.add(now.address().isEmpty()
                    ? ""
                    : "address add " + now.address() + dev
                            + (inside ? "" : " noprefixroute"));
        }
        if (inside && !now.address().isEmpty()) {
            lines.add("route replace default" + now.gateway() + dev);
        }
        return lines;
    }

    private String gateway(IpPrefix subnet) {
        Route route = host.ip().routes().get(IpPrefix.DEFAULT_V4);
        return route != null && !route.isOnLink() && subnet.contains(route.gateway())
                ? " via " + route.gateway()
                : "";
    }
}
