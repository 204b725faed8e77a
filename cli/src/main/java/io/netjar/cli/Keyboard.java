package io.netjar.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The keys pressed at the terminal, each as soon as it is pressed. Where there is no terminal, or none that `stty` can
/// set, there are never any. Ctrl-C stays what it is.
///
/// The terminal is set by the `stty` of Unix, as Java has no way to ask for single keys.
final class Keyboard implements AutoCloseable {
    /// A `stty` that takes longer was stopped by the shell: this process does not have the terminal.
    private static final long PATIENCE_SECONDS = 2;

    private final BlockingQueue<Integer> pressed = new LinkedBlockingQueue<>();
    /// How the terminal was set before, or nothing if keys are not read.
    private final String before;

    private Keyboard(String before) {
        this.before = before;
    }

    /// Begins to read keys, if this process has a terminal to read from and to answer on.
    static Keyboard open() {
        String before = isTerminal() ? terminal("sh", "-c", "test -t 2 && stty -g") : "";
        if (!before.isEmpty()) {
            terminal("stty", "-icanon", "-echo", "min", "1", "time", "0");
        }
        var keyboard = new Keyboard(before);
        if (keyboard.isThere()) {
            Thread.ofPlatform().daemon().name("netjar-keys").start(keyboard::read);
        }
        return keyboard;
    }

    /// The console is null on JDKs before 22 only, but its contract still allows it.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Whether keys are read.
    boolean isThere() {
        return !before.isEmpty();
    }

    /// The next key, or null if none is pressed for so long.
    @Nullable
    Integer next(Duration wait) throws InterruptedException {
        return pressed.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void read() {
        try {
            for (int key = System.in.read(); key >= 0; key = System.in.read()) {
                pressed.add(key);
            }
        } catch (IOException _) {
            // The terminal is gone, and with it the keys; a hangup ends the process if it is to end.
        }
    }

    /// What `command` says at this process's terminal, or nothing if it fails.
    private static String terminal(String... command) {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .redirectInput(Redirect.INHERIT).redirectError(Redirect.INHERIT).start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.exitValue() == 0 ? said.strip() : "";
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /// Sets the terminal as it was.
    @Override
    public void close() {
        if (isThere()) {
            terminal("stty", before);
        }
    }
}
