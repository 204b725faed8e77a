package io.netjar.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MarketTest {
    /// What a watcher from second `from` on hears until second `to`.
    private static List<String> heard(long seed, int from, int to) {
        var engine = new Engine(seed);
        var market = new Market(engine, "exchange");
        List<String> heard = new ArrayList<>();
        engine.runUntil(TimeUnit.SECONDS.toNanos(from));
        market.watch(trade -> heard.add(MarketFeed.price(trade)));
        engine.runUntil(TimeUnit.SECONDS.toNanos(to));
        return heard;
    }

    @Test
    void tellsTheSameStoryForTheSameSeedOnly() {
        assertThat(heard(7, 0, 60)).isEqualTo(heard(7, 0, 60)).isNotEqualTo(heard(8, 0, 60));
    }

    @Test
    void movesTheSameWhetherSomebodyWatchesOrNot() {
        List<String> all = heard(7, 0, 600);
        List<String> end = heard(7, 500, 600);

        assertThat(all.subList(all.size() - end.size(), all.size())).isEqualTo(end);
        assertThat(end).hasSizeBetween(200, 1_000);
    }

    @Test
    void tradesEvery100To500Milliseconds() {
        var engine = new Engine(3);
        var market = new Market(engine, "exchange");
        List<Long> times = new ArrayList<>();
        market.watch(trade -> times.add(trade.nanos()));
        engine.runUntil(TimeUnit.MINUTES.toNanos(10));

        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isBetween(100_000_000L, 500_000_000L);
        }
        assertThat(times).hasSizeBetween(1_800, 2_200);
    }

    @Test
    void leavesTheEngineIdleWhenNobodyWatches() {
        var engine = new Engine(3);
        var market = new Market(engine, "exchange");
        Market.Watcher watcher = _ -> {
            // Only there.
        };
        market.watch(watcher);
        assertThat(engine.armed()).isEqualTo(1);
        market.forget(watcher);

        assertThat(engine.armed()).isZero();
    }

    @Test
    void staysOfItsOrderOfMagnitudeOverAWeek() {
        var engine = new Engine(11);
        var market = new Market(engine, "exchange");
        engine.runUntil(TimeUnit.DAYS.toNanos(7));

        for (Market.Standing standing : market.standings()) {
            Instrument instrument = standing.last().instrument();
            assertThat((double) standing.last().price()).as(instrument.code())
                    .isBetween(instrument.opening() * 0.4, instrument.opening() * 2.5);
        }
    }

    @Test
    void movesByTicksAndNotTooFarAtOnce() {
        var engine = new Engine(5);
        var market = new Market(engine, "exchange");
        Map<String, Long> before = new TreeMap<>();
        int[] moves = {0};
        market.watch(trade -> {
            Long last = before.put(trade.instrument().code(), trade.price());
            assertThat(trade.price() % trade.instrument().tick()).isZero();
            if (last != null) {
                moves[0] += last == trade.price() ? 0 : 1;
                assertThat(Math.abs(trade.price() - last))
                        .isLessThanOrEqualTo(last / 20 + trade.instrument().tick());
            }
        });
        engine.runUntil(TimeUnit.HOURS.toNanos(1));

        assertThat(moves[0]).isGreaterThan(5_000);
    }

    @Test
    void writesMessagesAsJson() {
        var instrument = new Instrument("KRW-SORI", 10_185, 1, 2, 0.05, 1);
        var trade = new Market.Trade(instrument, 10_105, -0.0079, 1_250, 1_500_000_000, 9);

        assertThat(MarketFeed.price(trade))
                .isEqualTo("{\"type\":\"price\",\"code\":\"KRW-SORI\",\"price\":101.05,"
                        + "\"change\":-0.0079,\"volume\":1.250,\"time\":1767225601500,\"seq\":9}");
        assertThat(MarketFeed.snapshot(new Market.Standing(trade, List.of(10_100L, 10_105L))))
                .isEqualTo("{\"type\":\"snapshot\",\"code\":\"KRW-SORI\",\"price\":101.05,\"change\":-0.0079,"
                        + "\"volume\":1.250,\"time\":1767225601500,\"seq\":9,\"trail\":[101.00,101.05]}");
    }
}
