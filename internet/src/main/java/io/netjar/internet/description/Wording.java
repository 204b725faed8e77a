package io.netjar.internet.description;

import io.netjar.internet.event.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// How descriptions write what programs count: rates, times, shares, sizes with the units that people use, and the words of
/// enums. What is written so is read as the same.
public final class Wording {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
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
        for (Map.Entry<String, Long> unit : Quantities.RATES.entrySet()) {
            String text = number(down, unit.getValue()) + "/" + number(up, unit.getValue()) + " "
                    + unit.getKey();
            best = best.isEmpty() || text.length() <= best.length() ? text : best;
        }
        return best;
    }

    /// A time: `20 ms`.
    public static String time(Duration time) {
        // Longer than nanoseconds can say, and than anything may last: for the reader to say so
        return time.abs().compareTo(LONGEST) > 0 ? time.toHours() + " h" : Units.time(time);
    }

    /// A time in nanoseconds: `20 ms`.
    public static String nanos(long nanos) {
        return Units.time(Duration.ofNanos(nanos));
    }

    /// A size in bytes: `64 kB`, in the unit that makes it short.
    public static String size(long bytes) {
        return Units.size(bytes);
    }

    /// A share from 0 to 1: `0.1 %`, to nine decimals.
    public static String share(double share) {
        return Double.isFinite(share) ? Units.share(share) : share + " %";
    }

    /// An enum's constant as descriptions write it: `port-restricted`.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A switch: `on` or `off`.
    public static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    /// Says of a switch what it is if that is not as usual.
    static void onOff(String key, boolean now, boolean usual, Map<String, Object> words) {
        if (now != usual) {
            words.put(key, onOff(now));
        }
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
}
