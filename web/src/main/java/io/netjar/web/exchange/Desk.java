package io.netjar.web.exchange;

import io.netjar.web.SharedText;
import io.netjar.web.WebSocketSession;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Where one instrument's subscribers are told what happens. What is told to many is made once. While there are none,
/// the instrument is not watched.
final class Desk implements Listing.Watcher {
    private final Listing listing;
    private final Map<FeedType, Audience> audiences = new EnumMap<>(FeedType.class);
    private int seats;

    Desk(Listing listing) {
        this.listing = listing;
        for (FeedType type : FeedType.values()) {
            audiences.put(type, new Audience());
        }
    }

    /// A subscription to one type, to be given back with [#leave].
    record Place(Desk desk, Audience audience, Audience.Seat seat) {
        void leave() {
            audience.leave(seat);
            desk.left();
        }
    }

    /// Tells `session` what happens from now on.
    Place join(FeedType type, WebSocketSession session) {
        if (seats++ == 0) {
            listing.watch(this);
        }
        Audience audience = audience(type);
        return new Place(this, audience, audience.join(session));
    }

    private void left() {
        if (--seats == 0) {
            listing.forget(this);
        }
    }

    private Audience audience(FeedType type) {
        return Objects.requireNonNull(audiences.get(type));
    }

    /// The present state.
    Optional<String> snapshot(FeedType type) {
        Optional<Trade> last = listing.trades().newest();
        return switch (type) {
            case TICKER -> Optional.of(FeedText.ticker(listing, last, true));
            case TRADE -> last.map(trade -> FeedText.trade(listing, trade, true));
            case ORDERBOOK -> {
                Optional<BookChange> change = listing.changes().newest();
                yield Optional.of(FeedText.book(listing, change.map(BookChange::nanos).orElse(0L),
                        listing.changes().last()));
            }
        };
    }

    /// What came after number `sequence`; empty if that is not known any more, or the present state says it all.
    Optional<List<String>> missed(FeedType type, long sequence) {
        return switch (type) {
            case TICKER -> sequence == listing.trades().last() ? Optional.of(List.of()) : Optional.empty();
            case TRADE -> listing.trades().after(sequence).map(missed -> missed.stream()
                    .map(trade -> FeedText.trade(listing, trade, false)).toList());
            case ORDERBOOK -> listing.changes().after(sequence).map(missed -> missed.stream()
                    .map(change -> FeedText.change(listing, change)).toList());
        };
    }

    @Override
    public void traded(Trade trade) {
        Audience trades = audience(FeedType.TRADE);
        if (!trades.isEmpty()) {
            trades.tell(SharedText.of(FeedText.trade(listing, trade, false)));
        }
        Audience tickers = audience(FeedType.TICKER);
        if (!tickers.isEmpty()) {
            tickers.tell(SharedText.of(FeedText.ticker(listing, Optional.of(trade), false)));
        }
    }

    @Override
    public void changed(BookChange change) {
        Audience books = audience(FeedType.ORDERBOOK);
        if (!books.isEmpty()) {
            books.tell(SharedText.of(FeedText.change(listing, change)));
        }
    }
}
