package io.netjar.internet.description;

import io.netjar.net.link.QueueLimit;
import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with the units that people use: `100 Mbit/s`, `20 ms`, `0.1 %`, `64 kB`. Decimal prefixes are powers of 1000.
final class Quantities {
    static final String RATE = "a rate from 1 kbit/s to 10 Tbit/s (a number and bit/s, kbit/s, Mbit/s or Gbit/s, as in '100 Mbit/s')";
    static final String TIME = "a time (a number and µs, ms, s, min or h, as in '20 ms')";
    static final String DELAY = "a delay up to 1 h (a number and µs, ms, s, min or h, as in '20 ms')";
    static final String SHARE = "a share (a number from 0 to 100 and %, as in '0.1 %')";
    static final String SIZE = "a size from 1600 B to 2000 MB (a number and B, kB or MB, as in '64 kB')";
    static final String AMOUNT = "a size up to 1000 MB (a number and B, kB or MB, as in '30 kB')";
    static final String COUNT = "a whole number from 1 to 1000000";
    static final String MTU = "an MTU: a number of bytes from 68 to 65535, as in '1492'";
    static final String LIMIT = "a limit in bytes, packets or time ('64 kB' of 1600 B and more, '100 packets', '50 ms' of at most"
            + " a minute)";
    static final String RADIO_LIMIT = "a limit in bytes or packets ('64 kB' of 1600 B and more, '100 packets')";
    static final Map<String, Long> RATES = units("bit/s", 1, "kbit/s", 1_000, "Mbit/s", 1_000_000,
            "Gbit/s",
            1_000_000_000);
    private static final Map<String, Long> TIMES = units("µs", 1_000, "us", 1_000, "ms", 1_000_000, "s",
            1_000_000_000, "min", 60_000_000_000L, "h", 3_600_000_000_000L);
    static final Map<String, Long> SIZES = units("B", 1, "kB", 1_000, "MB", 1_000_000);
    private static final String NUMBER = "([0-9]{1,12}(?:\\.[0-9]{1,9})?)";
    private static final Pattern ONE = Pattern.compile(NUMBER + " *(\\S+)");
    private static final Pattern TWO = Pattern.compile(NUMBER + "/" + NUMBER + " *(\\S+)");
    /// 10 Tbit/s, a hundred times today's fastest port: a full frame still takes more than a nanosecond.
    private static final long FASTEST = 10_000_000_000_000L;
    /// Light needs 20 minutes to Mars.
    private static final long LONGEST_DELAY = 3_600_000_000_000L;
    /// A full Ethernet frame must fit into a queue.
    private static final long SMALLEST_QUEUE = 1_600;
    private static final long LARGEST_QUEUE = 2_000_000_000;

    private static final long LARGEST_AMOUNT = 1_000_000_000;
    private static final long LONGEST_WAIT = 60_000_000_000L;
    private static final Pattern COUNTED = Pattern.compile("[1-9][0-9]{0,6}");
    private static final Pattern PACKETS = Pattern.compile("([0-9]+) *packets?");

    private static final Pattern SIGNAL = Pattern.compile("(-?[0-9]{1,3}(?:\\.[0-9])?) *(dBm|m)");
    /// The words for signals, which are those of the cells.
    private static final Map<String, Signal> SIGNALS = signals();

    private Quantities() {}

    private static Map<String, Signal> signals() {
        Map<String, Signal> signals = new LinkedHashMap<>();
        signals.put("good", WifiSpec.good().signal());
        signals.put("weak", WifiSpec.weak().signal());
        signals.put("far", WifiSpec.far().signal());
        return signals;
    }

    /// Rates down and up in bits per second.
    record Rates(long down, long up) {}

    static OptionalLong rate(String text) {
        OptionalLong rate = one(text, RATES);
        return rate.isPresent() && isRate(rate.getAsLong()) ? rate : OptionalLong.empty();
    }

    /// `100/20 Mbit/s`, down and up, or `1 Gbit/s` for both.
    static Optional<Rates> rates(String text) {
        Matcher two = TWO.matcher(text);
        if (!two.matches()) {
            OptionalLong both = rate(text);
            return both.isPresent()
                    ? Optional.of(new Rates(both.getAsLong(), both.getAsLong()))
                    : Optional.empty();
        }
        OptionalLong down = rate(two.group(1) + " " + two.group(3));
        OptionalLong up = rate(two.group(2) + " " + two.group(3));
        return down.isPresent() && up.isPresent()
                ? Optional.of(new Rates(down.getAsLong(), up.getAsLong()))
                : Optional.empty();
    }

    /// Nanoseconds.
    static OptionalLong time(String text) {
        return one(text, TIMES);
    }

    /// Nanoseconds that a line may take.
    static OptionalLong delay(String text) {
        OptionalLong delay = one(text, TIMES);
        return delay.isPresent() && delay.getAsLong() <= LONGEST_DELAY ? delay : OptionalLong.empty();
    }

    /// Bytes of a queue.
    static OptionalLong size(String text) {
        OptionalLong size = one(text, SIZES);
        boolean fits = size.isPresent() && size.getAsLong() >= SMALLEST_QUEUE
                && size.getAsLong() <= LARGEST_QUEUE;
        return fits ? size : OptionalLong.empty();
    }

    /// Bytes that are no queue's.
    static OptionalLong amount(String text) {
        OptionalLong size = one(text, SIZES);
        return size.isPresent() && size.getAsLong() >= 1 && size.getAsLong() <= LARGEST_AMOUNT
                ? size
                : OptionalLong.empty();
    }

    static OptionalLong count(String text) {
        boolean good = COUNTED.matcher(text).matches() && Long.parseLong(text) <= 1_000_000;
        return good ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    static OptionalLong mtu(String text) {
        OptionalLong bytes = count(text);
        return bytes.isPresent() && bytes.getAsLong() >= 68 && bytes.getAsLong() <= 65_535
                ? bytes
                : OptionalLong.empty();
    }

    /// How much may wait: bytes, packets or time.
    static Optional<QueueLimit> limit(String text) {
        OptionalLong size = size(text);
        if (size.isPresent()) {
            return Optional.of(QueueLimit.bytes((int) size.getAsLong()));
        }
        OptionalLong time = time(text);
        if (time.isPresent() && time.getAsLong() <= LONGEST_WAIT) {
            return Optional.of(QueueLimit.time(Duration.ofNanos(time.getAsLong())));
        }
        Matcher packets = PACKETS.matcher(text);
        OptionalLong count = packets.matches() ? count(packets.group(1)) : OptionalLong.empty();
        return count.isPresent()
                ? Optional.of(QueueLimit.packets((int) count.getAsLong()))
                : Optional.empty();
    }

    /// What a device on Wi-Fi hears: `weak`, `-70 dBm`, or from how far, `12 m`.
    ///
    /// @throws IllegalArgumentException if it is more or less than there is
    static Optional<Signal> signal(String text) {
        Matcher number = SIGNAL.matcher(text);
        if (!number.matches()) {
            return Optional.ofNullable(SIGNALS.get(text));
        }
        double value = Double.parseDouble(number.group(1));
        return Optional.of(number.group(2).equals("m") ? Signal.atDistance(value) : Signal.of(value));
    }

    /// What is said of a text that is none.
    static String noSignal(String text) {
        return "no signal" + DidYouMean.hint(text, SIGNALS.keySet())
                + " Allowed: good, weak, far, a power as in '-70 dBm', or a distance as in '12 m'";
    }

    /// From 0 to 1.
    static OptionalDouble share(String text) {
        Matcher one = ONE.matcher(text);
        if (!one.matches() || !one.group(2).equals("%")) {
            return OptionalDouble.empty();
        }
        double share = Double.parseDouble(one.group(1)) / 100;
        return share <= 1 ? OptionalDouble.of(share) : OptionalDouble.empty();
    }

    private static boolean isRate(long bitsPerSecond) {
        return bitsPerSecond >= 1_000 && bitsPerSecond <= FASTEST;
    }

    private static OptionalLong one(String text, Map<String, Long> units) {
        Matcher one = ONE.matcher(text);
        Long unit = one.matches() ? units.get(one.group(2)) : null;
        if (unit == null) {
            return OptionalLong.empty();
        }
        BigDecimal value = new BigDecimal(one.group(1)).multiply(BigDecimal.valueOf(unit));
        return value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(value.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private static Map<String, Long> units(Object... namesAndFactors) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            units.put((String) namesAndFactors[i], ((Number) namesAndFactors[i + 1]).longValue());
        }
        return units;
    }
}
