package io.netjar.internet.event;

import io.netjar.net.link.Link;

/// The cables and lines of a running Internet.
@FunctionalInterface
public interface Lines {
    /// The line of that name.
    Link line(String name);

    /// Is told when a line of that name carries longer or shorter packets than before.
    default void resized(String name) {
        // There is nobody who must know.
    }
}
