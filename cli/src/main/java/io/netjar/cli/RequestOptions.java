package io.netjar.cli;

import io.netjar.web.client.Priority;
import io.netjar.web.client.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `get` that say what is sent, called as curl calls them.
final class RequestOptions {
    /// RFC 9110 §5.6.2, `token`: what methods and names of fields consist of.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    @Option(names = {"-X",
            "--request"}, paramLabel = "METHOD", description = "Send this method instead of GET, or of POST with -d.")
    private @Nullable String method;

    @Option(names = {"-H",
            "--header"}, paramLabel = "'NAME: VALUE'", description = "Send this header, too, or in place of the usual one. Can be given again.")
    private List<String> headers = List.of();

    @Option(names = {"-d",
            "--data"}, paramLabel = "TEXT", description = "Send this as the content, as a form does, by POST; '@FILE' for what is in FILE, as it is. Several are "
                    + "joined by '&'.")
    private List<String> data = List.of();

    @Option(names = {"-I", "--head"}, description = "Ask for the head only (HEAD), and write it.")
    private boolean headOnly;

    /// Whether only the head is asked for.
    boolean isHeadOnly() {
        return headOnly;
    }

    /// Whether nothing was asked for but a page.
    boolean isPlain() {
        return method == null && headers.isEmpty() && data.isEmpty() && !headOnly;
    }

    /// What is sent to `url`.
    Request request(URI url) throws Failure {
        if (headOnly && !data.isEmpty()) {
            throw Failure.usage("get: a HEAD request (-I) carries no data (-d)");
        }
        String usual = headOnly ? "HEAD" : data.isEmpty() ? "GET" : "POST";
        String used = method == null ? usual : method;
        if (!TOKEN.matcher(used).matches()) {
            throw Failure.usage("get: -X: '" + used + "' is not a method like PUT");
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String header : headers) {
            fields.add(field("get", header));
        }
        if (!data.isEmpty() && fields.stream().noneMatch(each -> each.getKey().equalsIgnoreCase(
                "Content-Type"))) {
            fields.add(Map.entry("Content-Type", "application/x-www-form-urlencoded"));
        }
        return new Request(url, used, fields, content(), Priority.HIGHEST);
    }

    /// @param command the one that `header` was typed for
    static Map.Entry<String, String> field(String command, String header) throws Failure {
        int colon = header.indexOf(':');
        String name = colon < 0 ? "" : header.substring(0, colon);
        String value = header.substring(colon + 1).strip();
        boolean hasControls = value.chars().anyMatch(each -> each < ' ' && each != '\t' || each == 0x7f);
        if (!TOKEN.matcher(name).matches() || hasControls) {
            throw Failure.usage(command + ": -H: '" + header + "' is not a header like 'Accept: text/html'");
        }
        if (List.of("content-length", "transfer-encoding", "connection").contains(name.toLowerCase(
                Locale.ROOT))) {
            throw Failure.usage(command + ": -H: " + name + " is set by what is sent");
        }
        return Map.entry(name, value);
    }

    private byte[] content() throws Failure {
        var content = new ByteArrayOutputStream();
        for (String each : data) {
            if (content.size() > 0) {
                content.write('&');
            }
            content.writeBytes(each.startsWith("@")
                    ? file(Path.of(each.substring(1)))
                    : each.getBytes(StandardCharsets.UTF_8));
        }
        return content.toByteArray();
    }

    private static byte[] file(Path file) throws Failure {
        try {
            return java.nio.file.Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failure.failed("-d: cannot read " + file + ": " + Files.reason(e));
        }
    }
}
