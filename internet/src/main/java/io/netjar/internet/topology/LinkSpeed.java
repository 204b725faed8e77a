package io.netjar.internet.topology;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rate of a line as maps write it: `10 Gbps`, `< 155 Mbps`, `1-2.5 Gb/s`, `45 Mbps DS-3`, `OC-192c`, `STM-16`.
final class LinkSpeed {
    private static final double LEAST = 1_000;
    /// In bits per second; descriptions know no faster lines.
    static final long MOST = 10_000_000_000_000L;
    /// A number, the last one if there is a range, and a unit of bits per second.
    private static final Pattern RATE = Pattern
            .compile("(?i)([0-9]+(?:\\.[0-9]+)?) *([kmgt]?) *(?:bps|b/s|bit/s|bits/s|bit|b)(?![a-z])");
    /// ITU-T G.707 and ANSI T1.105: multiples of one basic rate.
    private static final Pattern SYNCHRONOUS = Pattern.compile("(?i)\\b(OC|STM)-? ?([0-9]{1,4})c?\\b");
    private static final double STS_1 = 51.84e6;
    private static final double STM_1 = 155.52e6;
    /// ITU-T G.702, and ANSI T1.107.
    private static final Map<String, Double> PLESIOCHRONOUS = Map.of("DS1", 1.544e6, "T1", 1.544e6, "DS3",
            44.736e6, "T3", 44.736e6, "E1", 2.048e6, "E3", 34.368e6);
    private static final Pattern PLESIOCHRONOUS_NAME = Pattern.compile("(?i)\\b(DS|T|E)-?([13])\\b");
    private static final Map<String, Double> PREFIXES = Map.of("", 1.0, "k", 1e3, "m", 1e6, "g", 1e9, "t",
            1e12);

    private LinkSpeed() {}

    /// The rate that a file gives as a number of bits per second.
    static OptionalLong raw(String number) {
        try {
            return possible(Double.parseDouble(number.strip()));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /// The rate in bits per second that `text` speaks of; of several, or of a range, the greatest. Empty if it speaks of none.
    static OptionalLong of(String text) {
        double best = 0;
        Matcher rates = RATE.matcher(text);
        while (rates.find()) {
            best = Math.max(best, Double.parseDouble(rates.group(1))
                    * PREFIXES.getOrDefault(rates.group(2).toLowerCase(Locale.ROOT), 0.0));
        }
        if (best == 0) {
            best = byName(text).orElse(0.0);
        }
        return possible(best);
    }

    private static Optional<Double> byName(String text) {
        Matcher synchronous = SYNCHRONOUS.matcher(text);
        if (synchronous.find()) {
            double basic = synchronous.group(1).equalsIgnoreCase("OC") ? STS_1 : STM_1;
            return Optional.of(basic * Integer.parseInt(synchronous.group(2)));
        }
        Matcher name = PLESIOCHRONOUS_NAME.matcher(text);
        return name.find()
                ? Optional.ofNullable(PLESIOCHRONOUS
                        .get(name.group(1).toUpperCase(Locale.ROOT) + name.group(2)))
                : Optional.empty();
    }

    private static OptionalLong possible(double rate) {
        return rate >= LEAST && rate <= MOST ? OptionalLong.of(Math.round(rate)) : OptionalLong.empty();
    }
}
