package io.netjar.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as people type them: `40ms`, `2s`, `5 min`.
final class TimeText {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(us|ms|s|min|h|d)");
    /// Ten years: more is a slip of the hand.
    private static final double MOST = 3650 * 86_400e9;

    private TimeText() {}

    /// Nanoseconds.
    ///
    /// @param option where it was typed, for the message
    static long nanos(String option, String text) throws Failure {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw Failure.usage(option + ": '" + text + "' is not a time like 40ms, 2s or 5min");
        }
        double unit = switch (time.group(2)) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "min" -> 60e9;
            case "h" -> 3600e9;
            default -> 86_400e9;
        };
        double nanos = Double.parseDouble(time.group(1)) * unit;
        if (nanos > MOST) {
            throw Failure.usage(option + ": '" + text + "' is more than ten years");
        }
        return Math.round(nanos);
    }
}
