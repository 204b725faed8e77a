package io.netjar.verify.tcp;

import java.util.List;

/// One line of a script: where it stands, what it says, and the words of that.
record ScriptLine(String file, int number, String text, List<String> words) {

    ScriptLine(String file, int number, String text) {
        this(file, number, text, List.of(text.split("\\s+")));
    }

    /// The same place with other words, as for a line that another stands for.
    ScriptLine says(String other) {
        return new ScriptLine(file, number, other);
    }

    /// What is wrong, with the place.
    AssertionError wrong(String problem) {
        return new AssertionError(file + ":" + number + ": " + problem + "\n    in        " + text);
    }

    int integer(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException _) {
            throw wrong("'" + word + "' is not a whole number");
        }
    }

    /// A length of time such as `1.5s`, `40ms` or `250us`, in nanoseconds.
    long nanos(String word) {
        long unit = word.endsWith("us") ? 1_000L : word.endsWith("ms") ? 1_000_000L : 1_000_000_000L;
        String number = word.replaceAll("(us|ms|s)$", "");
        if (number.length() == word.length() && !number.equals("0")) {
            throw wrong("'" + word + "' is not a time such as 1.5s, 40ms or 250us");
        }
        try {
            return Math.round(Double.parseDouble(number) * unit);
        } catch (NumberFormatException _) {
            throw wrong("'" + word + "' is not a time such as 1.5s, 40ms or 250us");
        }
    }

    /// A time as people read it.
    static String seconds(long nanos) {
        return java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + "s";
    }
}
