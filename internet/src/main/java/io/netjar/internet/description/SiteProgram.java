package io.netjar.internet.description;

/// A program behind a WebSocket path.
public enum SiteProgram {
    /// A feed of prices that tick.
    MARKET,
    /// Sends back what it is sent.
    ECHO
}
