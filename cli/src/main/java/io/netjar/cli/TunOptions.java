package io.netjar.cli;

import io.netjar.gateway.tun.TunDoor;
import io.netjar.gateway.tun.TunException;
import io.netjar.gateway.tun.TunPlan;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Provider;
import io.netjar.wire.IpPrefix;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `run` that put a kernel in a device's place.
final class TunOptions {
    @Option(names = "--tun", paramLabel = "DEVICE=NAME", description = "Give this machine's kernel the place of DEVICE: its traffic is that of "
            + "the network interface NAME, a TUN device. Needs Linux and CAP_NET_ADMIN; nothing else does.")
    private @Nullable String tun;

    @Option(names = "--netns", paramLabel = "NAMESPACE", description = "With --tun: the network namespace in which NAME is made, with a default "
            + "route and a resolv.conf (ip netns add NAMESPACE makes one). Without it no route is set.")
    private @Nullable String namespace;

    /// The place that is taken, and by which interface.
    record Place(Device device, TunPlan plan) {
        /// Opens it; the engine must stand still. What changes later is printed to `news`.
        TunDoor open(PrintWriter news) throws Failure {
            try {
                TunDoor door = TunDoor.open(device.host(), device.networkInterface(), plan);
                door.follow(device.dhcp(), line -> {
                    news.println(line);
                    news.flush();
                });
                return door;
            } catch (TunException e) {
                throw Failure.failed(String.valueOf(e.getMessage()));
            }
        }

        /// What a person has to know to use it.
        void print(Internet internet, PrintWriter out) {
            String at = device.networkInterface().addresses().getFirst().toString();
            String where = plan.namespace().map(name -> " in network namespace " + name).orElse("");
            out.println("  %-11s %-24s %s is this kernel's, with %s%s".formatted("TUN", plan.name(),
                    device.name(),
                    at, where));
            if (plan.namespace().isPresent()) {
                out.println("              ip netns exec " + plan.namespace().get() + " ping -c 3 "
                        + firstSite(internet));
                return;
            }
            for (IpPrefix prefix : prefixes(internet)) {
                out.println("              ip route add " + prefix + " dev " + plan.name() + " src "
                        + device.address());
            }
            device.host().nameservers()
                    .forEach(server -> out.println("              nameserver " + server
                            + "   (the line for resolv.conf; dig @" + server + " asks it)"));
        }

        private static String firstSite(Internet internet) {
            return internet.sites().isEmpty() ? "ADDRESS" : internet.sites().getFirst().name();
        }

        /// What the emulated Internet has: the device's own network and its providers'.
        private List<IpPrefix> prefixes(Internet internet) {
            var prefixes = new ArrayList<IpPrefix>();
            prefixes.add(device.networkInterface().addresses().getFirst().prefix());
            internet.description().providers().stream().map(Provider::addresses).forEach(prefixes::add);
            return prefixes;
        }
    }

    /// The place asked for, if one is.
    Optional<Place> place(World world) throws Failure {
        String text = tun;
        if (text == null) {
            if (namespace != null) {
                throw Failure.usage("--netns says where a TUN device is made; it needs --tun DEVICE=NAME");
            }
            return Optional.empty();
        }
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw Failure.usage(
                    "--tun: '" + text + "' is not a device and an interface like alice/laptop=netjar0");
        }
        Device device = world.device(text.substring(0, equals));
        try {
            return Optional.of(new Place(device,
                    new TunPlan(text.substring(equals + 1), Optional.ofNullable(namespace))));
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--tun: " + e.getMessage());
        }
    }
}
