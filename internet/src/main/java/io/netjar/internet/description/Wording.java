package io.netjar.internet.description;

import io.netjar.internet.event.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How descriptions write what programs count: rates, times, shares, sizes with the units that people use, and the words of
/// enums. What is written so is read as the same.
public final class Wording {
    private static final Map<String, Long> RATES = units("bit/s", 1, "kbit/s", 1_000, "Mbit/s", 1_000_000,
            "Gbit/s", 1_000_000_000);
    private static final Map<String, Long> SIZES = units("B", 1, "kB", 1_000, "MB", 1_000_000);
    /// As many as the reader takes.
    private static final int MOST_DECIMALS = 9;

    private Wording() {}

    /// A rate in bits per second: `100 Mbit/s`.
    public static String rate(long bitsPerSecond) {
        return Units.rate(bitsPerSecond);
    }

    /// Two rates in bits per second, down and up: `100/20 Mbit/s`; one if they are the same.
    public static String rates(long down, long up) {
        if (down == up) {
            return rate(down);
        }
        String best = "";
        for (Map.Entry<String, Long> unit : RATES.entrySet()) {
            String text = number(down, unit.getValue()) + "/" + number(up, unit.getValue()) + " "
                    + unit.getKey();
            best = best.isEmpty() || text.length() <= best.length() ? text : best;
        }
        return best;
    }

    /// A time: `20 ms`.
    public static String time(Duration time) {
        return Units.time(time);
    }

    /// A time in nanoseconds: `20 ms`.
    public static String nanos(long nanos) {
        return Units.time(Duration.ofNanos(nanos));
    }

    /// A size in bytes: `64 kB`, in the unit that makes it short.
    public static String size(long bytes) {
        String best = "";
        for (Map.Entry<String, Long> unit : SIZES.entrySet()) {
            String text = number(bytes, unit.getValue()) + " " + unit.getKey();
            best = best.isEmpty() || text.length() <= best.length() ? text : best;
        }
        return best;
    }

    /// A share from 0 to 1: `0.1 %`, to nine decimals.
    public static String share(double share) {
        return Units.share(share);
    }

    /// An enum's constant as descriptions write it: `port-restricted`.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A switch: `on` or `off`.
    public static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    /// `yes` or `no`.
    static String yesNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    private static String number(long value, long unit) {
        return new BigDecimal(value)
                .divide(BigDecimal.valueOf(unit), MOST_DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros().toPlainString();
    }

    private static Map<String, Long> units(Object... namesAndFactors) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            units.put((String) namesAndFactors[i], ((Number) namesAndFactors[i + 1]).longValue());
        }
        return units;
    }
}
