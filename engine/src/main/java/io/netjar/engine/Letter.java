package io.netjar.engine;

import org.jspecify.annotations.Nullable;

/// Work for the engine's thread that can be posted to its [Mailbox] any number of times without garbage. It may be
/// posted again from the moment that it runs, and not before.
public abstract class Letter implements Runnable {
    /// The stamp of a letter that was posted while nobody kept time: it is due at once.
    static final long AT_ONCE = Long.MIN_VALUE;
    /// Stands after the last letter of a pile, so that each letter in the mailbox has a next one.
    static final Letter END = new Letter() {
        @Override
        public void run() {}
    };

    /// The next letter while this one is in the mailbox, else null.
    @Nullable
    Letter next;
    /// When it was posted, by the wall clock.
    long stamp = AT_ONCE;

    /// A letter that is in no mailbox.
    protected Letter() {}

    /// Whether this is the mark after the last letter, and no letter.
    @SuppressWarnings("ReferenceEquality")
    final boolean isEnd() {
        return this == END;
    }
}
