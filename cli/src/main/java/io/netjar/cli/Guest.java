package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.internet.Internet;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/// A command that works on an Internet which runs already: `ping` at the prompt is the `ping` of a fresh Internet. It has a
/// thread of its own that takes turns with the engine's: only one of the two runs at a time, so what the command does it does as
/// the owner of the engine. Where on a fresh Internet it would run the engine until something has happened, it gives its
/// turn away until that is so.
final class Guest {
    /// The guest whose thread this is.
    static final ScopedValue<Guest> CURRENT = ScopedValue.newInstance();
    /// How often it is looked whether what a guest waits for has happened, in time inside.
    private static final long LOOK_NANOS = 1_000_000;

    private final Internet internet;
    private final Runnable ended;
    private final Semaphore guestsTurn = new Semaphore(0);
    private final Semaphore enginesTurn = new Semaphore(0);
    private final Timer look;
    private Thread thread = Thread.currentThread();
    private BooleanSupplier awaited = () -> true;
    private boolean isCancelled;
    private boolean hasEnded;

    /// What a guest meets that has been told to go.
    static final class Cancelled extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Cancelled() {
            super("cancelled");
        }
    }

    /// @param ended called on the engine's thread when the work has come to its end
    Guest(Internet internet, Runnable ended) {
        this.internet = internet;
        this.ended = ended;
        this.look = new Timer(internet.engine(), _ -> look());
    }

    Internet internet() {
        return internet;
    }

    /// Begins `work` now; on the engine's thread.
    void begin(Runnable work) {
        Thread made = Thread.ofPlatform().daemon().name("netjar-command").unstarted(() -> {
            guestsTurn.acquireUninterruptibly();
            try {
                ScopedValue.where(CURRENT, this).run(work);
            } finally {
                hasEnded = true;
                enginesTurn.release();
            }
        });
        thread = made;
        made.start();
        giveTurn();
    }

    /// Waits until `done`, or for so long; on the guest's thread.
    ///
    /// @param nanos of time inside; [Engine#NEVER] if only `done` counts
    void await(BooleanSupplier done, long nanos) {
        long end = nanos == Engine.NEVER ? nanos : internet.engine().now() + nanos;
        awaited = () -> done.getAsBoolean() || internet.engine().now() >= end;
        if (awaited.getAsBoolean()) {
            return;
        }
        look.armAt(Math.min(end, internet.engine().now() + LOOK_NANOS));
        enginesTurn.release();
        guestsTurn.acquireUninterruptibly();
        if (isCancelled) {
            throw new Cancelled();
        }
    }

    private void look() {
        if (awaited.getAsBoolean()) {
            giveTurn();
        } else {
            look.armIn(LOOK_NANOS);
        }
    }

    /// On the engine's thread.
    private void giveTurn() {
        Thread engines = Thread.currentThread();
        internet.loop().handOverTo(thread);
        guestsTurn.release();
        enginesTurn.acquireUninterruptibly();
        internet.loop().handOverTo(engines);
        if (hasEnded) {
            ended.run();
        }
    }

    /// Makes the work end where it waits; on the engine's thread.
    void cancel() {
        if (!hasEnded) {
            isCancelled = true;
            look.cancel();
            giveTurn();
        }
    }
}
