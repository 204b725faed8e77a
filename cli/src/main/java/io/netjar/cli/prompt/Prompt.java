package io.netjar.cli.prompt;

import java.io.IOError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A prompt at the terminal of this process. One thread reads; any may print above the line that is being typed.
public final class Prompt implements AutoCloseable {
    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;

    private final Terminal terminal;
    private final LineReader reader;
    private final String text;

    private Prompt(Terminal terminal, LineReader reader, String text) {
        this.terminal = terminal;
        this.reader = reader;
        this.text = text;
    }

    /// Opens the prompt.
    ///
    /// @param text what stands before what is typed
    /// @param history the file that keeps what was typed, if its folder is there or can be made
    /// @throws IOException if there is no terminal that can be read key by key
    public static Prompt open(String text, Path history, Completions completions) throws IOException {
        Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).jni(false).jansi(false)
                .jna(false)
                .build();
        if (terminal.getWidth() == 0) {
            // as over a serial line, which does not know how wide its far end is
            terminal.setSize(new Size(USUAL_WIDTH, USUAL_HEIGHT));
        }
        var parser = new DefaultParser();
        parser.setEscapeChars(null);
        LineReaderBuilder builder = LineReaderBuilder.builder().terminal(terminal).appName("netjar")
                .parser(parser)
                .completer((_, line, candidates) -> complete(completions, line, candidates))
                .option(Option.DISABLE_EVENT_EXPANSION, true).option(Option.HISTORY_IGNORE_SPACE, true);
        if (hasFolder(history)) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        return new Prompt(terminal, builder.build(), text);
    }

    private static boolean hasFolder(Path history) {
        Path folder = history.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void complete(Completions completions, ParsedLine line, List<Candidate> candidates) {
        completions.after(line.words().subList(0, line.wordIndex()))
                .forEach(word -> candidates.add(new Candidate(word)));
    }

    /// Waits for a line.
    public Typed read() {
        try {
            return new Typed.Line(reader.readLine(text));
        } catch (UserInterruptException e) {
            return new Typed.Interrupt(e.getPartialLine().isBlank());
        } catch (EndOfFileException | IOError _) {
            return new Typed.End();
        }
    }

    /// Prints lines above the one that is being typed.
    public void print(String lines) {
        reader.printAbove(lines);
    }

    /// Keeps the history, and gives the terminal back as it was.
    @Override
    public void close() throws IOException {
        try {
            reader.getHistory().save();
        } finally {
            terminal.close();
        }
    }
}
