package io.netjar.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Where `run` prints: standard output and error, or what is above the prompt while there is one. Any thread may print. If
/// programs read it, each line of the standard output is an object of [RunJson], and what is said on the standard error is
/// said there, too.
final class Screen {
    private final PrintWriter standardOut = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final PrintWriter standardErr = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    private volatile Consumer<String> outLines = standardOut::println;
    private volatile Consumer<String> errLines = standardErr::println;
    private volatile Optional<RunJson> json = Optional.empty();
    private final PrintWriter out = new PrintWriter(new Lines(this::shown), true);
    private final PrintWriter err = new PrintWriter(new Lines(this::complained), true);

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    /// Prints objects from now on.
    void inJson(RunJson form) {
        json = Optional.of(form);
    }

    /// Whether it prints objects.
    boolean isInJson() {
        return json.isPresent();
    }

    /// Prints what happened.
    void print(Map<String, Object> event) {
        outLines.accept(JsonText.text(event, false));
    }

    private void shown(String lines) {
        json.ifPresentOrElse(form -> lines.lines().forEach(line -> print(form.output(line))),
                () -> outLines.accept(lines));
    }

    private void complained(String lines) {
        errLines.accept(lines);
        json.ifPresent(_ -> lines.lines().forEach(line -> print(RunJson.warning(line))));
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
