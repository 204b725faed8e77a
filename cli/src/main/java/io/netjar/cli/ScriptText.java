package io.netjar.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A script read from a file, with all its mistakes at once.
final class ScriptText {
    private final OrderReader reader;
    private final String file;
    private final List<ScriptLine> lines = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private int number;
    /// The latest time of an `at` so far.
    private Duration latest = Duration.ZERO;

    private ScriptText(OrderReader reader, String file) {
        this.reader = reader;
        this.file = file;
    }

    /// @throws Failure if it cannot be read, or has mistakes
    static List<ScriptLine> read(OrderReader reader, Path file) throws Failure {
        var script = new ScriptText(reader, file.toString());
        try {
            java.nio.file.Files.readAllLines(file).forEach(script::take);
        } catch (IOException e) {
            throw Failure.failed("cannot read the script " + file + ": " + Files.reason(e));
        }
        if (!script.mistakes.isEmpty()) {
            int count = script.mistakes.size();
            throw Failure.usage(String.join("\n", script.mistakes) + "\n" + count
                    + (count == 1 ? " mistake" : " mistakes"));
        }
        return script.lines;
    }

    private void take(String text) {
        number++;
        Optional<ScriptLine> line = reader.read(text, this::mistake);
        line.flatMap(ScriptLine::when).ifPresent(when -> {
            if (when instanceof ScriptLine.When.At(Duration time)) {
                if (time.compareTo(latest) < 0) {
                    mistake(0,
                            "this is to happen before what stands above it: the lines of a script are in order");
                }
                latest = time;
            }
        });
        line.ifPresent(lines::add);
    }

    private void mistake(int at, String message) {
        mistakes.add(file + ":" + number + ":" + (at + 1) + ": " + message);
    }
}
