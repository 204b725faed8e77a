package io.netjar.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Until when a visitor must have come to an end of what it is saying, however many pieces it says it in. Belongs to the
/// visitor's event loop.
final class Deadline {
    private final Duration patience;
    private @Nullable Future<?> timer;

    Deadline(Duration patience) {
        this.patience = patience;
    }

    boolean isRunning() {
        return timer != null;
    }

    /// Starts anew. When the time is up, `missed` is called.
    void start(ChannelHandlerContext context, Runnable missed) {
        stop();
        timer = context.executor().schedule(() -> {
            timer = null;
            missed.run();
        }, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
