package io.netjar.cli;

import io.netjar.internet.Internet;
import io.netjar.internet.Listing;
import java.io.PrintWriter;
import java.util.List;

/// What an Internet consists of, for people.
final class Inventory {
    private Inventory() {}

    /// One line: how many there are of what.
    static String summary(Internet internet) {
        return counted(internet.description().providers().size(), "provider") + ", "
                + counted(internet.routers().size(), "router") + ", "
                + counted(internet.servers().size(), "server") + ", "
                + counted(internet.description().homes().size(), "home") + ", "
                + counted(internet.description().offices().size(), "office") + ", "
                + counted(internet.devices().size(), "device") + ", "
                + counted(internet.sites().size(), "site");
    }

    /// A number of things, in words that fit it.
    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /// A table, its columns aligned.
    static void print(PrintWriter out, Listing listing) {
        int[] widths = new int[listing.columns().size()];
        measure(listing.columns(), widths);
        listing.rows().forEach(row -> measure(row, widths));
        out.println(Bold.text(listing.title()));
        printRow(out, listing.columns(), widths);
        listing.rows().forEach(row -> printRow(out, row, widths));
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private static void printRow(PrintWriter out, List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append("  ").append(row.get(i)).repeat(' ', widths[i] - row.get(i).length());
        }
        out.println(line.toString().stripTrailing());
    }
}
