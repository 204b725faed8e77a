package io.netjar.cli;

import io.netjar.internet.Internet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The sites' access log in a file, or on the terminal.
final class AccessLogFile {
    private AccessLogFile() {}

    /// Appends what the sites log to `file`, prints it to `out` if `file` is `-`, or does nothing if it is null. The
    /// caller closes what is returned.
    static Writer attach(Internet internet, @Nullable Path file, PrintWriter out) throws IOException {
        if (file == null) {
            return Writer.nullWriter();
        }
        if (file.toString().equals("-")) {
            internet.onAccess(access -> {
                out.println(access.host() + " " + access.combinedLogLine());
                out.flush();
            });
            return Writer.nullWriter();
        }
        PrintWriter lines = open(file);
        internet.onAccess(access -> lines.println(access.host() + " " + access.combinedLogLine()));
        return lines;
    }

    /// What appends to `file`; the caller closes it.
    static PrintWriter open(Path file) throws IOException {
        return new PrintWriter(java.nio.file.Files.newBufferedWriter(file, StandardCharsets.UTF_8,
                StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
}
