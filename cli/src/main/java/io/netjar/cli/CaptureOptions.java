package io.netjar.cli;

import io.netjar.internet.Internet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// Which frames are written down, and where.
final class CaptureOptions {
    private static final String NAME = "--capture";
    private static final String FILE_END = ".pcapng";
    private static final String USUAL_FILE = "netjar" + FILE_END;

    @Option(names = NAME, paramLabel = "FILE|PATTERN", description = "Write frames to a pcapng file, for Wireshark. What ends in "
            + FILE_END + " names the FILE (" + USUAL_FILE
            + " if none does); anything else is a PATTERN that says which frames: terms that must all hold, like 'alice/*' "
            + "(devices, routers, servers), 'link:alice/line', 'proto:dns' (arp, ip, icmp, udp, tcp, dns, dhcp, http, tls) and "
            + "'name:www.shop.test'; '!' before a term turns it round. Can be given again: a frame that one of the patterns keeps is written.")
    private List<String> values = List.of();

    /// Starts writing frames of `internet` if that was asked for. Where they go is told on `err` if nobody named the file.
    World watched(Internet internet, PrintWriter err) throws Failure {
        if (values.isEmpty()) {
            return World.of(internet);
        }
        List<String> files = values.stream().filter(CaptureOptions::isFile).toList();
        if (files.size() > 1) {
            throw Failure.usage(
                    NAME + ": one file takes all frames, but " + String.join(" and ", files) + " are named");
        }
        List<String> patterns = values.stream().filter(each -> !isFile(each)).toList();
        World world = World.watched(internet, Path.of(files.isEmpty() ? USUAL_FILE : files.getFirst()), NAME,
                patterns);
        if (files.isEmpty()) {
            err.println("netjar: frames are written to " + USUAL_FILE);
        }
        return world;
    }

    private static boolean isFile(String value) {
        return value.endsWith(FILE_END);
    }
}
