package io.netjar.internet.description;

/// A program behind a WebSocket path.
public enum SiteProgram {
    /// A feed of the order books and trades of the site's market.
    MARKET,
    /// Sends back what it is sent.
    ECHO
}
