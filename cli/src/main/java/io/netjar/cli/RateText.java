package io.netjar.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rates as people type them: `500K`, `20M`, `1.5 Gbit/s`.
final class RateText {
    private static final Pattern RATE = Pattern
            .compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?([kKMG]?)(?:bit/s)?");
    private static final double MOST = 1e12;

    private RateText() {}

    /// Bits in a second, from 1,000 to 10¹².
    ///
    /// @param option where it was typed, for the message
    static long bitsPerSecond(String option, String text) throws Failure {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            throw Failure.usage(option + ": '" + text + "' is not a rate like 500K, 20M or 1G");
        }
        double unit = switch (rate.group(2)) {
            case "k", "K" -> 1e3;
            case "M" -> 1e6;
            case "G" -> 1e9;
            default -> 1;
        };
        double bits = Double.parseDouble(rate.group(1)) * unit;
        if (bits < 1000 || bits > MOST) {
            throw Failure.usage(option + ": '" + text + "' is not from 1K to 1000G");
        }
        return Math.round(bits);
    }
}
