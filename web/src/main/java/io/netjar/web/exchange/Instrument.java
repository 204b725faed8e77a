package io.netjar.web.exchange;

import java.util.List;

/// Something traded on a [Market], quoted in won.
///
/// @param code quoted currency first, like `KRW-NARU`
/// @param korean its name in Korean
/// @param english its name in English
/// @param listed price when it was listed, in units of 0.0001 won; one that orders may name
/// @param lot the smallest amount traded, in units of 0.0001 coins; all amounts are multiples of it
/// @param volatility standard deviation of the price's logarithm over a day, 0.03 for 3 %
/// @param activity orders a second that come of themselves; about as many again come because others have traded
public record Instrument(String code, String korean, String english, long listed, long lot, double volatility,
        double activity) {
    public Instrument {
        if (listed < 100 || lot < 1 || volatility < 0 || activity <= 0 || !code.matches("[A-Z]+-[A-Z]+")) {
            throw new IllegalArgumentException(
                    "an instrument needs a code like KRW-NARU, a price of 0.01 won or"
                            + " more, a lot and a positive activity: " + code);
        }
        if (TickLadder.price(TickLadder.number((double) listed)) != listed) {
            throw new IllegalArgumentException("no order may name the price of " + code + ": " + listed);
        }
    }

    /// Eight invented instruments of different price and temper.
    public static List<Instrument> usual() {
        return List.of(of("KRW-NARU", "나루", "Naru", 9_842_000, 1, 0.028, 1.6),
                of("KRW-GAON", "가온", "Gaon", 1_413_000, 10, 0.034, 1.2),
                of("KRW-DORI", "도리", "Dori", 268_500, 100, 0.041, 1.0),
                of("KRW-BYEOL", "별", "Byeol", 31_240, 100, 0.052, 0.9),
                of("KRW-DALE", "달래", "Dale", 2_815, 1_000, 0.060, 0.8),
                of("KRW-MIRU", "미루", "Miru", 176.4, 10_000, 0.066, 0.7),
                of("KRW-SORI", "소리", "Sori", 1_204, 1_000, 0.078, 0.6),
                of("KRW-TAN", "탄", "Tan", 1.217, 100_000, 0.095, 0.6));
    }

    private static Instrument of(String code, String korean, String english, double won, long lot,
            double volatility, double activity) {
        return new Instrument(code, korean, english, StrictMath.round(won * TickLadder.WON), lot, volatility,
                activity);
    }
}
