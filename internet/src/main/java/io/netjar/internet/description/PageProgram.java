package io.netjar.internet.description;

/// A program that makes the pages at a path, or below one that ends with a slash.
public enum PageProgram {
    /// What is traded on the site's market, and was: candles, order books, trades.
    MARKET,
    /// One page that says which site this is and where it stands, for sites of which nothing else is to be seen.
    ABOUT
}
