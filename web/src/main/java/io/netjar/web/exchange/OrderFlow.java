package io.netjar.web.exchange;

import io.netjar.engine.Chance;

/// Those who send orders to one instrument's book during a session. When one comes depends on how restless the value is
/// and on trades: each makes more orders likely for some seconds (a self-exciting process after Hawkes, sampled by Ogata's
/// thinning). What it is depends on the value, which all know roughly:
///
/// - Limit orders are sent by those who would not buy above the value nor sell below it. Some join or improve the best price, most ask
///   for something better, most often a little and seldom a lot. One whose price crosses quotes that have become stale trades at once.
/// - Market orders are mostly parts of larger orders that are cut into pieces, whose number has a heavy tail, so that
/// trades of one side follow
///   each other (Lillo, Mike and Farmer). They seldom ask for more than the best price has.
/// - Cancellations take an order away by chance, or one at a price that has become a bad one.
final class OrderFlow {
    private static final double EXCITED_BY_A_TRADE = 0.5;
    private static final double CALMING_A_SECOND = 0.2;
    private static final double MARKET_SHARE = 0.19;
    private static final double CANCEL_SHARE = 0.36;
    /// Orders that wait in a usual book.
    private static final int USUAL_ORDERS = 100;
    private static final int FEWEST_ORDERS = 30;
    private static final double JOINS = 0.3;
    private static final double PART_OF_LARGER = 0.85;
    private static final double TAIL = 1.5;
    /// Who sees that a price has become stale, and takes it or takes it away.
    private static final double KNOWS_BETTER = 0.75;
    private static final int MOST_PARTS = 200;
    /// Of a usual order, in won; amounts are spread around it lognormally.
    private static final double USUAL_WON = 600_000;
    private static final double SIZE_SPREAD = 1.1;
    private static final double LONGEST_REACH = 60;

    private final Instrument instrument;
    private final ValuePath.Hour worth;
    private final Chance chance;
    private final OrderBook book;
    private final double reach;
    private double excitement;
    private double excitedAt;
    private Side parentSide = Side.BID;
    private int partsLeft;

    /// @param chance of this session
    OrderFlow(Instrument instrument, ValuePath.Hour worth, Chance chance, OrderBook book) {
        this.instrument = instrument;
        this.worth = worth;
        this.chance = chance;
        this.book = book;
        this.excitement = instrument.activity();
        this.reach = reach(instrument);
    }

    /// How many prices away from the best most limit orders are sent: about as far as the value moves in a minute.
    private static double reach(Instrument instrument) {
        double minute = instrument.volatility() / StrictMath.sqrt(1440.0) * instrument.listed();
        return Math.clamp(minute / TickLadder.step(instrument.listed()), 2, LONGEST_REACH);
    }

    /// Fills an empty book, as makers do before the opening.
    void open() {
        for (int i = 0; i < USUAL_ORDERS; i++) {
            limit(i % 2 == 0 ? Side.BID : Side.ASK, 0);
        }
    }

    /// When the next order comes, in seconds since the opening.
    double next(double seconds) {
        double time = seconds;
        while (true) {
            double most = rate(time);
            time += chance.nextExponential(1 / most);
            if (chance.nextDouble() * most < rate(time)) {
                return time;
            }
        }
    }

    /// Orders a second. Between two orders it falls, but for the unrest, which then counts as it was.
    private double rate(double seconds) {
        int step = ValuePath.Hour.step((long) (excitedAt * 1e9));
        return instrument.activity() * StrictMath.sqrt(worth.unrest()[step])
                + excitement * StrictMath.exp(-CALMING_A_SECOND * (seconds - excitedAt));
    }

    /// Lets an order come.
    void happen(double seconds) {
        excitement *= StrictMath.exp(-CALMING_A_SECOND * (seconds - excitedAt));
        excitedAt = seconds;
        int step = ValuePath.Hour.step((long) (seconds * 1e9));
        double crowd = book.count() / (double) USUAL_ORDERS;
        double draw = chance.nextDouble();
        if (book.isEmpty(Side.BID) || book.isEmpty(Side.ASK)) {
            limit(book.isEmpty(Side.BID) ? Side.BID : Side.ASK, step);
        } else if (draw < MARKET_SHARE) {
            market(worth.values()[step]);
        } else if (draw < MARKET_SHARE + CANCEL_SHARE * crowd && book.count() > FEWEST_ORDERS) {
            cancel(TickLadder.number(worth.values()[step]));
        } else {
            double bids = book.count(Side.ASK) / (double) book.count();
            limit(chance.happens(bids) ? Side.BID : Side.ASK, step);
        }
    }

    /// Somebody traded.
    void traded() {
        excitement += EXCITED_BY_A_TRADE;
    }

    private void limit(Side side, int step) {
        int worthNumber = TickLadder.number(worth.values()[step]);
        int most = side == Side.BID ? worthNumber : worthNumber + 1;
        int away = side == Side.BID ? -1 : 1;
        double distance = reach * 0.5 * (chance.nextExponential(1) + chance.nextExponential(1));
        int price = most + away * (int) distance;
        if (chance.happens(JOINS) && !book.isEmpty(side)) {
            int best = book.best(side);
            int better = side == Side.BID ? most - best : best - most;
            price = better <= 0 ? most : best - away * chance.nextInt(better + 1);
        }
        price = Math.max(1, price);
        double generosity = 1 + Math.abs(price - most) / reach;
        book.limit(side, price, size(generosity, worth.values()[step]));
    }

    private void market(double value) {
        Side side = marketSide(value);
        long best = book.bestSize(side.other());
        long size = size(1, value);
        if (!chance.happens(0.1)) {
            size = Math.min(size, best);
        }
        book.market(side, size);
    }

    private Side marketSide(double value) {
        int number = TickLadder.number(value);
        boolean bidIsStale = book.best(Side.BID) > number;
        if ((bidIsStale || book.best(Side.ASK) <= number) && chance.happens(KNOWS_BETTER)) {
            return bidIsStale ? Side.ASK : Side.BID;
        }
        if (partsLeft == 0) {
            double middle = (book.best(Side.BID) + book.best(Side.ASK)) / 2.0;
            double cheap = (TickLadder.number(value) + 0.5 - middle) / Math.max(2, reach / 2);
            parentSide = chance.happens(0.5 + 0.5 * StrictMath.tanh(cheap)) ? Side.BID : Side.ASK;
            partsLeft = (int) Math.min(MOST_PARTS,
                    StrictMath.ceil(StrictMath.pow(1 - chance.nextDouble(), -1 / TAIL)));
        }
        if (!chance.happens(PART_OF_LARGER)) {
            return chance.happens(0.5) ? Side.BID : Side.ASK;
        }
        partsLeft--;
        return parentSide;
    }

    private void cancel(int worthNumber) {
        if (chance.happens(KNOWS_BETTER)) {
            if (!book.isEmpty(Side.BID) && book.best(Side.BID) > worthNumber) {
                book.cancelBest(Side.BID);
                return;
            }
            if (!book.isEmpty(Side.ASK) && book.best(Side.ASK) < worthNumber + 1) {
                book.cancelBest(Side.ASK);
                return;
            }
        }
        book.cancel(chance.nextInt(book.count()));
    }

    /// A multiple of the lot, at least one.
    private long size(double times, double value) {
        double coins = USUAL_WON * times * StrictMath.exp(SIZE_SPREAD * chance.nextGaussian())
                / (value / TickLadder.WON);
        long lots = (long) (coins * Amounts.COIN / instrument.lot());
        return Math.max(1, lots) * instrument.lot();
    }
}
