package io.netjar.web.exchange;

import io.netjar.engine.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// One instrument's trading between two full hours: begins with a book that its makers have filled, and is then a matter
/// of its own value, chance and number alone, so that any session can be worked out without those before it.
final class Session {
    private final int number;
    private final long opening;
    private final OrderFlow flow;
    private final OrderBook book;
    private final List<Trade> trades = new ArrayList<>();
    private final TreeSet<Integer> changedBids = new TreeSet<>();
    private final TreeSet<Integer> changedAsks = new TreeSet<>();
    private double next;
    private long nextNanos;
    private long tradeSequence;
    private long bookSequence;

    /// @param tradeSequence the last number before this session's first trade
    /// @param bookSequence the last number before this session's first change of the book
    Session(Instrument instrument, int number, ValuePath.Hour worth, Chance chance, long tradeSequence,
            long bookSequence) {
        this.number = number;
        this.opening = Calendar.opening(number);
        this.book = new OrderBook(new Recorder());
        this.flow = new OrderFlow(instrument, worth, chance, book);
        this.tradeSequence = tradeSequence;
        this.bookSequence = bookSequence;
        nextNanos = opening;
        flow.open();
        schedule();
    }

    /// Notes what happens in the book.
    private final class Recorder implements OrderBook.Listener {
        @Override
        public void traded(int price, long size, Side aggressor) {
            long before = tradeSequence;
            tradeSequence = Math.max(before, Calendar.sequenceBase(number)) + 1;
            trades.add(new Trade(TickLadder.price(price), size, aggressor, nextNanos, tradeSequence, before));
        }

        @Override
        public void levelChanged(Side side, int price) {
            (side == Side.BID ? changedBids : changedAsks).add(price);
        }
    }

    int number() {
        return number;
    }

    OrderBook book() {
        return book;
    }

    long tradeSequence() {
        return tradeSequence;
    }

    long bookSequence() {
        return bookSequence;
    }

    /// When the next order comes; not before the session's end if none does.
    long nextNanos() {
        return nextNanos;
    }

    /// Whether all orders of the session have come.
    boolean isOver() {
        return nextNanos >= opening + Calendar.SESSION_NANOS;
    }

    /// Lets the next order come. Returns the trades that it made.
    List<Trade> step() {
        trades.clear();
        flow.happen(next);
        if (!trades.isEmpty()) {
            flow.traded();
        }
        List<Trade> made = trades.isEmpty() ? List.of() : List.copyOf(trades);
        schedule();
        return made;
    }

    private void schedule() {
        next = flow.next(next);
        nextNanos = opening + (long) (next * 1e9);
    }

    /// What changed in the book since this was asked the last time.
    ///
    /// @param nanos when
    BookChange takeChange(long nanos) {
        long before = bookSequence;
        bookSequence = Math.max(before, Calendar.sequenceBase(number)) + 1;
        var change = new BookChange(sizes(Side.BID, changedBids.descendingSet()),
                sizes(Side.ASK, changedAsks), nanos, bookSequence, before);
        changedBids.clear();
        changedAsks.clear();
        return change;
    }

    /// Whether [#takeChange] would tell of something.
    boolean hasChanged() {
        return !changedBids.isEmpty() || !changedAsks.isEmpty();
    }

    /// Counts all of an older session's prices as changed, as its orders have expired.
    void replaces(Session older) {
        for (int price : older.book.prices(Side.BID)) {
            changedBids.add(price);
        }
        for (int price : older.book.prices(Side.ASK)) {
            changedAsks.add(price);
        }
    }

    /// All that waits on a side, best price first.
    List<BookChange.Level> levels(Side side) {
        var prices = new TreeSet<Integer>();
        for (int price : book.prices(side)) {
            prices.add(price);
        }
        return sizes(side, side == Side.BID ? prices.descendingSet() : prices);
    }

    private List<BookChange.Level> sizes(Side side, Iterable<Integer> prices) {
        List<BookChange.Level> levels = new ArrayList<>();
        for (int price : prices) {
            levels.add(new BookChange.Level(TickLadder.price(price), book.sizeAt(side, price)));
        }
        return levels;
    }
}
