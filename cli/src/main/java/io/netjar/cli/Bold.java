package io.netjar.cli;

import picocli.CommandLine.Help.Ansi;

/// Headings that stand out on a terminal that shows colours, and are plain text elsewhere.
final class Bold {
    private Bold() {}

    static String text(String heading) {
        return Ansi.AUTO.string("@|bold " + heading + "|@");
    }
}
