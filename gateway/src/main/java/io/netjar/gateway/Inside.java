package io.netjar.gateway;

import io.netjar.internet.Device;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
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

    /// Resolves the target at the device's resolver and connects to it, unless `visitor` goes before that is done.
    /// `handler` is the first handler of the connection inside. Exactly one of the others is called, on the engine's
    /// thread: `refused`, in words, if there is no address to connect to, or else `listener`, when connecting came to its
    /// end.
    void connect(Channel visitor, Target target, ChannelHandler handler, Consumer<String> refused,
            ChannelFutureListener listener) {
        new Attempt(device, target, handler, refused, listener).beginFor(visitor);
    }
}
