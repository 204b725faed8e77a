package io.netjar.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Wireshark's terminal sister as a judge of captures: what it reads in them, and what it complains about.
///
/// ```java
/// assumeTrue(Tshark.isInstalled());
/// assertThat(Tshark.complaints(capture)).isEmpty();
/// ```
public final class Tshark {
    private static final String BAD_CHECKSUM = "ip.checksum.status == 0 || tcp.checksum.status == 0"
            + " || udp.checksum.status == 0 || icmp.checksum.status == 0";
    /// Wireshark gives up putting a message together from segments, and calls the segment malformed, when data comes again
    /// in other portions than before, as it does after losses.
    private static final String MALFORMED = "(_ws.malformed && !(tcp.analysis.flags"
            + " && _ws.expert.message contains \"New fragment overlaps old data\"))";
    /// What Wireshark calls a warning or worse but is a network's daily life: lost and repeated segments and word of them, pings
    /// without an answer.
    private static final String DAILY_LIFE = "tcp.analysis.flags || tcp.options.sack.dsack || tcp.connection.rst"
            + " || icmp.resp_not_found";
    /// Interfaces that show only what was dropped there: a piece of a page without those before it, which Wireshark
    /// takes for a header.
    private static final String OUT_OF_CONTEXT = "(http && frame.interface_name matches \"/(queue|ip)$\")";
    private static final String COMPLAINTS = BAD_CHECKSUM + " || " + MALFORMED
            + " || (_ws.expert.severity >= 6291456 && !(" + DAILY_LIFE + " || " + OUT_OF_CONTEXT + "))";

    private Tshark() {}

    /// Whether there is a tshark to ask. If not, says so on stderr: a check that is left out must not go unnoticed. Where
    /// `CI` is set nothing may be left out, so there it throws.
    public static boolean isInstalled() {
        try {
            run(List.of("tshark", "--version"));
            return true;
        } catch (IOException e) {
            if (System.getenv("CI") != null) {
                throw new AssertionError("tshark is not installed", e);
            }
            System.err.println("SKIPPED: tshark is not installed, so nobody checks the captures: " + e);
            return false;
        }
    }

    /// A line for each frame of `capture` (a pcapng file's bytes): the values of `fields`, separated by `|`.
    public static List<String> fields(byte[] capture, String... fields) {
        return inFile(capture, file -> read(file, showing(fields)));
    }

    /// A line for each frame of `capture` (a pcapng file's bytes) that is malformed, has a wrong checksum or is otherwise
    /// odd enough for a warning: interface, a number, protocols, reason. Retransmissions, resets and their like are not
    /// odd. No conversation is judged across interfaces.
    public static List<String> complaints(byte[] capture) {
        return PcapngInterfaces.split(capture).parallelStream()
                .flatMap(file -> inFile(file, Tshark::complaintsOfInterface).stream()).toList();
    }

    /// As the other, of a file.
    public static List<String> complaints(Path capture) {
        try {
            return complaints(Files.readAllBytes(capture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> complaintsOfInterface(Path capture) {
        return fields(capture, COMPLAINTS, "frame.interface_name", "frame.number", "frame.protocols",
                "_ws.expert.message");
    }

    /// A line for each frame of the file `capture` that the display filter `filter` lets through: the values of
    /// `fields`, separated by `|`. Checksums are verified, and the file is read twice, so that what comes later is
    /// known.
    public static List<String> fields(Path capture, String filter, String... fields) {
        var arguments = new ArrayList<>(
                List.of("-2", "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE",
                        "-o", "udp.check_checksum:TRUE", "-Y", filter));
        arguments.addAll(showing(fields));
        return read(capture, arguments);
    }

    private static List<String> showing(String... fields) {
        var arguments = new ArrayList<>(List.of("-T", "fields", "-E", "separator=|"));
        for (String field : fields) {
            arguments.addAll(List.of("-e", field));
        }
        return arguments;
    }

    private static List<String> inFile(byte[] capture, Function<Path, List<String>> judge) {
        try {
            Path file = Files.createTempFile("netjar", ".pcapng");
            try {
                Files.write(file, capture);
                return judge.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> read(Path capture, List<String> arguments) {
        var command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
        command.addAll(arguments);
        try {
            return run(command);
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
