package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What a terminal shows and who sits at it. The terminal is the pseudo-terminal of util-linux's `script`.
record Terminal(Process process, Reader screen, Writer keyboard) implements AutoCloseable {
    /// Seconds after which a run is ended, so that whoever waits for what it never shows sees the end instead.
    static final String PATIENCE = "60";
    /// What moves the cursor, paints and the like, and is not read by people.
    private static final Pattern CONTROL = Pattern.compile("\033\\[[0-9;?]*[A-Za-z]|\033[=>]|\r|\007");

    /// Types `command` at a terminal.
    ///
    /// @param folder where the shell stands
    /// @param state where programs keep what they remember
    static Terminal open(Path folder, String command, Path state) throws IOException {
        var builder = new ProcessBuilder("timeout", PATIENCE, "script", "-qfc",
                "stty cols 100 rows 30; " + command, "/dev/null")
                .directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("XDG_STATE_HOME", state.toString());
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        return new Terminal(process, process.inputReader(StandardCharsets.UTF_8), process.outputWriter());
    }

    void type(String keys) throws IOException {
        keyboard.write(keys);
        keyboard.flush();
    }

    /// Everything shown up to `text`, or up to the end if it never comes.
    String readUntil(String text) throws IOException {
        var shown = new StringBuilder();
        for (int c = screen.read(); c >= 0; c = screen.read()) {
            shown.append((char) c);
            if (shown.indexOf(text, shown.length() - text.length()) >= 0) {
                break;
            }
        }
        return shown.toString();
    }

    /// As people read it, everything shown up to where `text` is found, or up to the end if it never is.
    String readUntil(Pattern text) throws IOException {
        var shown = new StringBuilder();
        String read = "";
        for (int c = screen.read(); c >= 0; c = screen.read()) {
            shown.append((char) c);
            if (c == '\n' || !screen.ready()) {
                read = CONTROL.matcher(shown).replaceAll("");
                if (text.matcher(read).find()) {
                    break;
                }
            }
        }
        return read;
    }

    void shows(String text) throws IOException {
        assertThat(readUntil(text)).endsWith(text);
    }

    /// What is answered to a line.
    void answers(String line, String text) throws IOException {
        type(line + "\r");
        shows(text);
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        screen.close();
    }
}
