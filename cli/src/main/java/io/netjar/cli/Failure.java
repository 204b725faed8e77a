package io.netjar.cli;

import java.io.Serial;

/// What went wrong, in words for the person at the terminal, and the exit code that says so.
final class Failure extends Exception {
    @Serial
    private static final long serialVersionUID = 1;
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
