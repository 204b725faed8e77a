package io.netjar.cli.prompt;

/// What comes of a prompt.
public sealed interface Typed {
    /// A line and Enter.
    record Line(String text) implements Typed {}

    /// Ctrl-C.
    ///
    /// @param wasEmpty whether nothing had been typed
    record Interrupt(boolean wasEmpty) implements Typed {}

    /// Ctrl-D on an empty line, or the terminal is gone.
    record End() implements Typed {}
}
