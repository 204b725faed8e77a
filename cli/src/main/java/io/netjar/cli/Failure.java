package io.netjar.cli;

import io.netjar.internet.description.DidYouMean;
import java.io.Serial;
import java.util.List;

/// What went wrong, in words for the person at the terminal, and the exit code that says so.
final class Failure extends Exception {
    @Serial
    private static final long serialVersionUID = 1;
    /// How many names are listed at most.
    private static final int SHOWN = 12;
    private final int exitCode;
    private final String text;

    private Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
        this.text = message;
    }

    /// The command was used wrongly: exit code 2.
    static Failure usage(String message) {
        return new Failure(2, message);
    }

    /// A name was used that nothing has: says the nearest one and which there are. Exit code 2.
    ///
    /// @param what the kind of thing, as in `device`
    static Failure unknown(String what, String typed, List<String> names) {
        return usage(unknownText(what, typed, names));
    }

    /// The words of [#unknown].
    static String unknownText(String what, String typed, List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        String more = names.size() <= SHOWN ? "" : " and " + (names.size() - SHOWN) + " more";
        return "there is no " + what + " '" + typed + "'" + DidYouMean.hint(typed, names) + " There are: "
                + shown
                + more;
    }

    /// The command could not do what it was asked: exit code 1.
    static Failure failed(String message) {
        return new Failure(1, message);
    }

    /// The lines to show.
    String text() {
        return text;
    }

    int exitCode() {
        return exitCode;
    }
}
