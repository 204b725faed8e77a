package io.netjar.net.dhcp;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.ip.AddressProbe;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.Route;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpView;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A DHCP client on UDP port 68 of one interface of a host. RFC 2131 §4.4. What it is given it sets on the host:
/// address, default route, name servers; and takes away when the lease ends.
///
/// It begins at once (RFC 2131 §4.4.1 suggests a pause of 1 to 10 s at power-up, which clients of today leave out).
/// Whether somebody has the address already it finds out only if told to ([#probes]): that takes 4 to 7 s, and Linux's
/// clients leave it out, too.
public final class DhcpClient {
    private final Host host;
    private final NetworkInterface at;
    private final DhcpClientMachine machine;
    private final Timer timer;
    private final Chance chance;
    private Listener listener = new Listener() {
        @Override
        public void bound(DhcpBinding binding) {}

        @Override
        public void lost() {}
    };
    private @Nullable UdpSocket socket;
    private @Nullable DhcpBinding applied;
    private @Nullable AddressProbe probe;
    private boolean announces;

    /// Who wants to know what a client was given.
    public interface Listener {
        /// The host has this now; or still, with new times.
        void bound(DhcpBinding binding);

        /// The host has lost it again.
        void lost();
    }

    public DhcpClient(Host host, NetworkInterface at) {
        this.host = host;
        this.at = at;
        String ownName = host.name().substring(host.name().lastIndexOf('/') + 1);
        this.machine = new DhcpClientMachine(at.mac().bits(), ownName, host.chance("dhcp/" + at.name()),
                new Outside());
        this.chance = host.chance("acd/" + at.name());
        this.timer = new Timer(host.engine(), this::due);
        at.port().onCarrier((_, found) -> carrierChanged(found));
    }

    /// Tells `newListener`, in place of the one before, of what happens from now on; after it is set on the host.
    public void listener(Listener newListener) {
        listener = newListener;
    }

    /// Begins to ask for an address, or begins again.
    ///
    /// @throws IllegalStateException if UDP port 68 is taken on the interface
    public void start() {
        if (socket == null) {
            socket = host.udp().bind(at, DhcpView.CLIENT_PORT, this::received);
        }
        endProbe();
        machine.start(host.engine().now());
        arm();
    }

    /// Lets a new address be probed for by ARP (RFC 5227), declined (DHCPDECLINE) if somebody has it, and announced if not.
    public void probes(boolean on) {
        announces = on;
        machine.probes(on);
    }

    /// Asks whether the address may be kept (INIT-REBOOT, RFC 2131 §3.2), as it does by itself when the interface's carrier
    /// has come back. The host goes on with the address unless a server says no.
    ///
    /// @throws IllegalStateException if UDP port 68 is taken on the interface
    public void reboot() {
        if (socket == null) {
            socket = host.udp().bind(at, DhcpView.CLIENT_PORT, this::received);
        }
        endProbe();
        machine.reboot(host.engine().now());
        arm();
    }

    /// Gives the address back (DHCPRELEASE) and is silent.
    public void stop() {
        endProbe();
        machine.stop();
        arm();
        UdpSocket open = socket;
        if (open != null) {
            open.close();
            socket = null;
        }
    }

    public DhcpState state() {
        return machine.state();
    }

    /// What the host has, if it has anything.
    public Optional<DhcpBinding> binding() {
        return Optional.ofNullable(machine.binding());
    }

    /// RFC 2131 §3.7: "A client SHOULD use DHCP to reacquire or verify its IP address and network parameters whenever the
    /// local network parameters may have changed; e.g., at system boot time or after a disconnection from the local
    /// network, as the local network configuration may change without the client's or user's knowledge."
    private void carrierChanged(boolean found) {
        if (found && socket != null) {
            reboot();
        }
    }

    private void due(long now) {
        machine.due(now);
        arm();
    }

    private void received(UdpSocket from, Endpoint server, byte[] data, int offset, int length) {
        Optional<DhcpMessage> message = DhcpMessage.parse(data, offset, length);
        if (message.isPresent()) {
            machine.receive(message.get(), host.engine().now());
            arm();
        }
    }

    private void arm() {
        if (machine.deadline() == Engine.NEVER) {
            timer.cancel();
        } else if (machine.deadline() != timer.deadline()) {
            timer.armAt(machine.deadline());
        }
    }

    private void apply(DhcpBinding binding) {
        DhcpBinding before = applied;
        boolean isSameAddress = before != null && before.address().equals(binding.address())
                && before.prefixLength() == binding.prefixLength();
        if (!isSameAddress) {
            remove();
            at.addAddress(binding.address(), binding.prefixLength());
            if (announces) {
                at.arp().announce(binding.address());
            }
        }
        applied = binding;
        if (!binding.routers().isEmpty()) {
            host.ip().routes().add(IpPrefix.DEFAULT_V4, binding.routers().getFirst(), at);
        }
        host.nameservers(binding.nameservers());
        // Some servers put several into option 15; clients on Linux search them all.
        host.searchDomains(
                Stream.of(binding.domain().split(" ")).filter(domain -> !domain.isEmpty()).toList());
    }

    private void endProbe() {
        AddressProbe running = probe;
        if (running != null) {
            running.cancel();
            probe = null;
        }
    }

    private void remove() {
        DhcpBinding before = applied;
        if (before == null) {
            return;
        }
        applied = null;
        Route route = host.ip().routes().get(IpPrefix.DEFAULT_V4);
        if (route != null && route.out() == at) {
            host.ip().routes().remove(IpPrefix.DEFAULT_V4);
        }
        at.removeAddress(before.address());
        host.nameservers(List.of());
        host.searchDomains(List.of());
    }

    private final class Outside implements DhcpClientMachine.Outlet {
        @Override
        public void send(DhcpMessage message, IpAddress destination) {
            UdpSocket open = socket;
            if (open != null) {
                byte[] bytes = message.encoded();
                open.send(new Endpoint(destination, DhcpView.SERVER_PORT), bytes, 0, bytes.length);
            }
        }

        @Override
        public void bound(DhcpBinding binding) {
            apply(binding);
            listener.bound(binding);
        }

        @Override
        public void lost() {
            remove();
            listener.lost();
        }

        @Override
        public void probe(IpAddress address) {
            probe = at.arp().probe(address, chance, new Verdict());
        }
    }

    /// What the probe finds.
    private final class Verdict implements AddressProbe.Listener {
        @Override
        public void isFree() {
            probe = null;
            machine.isFree();
            arm();
        }

        @Override
        public void isTaken() {
            probe = null;
            machine.isTaken(host.engine().now());
            arm();
        }
    }
}
