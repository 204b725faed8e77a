package io.netjar.web.exchange;

import java.util.Locale;
import java.util.Optional;

/// What can be subscribed to.
enum FeedType {
    TICKER, TRADE, ORDERBOOK;

    /// The type as messages name it.
    static Optional<FeedType> of(String word) {
        for (FeedType type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
