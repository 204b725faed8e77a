package io.netjar.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Wireshark's terminal sister as a judge of captures: what it reads in them, and what it complains about.
///
/// ```java
/// assumeTrue(Tshark.isInstalled());
/// assertThat(Tshark.complaints(capture)).isEmpty();
/// ```
public final class Tshark {
    /// What Wireshark calls a warning or worse but is a network's daily life: lost and repeated segments, pings without an answer.
    private static final String DAILY_LIFE = "tcp.analysis.flags || tcp.connection.rst || icmp.resp_not_found";

    private Tshark() {}

    /// Whether there is a tshark to ask. If not, says so on stderr: a check that is left out must not go unnoticed.
    public static boolean isInstalled() {
        try {
            run(List.of("tshark", "--version"));
            return true;
        } catch (IOException e) {
            System.err.println("SKIPPED: tshark is not installed, so nobody checks the captures: " + e);
            return false;
        }
    }

    /// A line for each frame of `capture` (a pcapng file's bytes): the values of `fields`, separated by `|`.
    public static List<String> fields(byte[] capture, String... fields) {
        var arguments = new ArrayList<>(List.of("-T", "fields", "-E", "separator=|"));
        for (String field : fields) {
            arguments.addAll(List.of("-e", field));
        }
        return read(capture, arguments);
    }

    /// A line for each frame that is malformed, has a wrong checksum or is otherwise odd enough for a warning, with the reason;
    /// retransmissions, resets and their like are not odd.
    public static List<String> complaints(byte[] capture) {
        String odd = "(_ws.expert.severity >= 6291456 || _ws.malformed) && !(" + DAILY_LIFE + ")";
        return read(capture,
                List.of("-2", "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o",
                        "udp.check_checksum:TRUE", "-Y", odd, "-T", "fields", "-e", "frame.number", "-e",
                        "_ws.expert.message"));
    }

    private static List<String> read(byte[] capture, List<String> arguments) {
        try {
            Path file = Files.createTempFile("netjar", ".pcapng");
            try {
                Files.write(file, capture);
                var command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
                command.addAll(arguments);
                return run(command);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines;
        try (var reader = process.inputReader(UTF_8)) {
            lines = reader.lines().filter(line -> !line.startsWith("Running as user")).toList();
        }
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new AssertionError(
                    command + " ended with " + status + ":\n" + String.join("\n", lines));
        }
        return lines;
    }
}
