package io.netjar.gateway;

import io.netjar.dns.Lookup;
import io.netjar.internet.Device;
import io.netjar.wire.IpAddress;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Consumer;

/// The device as which visitors act: resolves their names and makes their connections, on the engine's thread.
final class Inside {
    private final Device device;

    Inside(Device device) {
        this.device = device;
    }

    Device device() {
        return device;
    }

    /// How an attempt to connect went wrong before there was a connection to fail.
    sealed interface Refusal {
        /// The name is not known, or nobody could tell.
        record NoSuchName(String text) implements Refusal {
        }
    }

    /// Resolves `host` (a name or a dotted address) at the device's resolver and connects to `port` there.
    /// `handler` is the first handler of the connection inside. Exactly one of `refused` and `connecting` is
    /// called, on the engine's thread; the future given to the latter tells the rest.
    void connect(Target target, ChannelHandler handler, Consumer<Refusal> refused, ChannelFutureListener listener) {
        device.engine().mailbox().post(() -> {
            Optional<IpAddress> literal = IpAddress.parse(target.host());
            if (literal.isPresent()) {
                connect(literal.get(), target, handler).addListener(listener);
                return;
            }
            device.stub().lookup(target.host(), answer -> {
                switch (answer) {
                    case Lookup.Addresses found ->
                        connect(found.addresses().getFirst(), target, handler).addListener(listener);
                    case Lookup.NoSuchName _ ->
                        refused.accept(new Refusal.NoSuchName("there is no name " + target.host()));
                    case Lookup.NoData _ ->
                        refused.accept(new Refusal.NoSuchName(target.host() + " has no address"));
                    case Lookup.Failed failed -> refused.accept(new Refusal.NoSuchName(
                            "the name " + target.host() + " could not be resolved: " + failed.reason()));
                }
            });
        });
    }

    private ChannelFuture connect(IpAddress address, Target target, ChannelHandler handler) {
        return device.transport().bootstrap().option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true).handler(handler)
                .connect(socketAddress(target.host(), address, target.port()));
    }

    private static InetSocketAddress socketAddress(String host, IpAddress address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host, address.octets()), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are always an address", e);
        }
    }
}
