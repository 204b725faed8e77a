package io.netjar.web;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.util.ArrayList;
import java.util.List;

/// A market of invented instruments whose prices move from seed, name and time alone: who watches, and since when,
/// changes nothing. One trade every 100 to 500 ms (irregular); prices are a random walk whose volatility itself
/// wanders (calm and hectic spells), with a jump now and then.
///
/// While nobody watches, no timer runs: what happened is worked out when somebody comes.
public final class Market {
    private static final long MIN_GAP_NANOS = 100_000_000;
    private static final int GAP_SPREAD_NANOS = 400_000_000;
    /// Trades before the calendar's beginning, so that the first chart is not empty.
    private static final int TRADES_BEFORE = 720;
    private static final double DAY_NANOS = 86_400e9;

    private final Engine engine;
    private final Chance chance;
    private final List<Walk> walks = new ArrayList<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final Timer timer;
    private final int weights;
    private long nextTrade;
    private long sequence;

    /// One trade.
    ///
    /// @param price in units of the instrument
    /// @param change relative to the opening price
    /// @param volume how much changed hands, in thousandths
    /// @param nanos engine time; negative before the calendar's beginning
    /// @param sequence counts the market's trades
    public record Trade(Instrument instrument, long price, double change, long volume, long nanos,
            long sequence) {}

    /// Is told of every trade, on the engine's thread.
    @FunctionalInterface
    public interface Watcher {
        /// A trade took place.
        void traded(Trade trade);
    }

    /// A market of [#instruments()], with the random stream `market NAME`.
    public Market(Engine engine, String name) {
        this(engine, name, instruments());
    }

    public Market(Engine engine, String name, List<Instrument> instruments) {
        this.engine = engine;
        this.chance = engine.chance("market " + name);
        this.timer = new Timer(engine, _ -> trade());
        int sum = 0;
        for (Instrument instrument : instruments) {
            walks.add(new Walk(instrument, chance));
            sum += instrument.weight();
        }
        this.weights = sum;
        nextTrade = -TRADES_BEFORE * (MIN_GAP_NANOS + GAP_SPREAD_NANOS / 2);
        catchUp(0);
        for (Walk walk : walks) {
            walk.open();
        }
    }

    /// Eight invented instruments of different price and temper.
    public static List<Instrument> instruments() {
        return List.of(new Instrument("KRW-NARU", 98_420_000, 1_000, 0, 0.028, 9),
                new Instrument("KRW-GAON", 4_131_000, 1_000, 0, 0.034, 7),
                new Instrument("KRW-DORI", 268_500, 100, 0, 0.041, 6),
                new Instrument("KRW-BYEOL", 31_240, 10, 0, 0.052, 5),
                new Instrument("KRW-DALE", 2_815, 1, 0, 0.060, 5),
                new Instrument("KRW-MIRU", 7_642, 1, 1, 0.066, 4),
                new Instrument("KRW-SORI", 10_185, 1, 2, 0.078, 3),
                new Instrument("KRW-TAN", 42_170, 1, 4, 0.095, 3));
    }

    /// The state of every instrument: its last trade, the newest prices before it (oldest first).
    public record Standing(Trade last, List<Long> trail) {}

    /// Where all instruments stand now.
    public List<Standing> standings() {
        catchUp(engine.now());
        List<Standing> standings = new ArrayList<>();
        for (Walk walk : walks) {
            standings.add(walk.standing());
        }
        return standings;
    }

    /// Tells `watcher` of every trade from now on.
    public void watch(Watcher watcher) {
        catchUp(engine.now());
        watchers.add(watcher);
        timer.armAt(nextTrade);
    }

    /// Tells `watcher` nothing more.
    public void forget(Watcher watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty()) {
            timer.cancel();
        }
    }

    private void trade() {
        Trade trade = next();
        timer.armAt(nextTrade);
        // A watcher may leave while it is told.
        for (Watcher watcher : List.copyOf(watchers)) {
            watcher.traded(trade);
        }
    }

    /// Lets happen what is to have happened by `time`; while somebody watches, the timer has seen to it.
    private void catchUp(long time) {
        if (watchers.isEmpty()) {
            while (nextTrade <= time) {
                next();
            }
        }
    }

    private Trade next() {
        Walk walk = pick();
        Trade trade = walk.step(nextTrade, ++sequence);
        nextTrade += MIN_GAP_NANOS + chance.nextInt(GAP_SPREAD_NANOS);
        return trade;
    }

    private Walk pick() {
        int draw = chance.nextInt(weights);
        for (Walk walk : walks) {
            draw -= walk.instrument.weight();
            if (draw < 0) {
                return walk;
            }
        }
        throw new IllegalStateException("a market needs instruments");
    }

    /// One instrument's price on its way.
    private static final class Walk {
        /// Prices kept for charts.
        private static final int TRAIL = 120;
        /// How fast hectic and calm spells pass: the part of the volatility's excursion that is left after a trade.
        private static final double MEMORY = 0.985;
        private static final double UNREST = 0.09;
        private static final double JUMP_PROBABILITY = 0.004;
        /// No single trade moves the price by more than this part of it.
        private static final double LARGEST_MOVE = 0.04;
        /// Trades come faster here than on a slow day's market, so moves are stretched to be worth looking at.
        private static final double LIVELINESS = 6;

        private final Instrument instrument;
        private final Chance chance;
        private final List<Long> trail = new ArrayList<>();
        private double logPrice;
        private double mood;
        private long opening;
        private long before;
        private Trade last;

        Walk(Instrument instrument, Chance chance) {
            this.instrument = instrument;
            this.chance = chance;
            this.opening = instrument.opening();
            this.logPrice = StrictMath.log((double) opening);
            this.before = -(long) TRADES_BEFORE * MIN_GAP_NANOS * 3;
            this.last = new Trade(instrument, opening, 0, 0, before, 0);
        }

        Trade step(long nanos, long sequence) {
            mood = MEMORY * mood + UNREST * chance.nextGaussian();
            double sigma = instrument.volatility() * LIVELINESS
                    * StrictMath.sqrt(Math.max(1, nanos - before) / DAY_NANOS) * StrictMath.exp(mood);
            double move = sigma * chance.nextGaussian();
            if (chance.happens(JUMP_PROBABILITY)) {
                move *= 5;
            }
            move = Math.clamp(move, -LARGEST_MOVE, LARGEST_MOVE);
            // A weak pull home keeps prices of the right order over weeks of emulated time.
            double home = StrictMath.log((double) instrument.opening()) - logPrice;
            logPrice += move + home * 0.000_3;
            before = nanos;
            long price = Math.max(instrument.tick(), StrictMath.round(StrictMath.exp(logPrice)
                    / instrument.tick()) * instrument.tick());
            long volume = 1 + (long) (StrictMath.exp(0.9 * chance.nextGaussian() + 0.4 * mood) * 420);
            last = new Trade(instrument, price, change(price), volume, nanos, sequence);
            trail.add(price);
            if (trail.size() > TRAIL) {
                trail.removeFirst();
            }
            return last;
        }

        /// From here on changes are counted.
        void open() {
            opening = last.price();
            last = new Trade(instrument, opening, 0, last.volume(), last.nanos(), last.sequence());
        }

        private double change(long price) {
            return (double) (price - opening) / opening;
        }

        Standing standing() {
            return new Standing(last, List.copyOf(trail));
        }
    }
}
