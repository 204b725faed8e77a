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

    /// Puts `query` to the device's resolver and tells `done` the answer, on the engine's thread; once, unless the device
    /// has no UDP port left.
    ///
    /// Preconditions: `query` has a DNS header and is not a response.
    void ask(byte[] query, boolean tcp, Consumer<byte[]> done, Runnable lost) {
        device.host().engine().mailbox().post(() -> {
            try {
                device.stub().relay(query, tcp, done);
            } catch (IllegalStateException e) {
                // The device has no port left. What visitors ask for must not stop the engine.
                lost.run();
            }
        });
    }

    /// Resolves the target at the device's resolver and connects to it. `handler` is the first handler of the
    /// connection inside. Exactly one of the others is called, on the engine's thread: `refused`, in words, if there is
    /// no address to connect to, or else `listener`, when connecting came to its end.
    void connect(Target target, ChannelHandler handler, Consumer<String> refused,
            ChannelFutureListener listener) {
        device.host().engine().mailbox().post(() -> {
            try {
                device.stub().lookup(target.host(), result -> {
                    switch (result) {
                        case LookupResult.Addresses found ->
                            connect(found.first(), target, handler).addListener(listener);
                        case LookupResult.NoSuchName _ ->
                            refused.accept("there is no name " + target.host());
                        case LookupResult.NoData _ -> refused.accept(target.host() + " has no address");
                        case LookupResult.Failed failed ->
                            refused.accept(target.host() + " could not be resolved: " + failed.reason());
                    }
                });
            } catch (IllegalStateException e) {
                // What visitors ask for must not stop the engine.
                refused.accept(target.host() + " could not be resolved: " + e.getMessage());
            }
        });
    }

    private ChannelFuture connect(IpAddress address, Target target, ChannelHandler handler) {
        return device.transport().bootstrap().option(ChannelOption.TCP_NODELAY, true).handler(handler)
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
