package io.netjar.internet.builder;

import io.netjar.internet.description.DeviceWording;
import io.netjar.internet.description.NatKind;
import io.netjar.internet.description.WifiQuality;
import io.netjar.internet.description.Wording;
import io.netjar.net.wifi.Signal;
import java.util.Map;
import java.util.function.Consumer;

/// What is said of a home or an office.
///
/// @param <C> the home or the office itself
public abstract sealed class CustomerPart<C extends CustomerPart<C>> extends Part<C>
        permits HomePart, OfficePart {
    CustomerPart() {}

    /// Whose customer it is.
    public C provider(String name) {
        return set("provider", name);
    }

    /// Where its line ends: a city of the provider, its first one if nothing is said.
    public C city(String name) {
        return set("city", name);
    }

    /// The network inside: a private one, or of an office without NAT a public one, as in `10.10.0.0/16`.
    public C network(String prefix) {
        return set("network", prefix);
    }

    /// How well the Wi-Fi works.
    public C wifi(WifiQuality quality) {
        return set("wifi", Wording.word(quality));
    }

    /// The Wi-Fi, with all that can be said of it.
    public C wifi(Consumer<WifiPart> words) {
        return set("wifi", new WifiPart(), words);
    }

    /// Devices as files write them: `pc`, `laptop (wifi)`, `tv (wifi weak)`, `12 × desk`.
    public C devices(String... entries) {
        return add("devices", (Object[]) entries);
    }

    /// A device in the Wi-Fi that hears the access point so well.
    public C device(String name, Signal signal) {
        return add("devices", name + " (" + DeviceWording.wifi(signal) + ")");
    }

    /// A device, with all that can be said of it.
    public C device(String name, Consumer<DevicePart> words) {
        var device = new DevicePart();
        words.accept(device);
        return add("devices", Map.of(name, device.tree()));
    }

    /// How the router translates addresses.
    public C nat(NatKind kind) {
        return set("nat", Wording.word(kind));
    }

    /// How the router translates addresses, with all that can be said of it.
    public C nat(Consumer<NatPart> words) {
        return set("nat", new NatPart(), words);
    }

    /// A port that those outside reach at a device inside, where it has the same number.
    public C open(Transport protocol, int port, String device) {
        return put("open", protocol.word() + " " + port, device);
    }

    /// A port that those outside reach at a device inside, where it has another number.
    public C open(Transport protocol, int port, String device, int devicePort) {
        return put("open", protocol.word() + " " + port, device + " " + devicePort);
    }

    /// What those inside cannot begin with those outside, as files write it: `tcp 25`, `any to 192.0.2.7`.
    public C block(String... rules) {
        return add("block", (Object[]) rules);
    }

    /// What its DHCP server does.
    public C dhcp(Consumer<DhcpPart> words) {
        return set("dhcp", new DhcpPart(), words);
    }

    /// How the TCP of its machines behaves.
    public C tcp(Consumer<LanTcpPart> words) {
        return set("tcp", new LanTcpPart(), words);
    }
}
