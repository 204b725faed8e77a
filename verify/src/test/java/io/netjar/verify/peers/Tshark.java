package io.netjar.verify.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Wireshark's dissectors as a judge of captures.
final class Tshark {
    private Tshark() {}

    /// The frames of `capture` that are malformed, have a bad checksum, or of which an expert says a warning or
    /// worse, but for what is normal life of TCP (resets, retransmissions, windows): one line each. Reads twice, so
    /// that reassembly is known.
    static List<String> complaints(Path capture) {
        String filter = "_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0"
                + " || icmp.checksum.status == 0 || (_ws.expert.severity >= 6291456 && !tcp.analysis.flags"
                + " && !tcp.connection.rst)";
        return lines(capture, filter, "frame.number", "frame.protocols", "_ws.expert.message");
    }

    /// The values of `fields`, tab-separated, of each frame that passes the display filter.
    static List<String> lines(Path capture, String filter, String... fields) {
        var command = new ArrayList<>(List.of("tshark", "-2", "-r", capture.toString(), "-o",
                "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE",
                "-Y", filter,
                "-T", "fields"));
        for (String field : fields) {
            command.add("-e");
            command.add(field);
        }
        return Tool.run(command).succeeded().lines().toList();
    }
}
