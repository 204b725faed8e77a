package io.netjar.web.exchange;

import java.util.List;

/// How an order book changed at one time.
///
/// @param bids the buyers' prices that changed, highest first
/// @param asks the sellers' prices that changed, lowest first
/// @param nanos engine time
record BookChange(List<Level> bids, List<Level> asks, long nanos, long sequence, long previous)
        implements
            Sequenced {
    /// What waits at one price.
    ///
    /// @param price in units of 0.0001 won
    /// @param size in units of 0.0001 coins, 0 if nothing waits there any more
    record Level(long price, long size) {}

    BookChange {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
