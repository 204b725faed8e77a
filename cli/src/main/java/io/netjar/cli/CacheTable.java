package io.netjar.cli;

import io.netjar.dns.CacheEntry;
import io.netjar.dns.KnownServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Type;
import picocli.CommandLine.Help.Ansi;

/// A resolver's cache as a table for people: one line for each record, kinds in colours where the terminal has them.
final class CacheTable {
    private static final List<String> HEAD = List.of("NAME", "TTL", "OF", "TYPE", "KIND", "DATA");
    private static final List<String> SERVERS_HEAD = List.of("SERVER", "RTT", "TIMEOUT", "SILENCES", "ALSO");
    /// The columns of numbers.
    private static final List<Integer> ON_THE_RIGHT = List.of(1, 2);
    /// Keys and digests are of no use to the eye beyond this.
    private static final int LONGEST_DATA = 72;

    private CacheTable() {}

    static List<String> lines(CacheView view) {
        List<String> lines = new ArrayList<>();
        lines.add(Bold.text(title(view)));
        for (DnsCacheCommand.Asked asked : view.asked()) {
            lines.add("asked " + asked.question().name() + " " + Type.string(asked.question().type()) + ": "
                    + asked.outcome() + " after " + millis(asked.nanos()));
        }
        lines.add("");
        List<CacheEntry> entries = view.entries();
        if (entries.isEmpty()) {
            lines.add("nothing is remembered; '--ask NAME' has the device ask for something");
        } else {
            List<List<String>> rows = new ArrayList<>(List.of(HEAD));
            entries.forEach(entry -> rows.addAll(rows(entry)));
            lines.addAll(aligned(rows));
        }
        if (view.servers()) {
            lines.add("");
            List<List<String>> rows = new ArrayList<>(List.of(SERVERS_HEAD));
            view.resolver().resolver().servers().forEach(server -> rows.add(row(server)));
            lines.addAll(aligned(rows));
        }
        return lines;
    }

    private static String title(CacheView view) {
        String way = view.resolver().forwarder().map(forwarder -> " through " + forwarder).orElse("");
        String when = view.passedNanos() == 0
                ? ""
                : String.format(Locale.ROOT, ", %.3f s after the first question", view.passedNanos() / 1e9);
        return "cache of " + view.resolver().name() + " (" + view.resolver().address() + "), which "
                + view.device() + " asks" + way + when;
    }

    /// The lines of one entry, the first with its name, its TTL counting down and the TTL it came with.
    private static List<List<String>> rows(CacheEntry entry) {
        List<List<String>> rows = new ArrayList<>();
        String kind = CacheView.words(entry.kind()) + (entry.signed() ? ", signed" : "");
        String first = entry.data().isEmpty() ? "" : shortened(entry.data().getFirst());
        rows.add(List.of(entry.name(), String.valueOf(entry.secondsLeft()), String.valueOf(entry.ttl()),
                entry.type(), kind, first));
        for (int i = 1; i < entry.data().size(); i++) {
            rows.add(List.of("", "", "", "", "", shortened(entry.data().get(i))));
        }
        return rows;
    }

    private static String shortened(String data) {
        return data.length() <= LONGEST_DATA ? data : data.substring(0, LONGEST_DATA - 1) + "…";
    }

    private static List<String> row(KnownServer server) {
        return List.of(server.address().toString(), millis(server.smoothedNanos()),
                millis(server.timeoutNanos()),
                String.valueOf(server.timeouts()), String.join(", ", server.features()));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            String line = line(row, widths);
            lines.add(lines.isEmpty() ? Bold.text(line) : line);
        }
        return lines;
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            String cell = coloured(row.get(i));
            line.append(ON_THE_RIGHT.contains(i) ? padding + cell : cell + padding).append("  ");
        }
        return line.toString().stripTrailing();
    }

    /// `cell` in the colour of the kind of entry that it names, if it names one.
    private static String coloured(String cell) {
        for (CacheEntry.Kind kind : CacheEntry.Kind.values()) {
            String words = CacheView.words(kind);
            if (cell.equals(words) || cell.equals(words + ", signed")) {
                return Ansi.AUTO.string("@|" + colour(kind) + " " + cell + "|@");
            }
        }
        return cell;
    }

    private static String colour(CacheEntry.Kind kind) {
        return switch (kind) {
            case ANSWER, BESIDE -> "green";
            case REFERRAL, GLUE -> "cyan";
            case NO_DATA, NO_SUCH_NAME -> "yellow";
            case FAILURE -> "red";
            case STALE -> "magenta";
        };
    }
}
