package io.netjar.gateway;

import io.netjar.dns.LookupResult;
import io.netjar.internet.Device;
import io.netjar.wire.IpAddress;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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

    /// Resolves the target at the device's resolver and connects to it. `handler` is the first handler of the
    /// connection inside. Exactly one of the others is called, on the engine's thread: `refused`, in words, if there is
    /// no address to connect to, or else `listener`, when connecting came to its end.
    void connect(Target target, ChannelHandler handler, Consumer<String> refused,
            ChannelFutureListener listener) {
        device.host().engine().mailbox().post(() -> {
            device.stub().lookup(target.host(), result -> {
                switch (result) {
                    case LookupResult.Addresses found ->
                        connect(found.first(), target, handler).addListener(listener);
                    case LookupResult.NoSuchName _ -> refused.accept("there is no name " + target.host());
                    case LookupResult.NoData _ -> refused.accept(target.host() + " has no address");
                    case LookupResult.Failed failed ->
                        refused.accept(target.host() + " could not be resolved: " + failed.reason());
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
