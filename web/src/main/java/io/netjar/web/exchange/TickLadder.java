package io.netjar.web.exchange;

/// The prices that orders may name: steps that are wider the higher the price, in bands, as exchanges have them that
/// quote in won. The prices of all bands are numbered from 1 up, so that the next better price is always one more or one
/// less.
///
/// Prices are in units of 0.0001 won.
final class TickLadder {
    /// Units in a won.
    static final long WON = 10_000;

    /// Where bands begin, and the width of a step from there on; in units.
    private static final long[] FROM = {0, WON, 10 * WON, 100 * WON, 1_000 * WON, 10_000 * WON, 100_000 * WON,
            500_000 * WON, 1_000_000 * WON, 2_000_000 * WON};
    private static final long[] STEP = {1, 10, 100, 1_000, WON, 10 * WON, 50 * WON, 100 * WON, 500 * WON,
            1_000 * WON};
    /// The number of the price with which each band begins.
    private static final int[] NUMBER = numbers();

    private TickLadder() {}

    private static int[] numbers() {
        int[] numbers = new int[FROM.length];
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] = numbers[i - 1] + (int) ((FROM[i] - FROM[i - 1]) / STEP[i - 1]);
        }
        return numbers;
    }

    /// The price with that number.
    ///
    /// @param number from 1
    static long price(int number) {
        int band = FROM.length - 1;
        while (NUMBER[band] > number) {
            band--;
        }
        return FROM[band] + (number - NUMBER[band]) * STEP[band];
    }

    /// The number of the highest price that is at most `price`, which may lie between two; 1 at least.
    static int number(double price) {
        int band = band(price);
        return Math.max(1, NUMBER[band] + (int) ((price - FROM[band]) / STEP[band]));
    }

    /// How far the next higher price is from `price`.
    static long step(long price) {
        return STEP[band((double) price)];
    }

    private static int band(double price) {
        int band = FROM.length - 1;
        while (FROM[band] > price) {
            band--;
        }
        return band;
    }
}
