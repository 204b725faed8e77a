package io.netjar.cli;

import java.io.Writer;
import java.util.function.Consumer;

/// Whole lines for somebody who prints them. Any thread may write.
final class Lines extends Writer {
    private final Consumer<String> printer;
    private final StringBuilder begun = new StringBuilder();
    private boolean isMute;

    Lines(Consumer<String> printer) {
        this.printer = printer;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        synchronized (lock) {
            begun.append(characters, offset, length);
            int end = begun.lastIndexOf("\n");
            if (end >= 0) {
                String lines = begun.substring(0, end).replace("\r", "");
                begun.delete(0, end + 1);
                print(lines);
            }
        }
    }

    /// Prints nothing more.
    void mute() {
        synchronized (lock) {
            isMute = true;
        }
    }

    private void print(String lines) {
        if (!isMute) {
            printer.accept(lines);
        }
    }

    @Override
    public void flush() {
        // A line that has not ended waits for its end.
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (!begun.isEmpty()) {
                print(begun.toString());
                begun.setLength(0);
            }
        }
    }
}
