package io.netjar.internet.event;

import io.netjar.net.link.QueueLimit;
import io.netjar.net.wifi.Signal;
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

    private static final List<Unit> SIZES = List.of(new Unit("B", 1), new Unit("kB", 1_000),
            new Unit("MB", 1_000_000));

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

    /// `64 kB`, in the unit that makes it short.
    public static String size(long bytes) {
        String best = "";
        for (Unit unit : SIZES) {
            String text = text(bytes, unit);
            best = best.isEmpty() || text.length() <= best.length() ? text : best;
        }
        return best;
    }

    /// `64 kB`, `100 packets` or `50 ms`.
    public static String limit(QueueLimit limit) {
        return switch (limit) {
            case QueueLimit.Bytes(int bytes) -> size(bytes);
            case QueueLimit.Packets(int packets) -> packets + (packets == 1 ? " packet" : " packets");
            case QueueLimit.Time(long nanos) -> time(Duration.ofNanos(nanos));
        };
    }

    /// `-75 dBm`, to a tenth of a decibel.
    public static String signal(Signal signal) {
        return plain(BigDecimal.valueOf(signal.dbm()).setScale(1, RoundingMode.HALF_EVEN)) + " dBm";
    }

    /// In the largest unit of which there is one, or else in the smallest.
    private static String text(long amount, List<Unit> units) {
        Unit unit = units.stream().filter(each -> amount >= each.size).findFirst().orElse(units.getLast());
        return text(amount, unit);
    }

    private static String text(long amount, Unit unit) {
        // The sizes are 2 and 5 multiplied, so that this comes to an end.
        return plain(BigDecimal.valueOf(amount).divide(BigDecimal.valueOf(unit.size))) + " " + unit.name;
    }

    private static String plain(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0).toPlainString() : bare.toPlainString();
    }
}
