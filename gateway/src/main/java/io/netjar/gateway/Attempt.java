package io.netjar.gateway;

import io.netjar.dns.LookupResult;
import io.netjar.internet.Device;
import io.netjar.wire.IpAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One visitor's way to one target: a name looked up at the device's resolver, then a connection. It is given up when the
/// visitor goes, so that nobody leaves half-open connections inside. Belongs to the engine's thread.
final class Attempt {
    private final Device device;
    private final Target target;
    private final ChannelHandler handler;
    private final Consumer<String> refused;
    private final ChannelFutureListener listener;
    private @Nullable ChannelFuture connecting;
    private boolean abandoned;

    /// @param handler the first handler of the connection inside
    /// @param refused told why there is no address to connect to
    /// @param listener told when connecting came to its end; instead of `refused`
    Attempt(Device device, Target target, ChannelHandler handler, Consumer<String> refused,
            ChannelFutureListener listener) {
        this.device = device;
        this.target = target;
        this.handler = handler;
        this.refused = refused;
        this.listener = listener;
    }

    /// Begins soon, and ends early if `visitor` goes; any thread may call it.
    void beginFor(Channel visitor) {
        ChannelFutureListener gone = _ -> device.host().engine().mailbox().post(this::abandon);
        device.host().engine().mailbox().post(() -> begin(() -> visitor.closeFuture().removeListener(gone)));
        visitor.closeFuture().addListener(gone);
    }

    private void begin(Runnable over) {
        if (abandoned) {
            refused.accept("nobody waits for it");
            return;
        }
        try {
            device.stub().lookup(target.host(), result -> found(result, over));
        } catch (IllegalStateException e) {
            // The device has no port left. What visitors ask for must not stop the engine.
            over.run();
            refused.accept(target.host() + " could not be resolved: " + e.getMessage());
        }
    }

    private void found(LookupResult result, Runnable over) {
        if (!abandoned && result instanceof LookupResult.Addresses addresses) {
            ChannelFuture future = connect(addresses.first());
            connecting = future;
            future.addListener(_ -> over.run()).addListener(listener);
            return;
        }
        over.run();
        refused.accept(switch (result) {
            case LookupResult.Addresses _ -> "nobody waits for it";
            case LookupResult.NoSuchName _ -> "there is no name " + target.host();
            case LookupResult.NoData _ -> target.host() + " has no address";
            case LookupResult.Failed failed -> target.host() + " could not be resolved: " + failed.reason();
        });
    }

    private void abandon() {
        abandoned = true;
        ChannelFuture open = connecting;
        if (open != null && !open.isDone()) {
            open.channel().close();
        }
    }

    private ChannelFuture connect(IpAddress found) {
        // As connect() does on Linux: the address of nobody in particular is the device itself.
        IpAddress address = found.equals(IpAddress.ANY_V4) ? IpAddress.LOOPBACK_V4 : found;
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
