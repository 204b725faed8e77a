package io.netjar.web;

import io.netjar.engine.Engine;
import java.io.Closeable;
import java.io.IOException;

/// The bytes behind a URL, read piece by piece while they are sent.
public interface Body {
    /// Length in bytes.
    long length();

    /// The entity tag, with its quotes: the same for the same bytes, on every machine. RFC 9110 §8.8.3.
    String entityTag();

    /// When it was last changed, in seconds since 1970. Usually the beginning of the emulated calendar: real file times
    /// differ between checkouts, and answers are to be the same bytes everywhere. Changes show in the entity tag.
    default long lastModifiedSeconds() {
        return Engine.EPOCH_SECONDS;
    }

    /// Begins reading; the caller closes what it is given.
    ///
    /// @throws IOException if the bytes cannot be had
    Reader open() throws IOException;

    /// Access to the bytes by position.
    interface Reader extends Closeable {
        /// Fills `target` with the bytes from `position` on.
        ///
        /// @throws IOException if there are not that many
        void read(long position, byte[] target) throws IOException;
    }
}
