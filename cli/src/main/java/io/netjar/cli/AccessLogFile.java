package io.netjar.cli;

import io.netjar.internet.Internet;
import io.netjar.web.Access;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The sites' access log in a file, or on the terminal.
final class AccessLogFile {
    private AccessLogFile() {}

    /// Whether what is logged is to be shown instead.
    static boolean isShown(@Nullable Path file) {
        return Path.of("-").equals(file);
    }

    /// Appends what the sites log to `file`, tells it to `shown` if `file` is `-`, or does nothing if it is null. The
    /// caller closes what is returned.
    static Writer attach(Internet internet, @Nullable Path file, Consumer<Access> shown) throws IOException {
        if (file == null) {
            return Writer.nullWriter();
        }
        if (isShown(file)) {
            internet.onAccess(shown::accept);
            return Writer.nullWriter();
        }
        PrintWriter lines = open(file);
        internet.onAccess(access -> lines.println(line(access)));
        return lines;
    }

    /// A line of a log that all sites share.
    static String line(Access access) {
        return access.host() + " " + access.combinedLogLine();
    }

    /// What stands in a line, for programs.
    static Map<String, Object> object(Access access) {
        Map<String, Object> object = JsonText.object();
        object.put("site", access.host());
        object.put("remoteAddress", access.remote());
        object.put("request", access.requestLine());
        object.put("status", access.status());
        object.put("contentBytes", access.bytes());
        if (!access.referer().isEmpty()) {
            object.put("referer", access.referer());
        }
        if (!access.userAgent().isEmpty()) {
            object.put("userAgent", access.userAgent());
        }
        return object;
    }

    /// What appends to `file`; the caller closes it.
    static PrintWriter open(Path file) throws IOException {
        return new PrintWriter(java.nio.file.Files.newBufferedWriter(file, StandardCharsets.UTF_8,
                StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
}
