package io.netjar.cli;

import io.netjar.engine.Pace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// A pace as people write it: `real`, `virtual`, `paused`, or seconds inside for a second outside, as in `0.1`.
final class PaceText {
    private PaceText() {}

    static Pace parse(String text) throws Failure {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "real" -> Pace.real();
            case "virtual" -> Pace.virtual();
            case "paused" -> Pace.paused();
            default -> scaled(text);
        };
    }

    private static Pace scaled(String text) throws Failure {
        try {
            return Pace.scaled(Double.parseDouble(text));
        } catch (IllegalArgumentException _) {
            throw Failure.usage(
                    "--pace: '" + text + "' is not real, virtual, paused or a number from 0.001 to 1000, "
                            + "the seconds inside for a second outside");
        }
    }

    /// What is kept, or not kept, at this pace.
    static String name(Pace pace) {
        return switch (pace) {
            case Pace.Scaled(double speed) -> speed == 1 ? "real time" : "a pace of " + number(speed);
            case Pace.Virtual() -> "as fast as it goes";
            case Pace.Paused() -> "paused";
        };
    }

    /// To three significant digits, which is exact for what people write.
    private static String number(double speed) {
        return new BigDecimal(speed).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
