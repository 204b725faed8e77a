package io.netjar.web.exchange;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.util.ArrayList;
import java.util.List;

/// One instrument on the market: its book and trades up to the present, for those who ask, and step by step for those
/// who watch.
///
/// Nothing happens here while nobody watches; when somebody asks, the present day's sessions are caught up with, and the
/// last one before it, at most 25 of them, however long nobody asked.
final class Listing {
    /// Changes kept for clients that were cut off.
    static final int KEPT_CHANGES = 1_000;

    private final Engine engine;
    private final Instrument instrument;
    private final String owner;
    private final ValuePath path;
    private final List<Watcher> watchers = new ArrayList<>();
    private final Timer timer;
    private final Ring<Trade> trades;
    private final Ring<BookChange> changes;
    private final History history;
    private Session session;
    private DayFigures day;

    /// Is told of what happens, on the engine's thread.
    interface Watcher {
        /// A trade took place.
        void traded(Trade trade);

        /// The book changed.
        void changed(BookChange change);
    }

    /// @param market the market's name
    Listing(Engine engine, String market, Instrument instrument) {
        this.engine = engine;
        this.instrument = instrument;
        this.owner = "market " + market + " " + instrument.code();
        this.path = new ValuePath(instrument, number -> engine.chance(owner + " value " + number));
        this.timer = new Timer(engine, _ -> watch());
        int first = firstNeeded(Calendar.session(engine.now()));
        this.history = new History(first, this::replay);
        this.trades = new Ring<>(KEPT_CHANGES, Calendar.sequenceBase(first));
        this.changes = new Ring<>(KEPT_CHANGES, Calendar.sequenceBase(first));
        this.session = session(first, Calendar.sequenceBase(first), Calendar.sequenceBase(first));
        this.day = new DayFigures(fixing(first));
        record(session.takeChange(Calendar.opening(first)));
    }

    Instrument instrument() {
        return instrument;
    }

    /// What was traded, up to now.
    Ring<Trade> trades() {
        catchUp();
        return trades;
    }

    /// How the book changed, up to now.
    Ring<BookChange> changes() {
        catchUp();
        return changes;
    }

    /// The present day's figures.
    DayFigures day() {
        catchUp();
        return day;
    }

    /// All that waits on a side now, best price first.
    List<BookChange.Level> levels(Side side) {
        catchUp();
        return session.levels(side);
    }

    /// Candles up to now.
    History history() {
        catchUp();
        return history;
    }

    /// Tells `watcher` of all that happens from now on.
    void watch(Watcher watcher) {
        catchUp();
        watchers.add(watcher);
        timer.armAt(nextNanos());
    }

    /// Tells `watcher` nothing more.
    void forget(Watcher watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty()) {
            timer.cancel();
        }
    }

    private void watch() {
        step();
        timer.armAt(nextNanos());
    }

    /// When the next order comes or the session ends.
    private long nextNanos() {
        return Math.min(session.nextNanos(), Calendar.opening(session.number() + 1));
    }

    /// Lets happen what is to have happened by now; while somebody watches, the timer has seen to it.
    private void catchUp() {
        if (!watchers.isEmpty()) {
            return;
        }
        int first = firstNeeded(Calendar.session(engine.now()));
        if (session.number() < first) {
            open(first);
        }
        while (nextNanos() <= engine.now()) {
            step();
        }
    }

    /// The session to start with: the day's first, or the one before the present, whichever is earlier.
    private static int firstNeeded(int present) {
        return Math.max(Calendar.FIRST_SESSION, Math.min(Calendar.firstOfDay(present), present - 1));
    }

    private void step() {
        if (session.isOver()) {
            open(session.number() + 1);
            return;
        }
        long now = session.nextNanos();
        for (Trade trade : session.step()) {
            trades.add(trade);
            history.add(trade);
            day.add(trade);
            for (Watcher watcher : List.copyOf(watchers)) {
                watcher.traded(trade);
            }
        }
        if (session.hasChanged()) {
            record(session.takeChange(now));
        }
    }

    /// Begins a session: the orders of the one before have expired.
    private void open(int number) {
        Session older = session;
        boolean next = number == older.number() + 1;
        long trade = next ? older.tradeSequence() : Calendar.sequenceBase(number);
        long change = next ? older.bookSequence() : Calendar.sequenceBase(number);
        session = session(number, trade, change);
        session.replaces(older);
        if (Calendar.firstOfDay(number) != Calendar.firstOfDay(older.number())) {
            day = new DayFigures(fixing(number));
        }
        // Kept is what came after the first of the session before, whose predecessor nobody may have worked out.
        trades.forgetBefore(Calendar.sequenceBase(number - 1) + 2);
        changes.forgetBefore(Calendar.sequenceBase(number - 1) + 2);
        history.open(number);
        record(session.takeChange(Calendar.opening(number)));
    }

    private void record(BookChange change) {
        changes.add(change);
        for (Watcher watcher : List.copyOf(watchers)) {
            watcher.changed(change);
        }
    }

    private Session session(int number, long tradeSequence, long bookSequence) {
        return new Session(instrument, number, path.hour(number), chance(number), tradeSequence,
                bookSequence);
    }

    private Chance chance(int number) {
        return engine.chance(owner + " orders " + number);
    }

    /// The value at the beginning of the day of a session, as a price.
    private long fixing(int number) {
        int first = Math.max(Calendar.FIRST_SESSION, Calendar.firstOfDay(number));
        return TickLadder.price(TickLadder.number(path.hour(first).values()[0]));
    }

    /// All trades of a past session, as candles.
    private CandleRow replay(int number, long length) {
        Session past = session(number, 0, 0);
        var row = new CandleRow(length);
        while (!past.isOver()) {
            past.step().forEach(row::add);
        }
        return row;
    }
}
