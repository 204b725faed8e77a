package io.netjar.netty;

import io.netjar.engine.Engine;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/// The engine's clock as Netty reads it.
record EngineTicker(Engine engine) implements Ticker {
    @Override
    public long initialNanoTime() {
        return 0;
    }

    @Override
    public long nanoTime() {
        return engine.now();
    }

    @Override
    public void sleep(long delay, TimeUnit unit) {
        throw new UnsupportedOperationException(
                "the engine's time does not pass while its thread sleeps: schedule");
    }
}
