package io.netjar.internet.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/// Numbers with the units that people use, so that reading them again gives the same.
public final class Units {
    private static final List<Unit> RATES = List.of(new Unit("Gbit/s", 1_000_000_000),
            new Unit("Mbit/s", 1_000_000), new Unit("kbit/s", 1_000), new Unit("bit/s", 1));
    private static final List<Unit> TIMES = List.of(new Unit("h", 3_600_000_000_000L),
            new Unit("min", 60_000_000_000L), new Unit("s", 1_000_000_000), new Unit("ms", 1_000_000),
            new Unit("µs", 1_000));

    private static final int DECIMALS = 9;

    private record Unit(String name, long size) {}

    private Units() {}

    /// `1.5 Mbit/s`.
    public static String rate(long bitsPerSecond) {
        return text(bitsPerSecond, RATES);
    }

    /// `20 ms`. Minutes and hours are used for whole ones only: `90 s`.
    public static String time(Duration time) {
        long nanos = time.toNanos();
        for (Unit unit : TIMES.subList(0, 2)) {
            if (nanos >= unit.size && nanos % unit.size == 0) {
                return nanos / unit.size + " " + unit.name;
            }
        }
        return nanos == 0 ? "0 s" : text(nanos, TIMES.subList(2, TIMES.size()));
    }

    /// `0.1 %`, of a share from 0 to 1.
    public static String share(double share) {
        // What is read is a hundredth in binary, whose last digits are nobody's.
        BigDecimal percent = new BigDecimal(share).movePointRight(2).setScale(DECIMALS, RoundingMode.HALF_UP);
        return plain(percent) + " %";
    }

    /// In the largest unit of which there is one, or else in the smallest.
    private static String text(long amount, List<Unit> units) {
        Unit unit = units.stream().filter(each -> amount >= each.size).findFirst().orElse(units.getLast());
        // The sizes are 2 and 5 multiplied, so that this comes to an end.
        return plain(BigDecimal.valueOf(amount).divide(BigDecimal.valueOf(unit.size))) + " " + unit.name;
    }

    private static String plain(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0).toPlainString() : bare.toPlainString();
    }
}
