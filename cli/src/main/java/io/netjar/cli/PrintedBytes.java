package io.netjar.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Content that is shown among other lines: as text, from the start of a line and to the end of one.
final class PrintedBytes extends OutputStream {
    private final PrintWriter out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    PrintedBytes(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(int octet) {
        if (octet == '\n') {
            printLine();
        } else {
            line.write(octet);
        }
    }

    private void printLine() {
        out.println(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }

    @Override
    public void close() {
        if (line.size() > 0) {
            printLine();
        }
        out.flush();
    }
}
