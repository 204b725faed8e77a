package io.netjar.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Where `run` prints: standard output and error, or what is above the prompt while there is one. Any thread may print.
final class Screen {
    private final PrintWriter standardOut = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final PrintWriter standardErr = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    private volatile Consumer<String> outLines = standardOut::println;
    private volatile Consumer<String> errLines = standardErr::println;
    private final PrintWriter out = new PrintWriter(new Lines(lines -> outLines.accept(lines)), true);
    private final PrintWriter err = new PrintWriter(new Lines(lines -> errLines.accept(lines)), true);

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    /// Prints everything by `printer` from now on.
    void above(Consumer<String> printer) {
        outLines = printer;
        errLines = printer;
    }

    /// Prints to the standard output and error again.
    void plain() {
        outLines = standardOut::println;
        errLines = standardErr::println;
    }
}
