package io.netjar.web.exchange;

/// The two sides of a market.
enum Side {
    /// Who buys.
    BID,
    /// Who sells.
    ASK;

    Side other() {
        return this == BID ? ASK : BID;
    }
}
