package io.netjar.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is known of the statistics of real markets (Cont: "Empirical properties of asset returns: stylized facts and
/// statistical issues", 2001; Bouchaud, Mézard, Potters: "Statistical properties of stock order books", 2002), looked for in two
/// seeds' days of all instruments.
///
/// Where bounds come from: 16 days have 2,304 returns over ten minutes. An autocorrelation of independent returns so many scatters
/// by 0.02; tails and clusters make that some two to three times as much, so that 0.15 is more than two deviations of the
/// worst case. Returns that
/// are normal have a kurtosis of 3, with a scatter of 0.1 (the root of 24 / n). /// The other bounds are far from what was
/// seen in 48 days of six other seeds: kurtosis 5.8 to 33, autocorrelation 0.006 in the mean, that of sizes 0.25 and
/// after ten minutes 0.16, spreads of 1.5 to 3.1 steps in the mean and of four at most for 81 % of the time or more, depths
/// 1.12 to 1.60 times those at
/// the touch, 81 to 86 % of trades of the side of the one before.
class StylisedFactsTest {
    private static final long SAMPLE_NANOS = 60_000_000_000L;
    private static final int TEN = 10;
    private static final int DEPTHS = 4;

    private static final List<Day> DAYS = new ArrayList<>();

    /// What was seen of an instrument in a day.
    private static final class Day {
        private final Instrument instrument;
        private final List<Double> middles = new ArrayList<>();
        private final double[] depths = new double[DEPTHS];
        private long events;
        private long spreads;
        private long narrow;
        private int trades;
        private int sameSide;

        Day(Instrument instrument) {
            this.instrument = instrument;
        }

        /// Changes of the price's logarithm over so many minutes.
        double[] returns(int minutes) {
            double[] returns = new double[(middles.size() - 1) / minutes];
            for (int i = 0; i < returns.length; i++) {
                returns[i] = middles.get((i + 1) * minutes) - middles.get(i * minutes);
            }
            return returns;
        }
    }

    @BeforeAll
    static void watchTwoSeeds() {
        for (long seed : new long[]{3, 14}) {
            var engine = new Engine(seed);
            for (Instrument instrument : Instrument.usual()) {
                DAYS.add(watch(engine, instrument));
            }
        }
    }

    private static Day watch(Engine engine, Instrument instrument) {
        var day = new Day(instrument);
        var path = new ValuePath(instrument, n -> engine.chance(instrument.code() + " value " + n));
        for (int n = Calendar.FIRST_SESSION; n < Calendar.FIRST_SESSION + Calendar.DAY_SESSIONS; n++) {
            var session = new Session(instrument, n, path.hour(n), engine.chance(instrument.code() + n), 0,
                    0);
            watch(session, Calendar.opening(n), day);
        }
        return day;
    }

    private static void watch(Session session, long opening, Day day) {
        OrderBook book = session.book();
        Side last = Side.BID;
        for (long sample = opening; !session.isOver();) {
            for (; sample < session.nextNanos(); sample += SAMPLE_NANOS) {
                day.middles.add(StrictMath.log(TickLadder.price(book.best(Side.BID)) / 2.0
                        + TickLadder.price(book.best(Side.ASK)) / 2.0));
            }
            for (Trade trade : session.step()) {
                assertThat(trade.size() % day.instrument.lot()).isZero();
                day.sameSide += trade.aggressor() == last ? 1 : 0;
                day.trades++;
                last = trade.aggressor();
            }
            if (!book.isEmpty(Side.BID) && !book.isEmpty(Side.ASK)) {
                look(book, day);
            }
        }
    }

    private static void look(OrderBook book, Day day) {
        int spread = book.best(Side.ASK) - book.best(Side.BID);
        assertThat(spread).isPositive();
        day.events++;
        day.spreads += spread;
        day.narrow += spread <= 4 ? 1 : 0;
        for (int i = 0; i < DEPTHS; i++) {
            day.depths[i] += book.sizeAt(Side.BID, book.best(Side.BID) - i)
                    + book.sizeAt(Side.ASK, book.best(Side.ASK) + i);
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double correlation(double[] values, int lag) {
        double mean = mean(values);
        double product = 0;
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            product += i < lag ? 0 : (values[i] - mean) * (values[i - lag] - mean);
            square += (values[i] - mean) * (values[i] - mean);
        }
        return product / square;
    }

    private static double[] sizes(double[] values) {
        double[] sizes = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            sizes[i] = Math.abs(values[i]);
        }
        return sizes;
    }

    private static double kurtosis(double[] values) {
        double mean = mean(values);
        double second = 0;
        double fourth = 0;
        for (double value : values) {
            double square = (value - mean) * (value - mean);
            second += square / values.length;
            fourth += square * square / values.length;
        }
        return fourth / (second * second);
    }

    @Test
    void returnsHaveHeavyTails() {
        assertThat(DAYS).allSatisfy(day -> assertThat(kurtosis(day.returns(1)))
                .as(day.instrument.code()).isGreaterThan(4));
    }

    @Test
    void returnsTellNothingOfTheNext() {
        double sum = 0;
        for (Day day : DAYS) {
            sum += correlation(day.returns(TEN), 1);
        }
        assertThat(sum / DAYS.size()).isBetween(-0.15, 0.15);
    }

    @Test
    void restlessTimesAreFollowedByRestlessTimes() {
        double near = 0;
        double far = 0;
        for (Day day : DAYS) {
            near += correlation(sizes(day.returns(1)), 1) / DAYS.size();
            far += correlation(sizes(day.returns(1)), TEN) / DAYS.size();
        }
        assertThat(near).isGreaterThan(0.1);
        assertThat(far).isBetween(0.03, near);
    }

    @Test
    void spreadsAreMostlySomeStepsOfThePrice() {
        assertThat(DAYS).allSatisfy(day -> {
            assertThat(day.spreads / (double) day.events).as(day.instrument.code()).isBetween(1.0, 5.0);
            assertThat(day.narrow / (double) day.events).as(day.instrument.code()).isGreaterThan(0.6);
        });
    }

    @Test
    void moreWaitsBesideTheBestPriceThanAtIt() {
        assertThat(DAYS).allSatisfy(day -> assertThat(day.depths[2]).as(day.instrument.code())
                .isGreaterThan(day.depths[0]));
    }

    @Test
    void buyersFollowBuyersAndSellersSellers() {
        assertThat(DAYS).allSatisfy(day -> assertThat(day.sameSide / (double) day.trades)
                .as(day.instrument.code()).isBetween(0.6, 0.95));
    }

    @Test
    void volatilityIsThatOfTheInstrument() {
        double ratio = 0;
        for (Day day : DAYS) {
            double[] squares = day.returns(TEN);
            for (int i = 0; i < squares.length; i++) {
                squares[i] *= squares[i];
            }
            ratio += StrictMath.sqrt(mean(squares) * 144) / day.instrument.volatility() / DAYS.size();
        }
        assertThat(ratio).isBetween(0.6, 1.6);
    }
}
