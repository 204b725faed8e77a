package io.netjar.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MarketTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final String CODE = "KRW-SORI";

    /// Keeps all that it is told.
    private static final class Witness implements Listing.Watcher {
        private final List<Trade> trades = new ArrayList<>();
        private final List<BookChange> changes = new ArrayList<>();

        @Override
        public void traded(Trade trade) {
            trades.add(trade);
        }

        @Override
        public void changed(BookChange change) {
            changes.add(change);
        }
    }

    private static Listing listing(Engine engine) {
        return new Market(engine, "exchange").listing(CODE).orElseThrow();
    }

    /// What a watcher hears from minute `from` to minute `to`.
    private static Witness heard(long seed, int from, int to) {
        var engine = new Engine(seed);
        engine.runUntil(from * MINUTE);
        Listing listing = listing(engine);
        var witness = new Witness();
        listing.watch(witness);
        engine.runUntil(to * MINUTE);
        return witness;
    }

    @Test
    void tellsTheSameStoryForTheSameSeedOnly() {
        assertThat(heard(7, 0, 10).trades).isEqualTo(heard(7, 0, 10).trades)
                .isNotEqualTo(heard(8, 0, 10).trades);
    }

    @Test
    void movesTheSameWhetherSomebodyWatchesOrNot() {
        Witness all = heard(7, 0, 190);
        Witness end = heard(7, 175, 190);

        assertThat(end.trades).hasSizeGreaterThan(100)
                .isEqualTo(all.trades.subList(all.trades.size() - end.trades.size(), all.trades.size()));
        assertThat(end.changes).hasSizeGreaterThan(500).isEqualTo(
                all.changes.subList(all.changes.size() - end.changes.size(), all.changes.size()));
    }

    @Test
    void remembersTheSameWhetherSomebodyWatchedOrNot() {
        // Across midnight, where days that nobody watched are passed over.
        for (int minute : new int[]{24 * 60 - 1, 24 * 60 + 2, 49 * 60 + 30}) {
            var engine = new Engine(5);
            Listing watched = listing(engine);
            watched.watch(new Witness());
            engine.runUntil(minute * MINUTE);
            Listing asked = listing(engine);

            assertThat(asked.trades().newest(Listing.KEPT_CHANGES))
                    .isEqualTo(watched.trades().newest(Listing.KEPT_CHANGES)).isNotEmpty();
            assertThat(asked.changes().newest(Listing.KEPT_CHANGES))
                    .isEqualTo(watched.changes().newest(Listing.KEPT_CHANGES));
            assertThat(asked.levels(Side.BID)).isEqualTo(watched.levels(Side.BID)).isNotEmpty();
            assertThat(asked.day().volume()).isEqualTo(watched.day().volume()).isPositive();
            assertThat(asked.day().high()).isEqualTo(watched.day().high());
            assertThat(asked.day().reference()).isEqualTo(watched.day().reference());
            assertThat(asked.history().before(engine.now(), 30 * MINUTE, 60))
                    .isEqualTo(watched.history().before(engine.now(), 30 * MINUTE, 60)).hasSize(60);
        }
    }

    @Test
    void numbersEverythingWithoutGapsAcrossTheHour() {
        Witness witness = heard(9, 55, 65);

        long trade = witness.trades.getFirst().previous();
        for (Trade each : witness.trades) {
            assertThat(each.previous()).isEqualTo(trade);
            assertThat(each.sequence()).isGreaterThan(trade);
            trade = each.sequence();
        }
        long change = witness.changes.getFirst().previous();
        for (BookChange each : witness.changes) {
            assertThat(each.previous()).isEqualTo(change);
            change = each.sequence();
        }
    }

    @Test
    void changesLeadFromOneBookToTheNext() {
        var engine = new Engine(9);
        engine.runUntil(58 * MINUTE);
        Listing listing = listing(engine);
        TreeMap<Long, Long> bids = new TreeMap<>();
        TreeMap<Long, Long> asks = new TreeMap<>();
        listing.levels(Side.BID).forEach(level -> bids.put(level.price(), level.size()));
        listing.levels(Side.ASK).forEach(level -> asks.put(level.price(), level.size()));
        listing.watch(new Listing.Watcher() {
            @Override
            public void traded(Trade trade) {
                // The book tells of it.
            }

            @Override
            public void changed(BookChange change) {
                change.bids().forEach(level -> apply(bids, level));
                change.asks().forEach(level -> apply(asks, level));
                if (!bids.isEmpty() && !asks.isEmpty()) {
                    assertThat(bids.lastKey()).isLessThan(asks.firstKey());
                }
            }
        });
        engine.runUntil(62 * MINUTE);

        assertThat(listing.levels(Side.BID)).containsExactlyElementsOf(bids.descendingMap().entrySet()
                .stream().map(each -> new BookChange.Level(each.getKey(), each.getValue())).toList());
        assertThat(listing.levels(Side.ASK)).containsExactlyElementsOf(asks.entrySet().stream()
                .map(each -> new BookChange.Level(each.getKey(), each.getValue())).toList());
    }

    private static void apply(Map<Long, Long> book, BookChange.Level level) {
        if (level.size() == 0) {
            assertThat(book.remove(level.price())).isNotNull();
        } else {
            book.put(level.price(), level.size());
        }
    }

    @Test
    void candlesHoldWhatWasTraded() {
        var engine = new Engine(4);
        Listing listing = listing(engine);
        var witness = new Witness();
        listing.watch(witness);
        engine.runUntil(150 * MINUTE);

        for (long length : new long[]{History.SECOND, History.MINUTE, 60 * MINUTE, 240 * MINUTE}) {
            var row = new CandleRow(length);
            witness.trades.forEach(row::add);
            List<Candle> candles = listing.history().before(engine.now(), length, 200);
            int known = Math.min(candles.size(), row.candles().size());
            assertThat(candles.subList(candles.size() - known, candles.size()))
                    .isEqualTo(row.candles().subList(row.candles().size() - known, row.candles().size()));
        }
        // Before anybody watched, there are as many.
        assertThat(listing.history().before(0, MINUTE, 60)).hasSize(60)
                .allSatisfy(candle -> assertThat(candle.nanos()).isNegative());
    }

    @Test
    void leavesTheEngineIdleWhenNobodyWatches() {
        var engine = new Engine(3);
        Listing listing = listing(engine);
        assertThat(engine.armed()).isZero();
        var witness = new Witness();
        listing.watch(witness);
        assertThat(engine.armed()).isEqualTo(1);
        listing.forget(witness);

        assertThat(engine.armed()).isZero();
    }

    @Test
    void staysOfItsOrderOfMagnitudeOverAMonth() {
        var engine = new Engine(11);
        engine.runUntil(TimeUnit.DAYS.toNanos(30));
        for (Instrument instrument : Instrument.usual()) {
            var path = new ValuePath(instrument, n -> engine.chance(instrument.code() + n));
            for (int day = 0; day <= 30; day += 5) {
                assertThat(path.hour(day * Calendar.DAY_SESSIONS).values()[0]).as(instrument.code())
                        .isBetween(instrument.listed() * 0.3, instrument.listed() * 3.5);
            }
        }
    }
}
