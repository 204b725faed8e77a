package io.netjar.cli;

import io.netjar.internet.Internet;
import io.netjar.internet.Listing;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/// What an Internet consists of, for people.
final class Inventory {
    /// An overview has tables of so many rows at most, ...
    private static final int MOST_ROWS = 16;
    /// ... of longer ones so many, ...
    private static final int FIRST_ROWS = 10;
    /// ... and the same of what stands in a cell.
    private static final int MOST_THINGS = 6;
    private static final int FIRST_THINGS = 4;

    private Inventory() {}

    /// One line: how many there are of what.
    static String summary(Internet internet) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("provider", internet.description().providers().size());
        counts.put("router", internet.routers().size());
        counts.put("server", internet.servers().size());
        counts.put("home", internet.description().homes().size());
        counts.put("office", internet.description().offices().size());
        counts.put("device", internet.devices().size());
        counts.put("site", internet.sites().size());
        return counts.entrySet().stream().filter(each -> each.getValue() > 0)
                .map(each -> counted(each.getValue(), each.getKey())).collect(Collectors.joining(", "));
    }

    /// A number of things, in words that fit it.
    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /// A table, its columns aligned, or a line that it is empty.
    static void print(PrintWriter out, Listing listing) {
        int[] widths = new int[listing.columns().size()];
        measure(listing.columns(), widths);
        listing.rows().forEach(row -> measure(row, widths));
        out.println(Bold.text(listing.title()));
        if (listing.rows().isEmpty()) {
            out.println("  none");
            return;
        }
        out.println(faint(line(listing.columns(), widths)));
        listing.rows().forEach(row -> out.println(line(row, widths)));
    }

    /// The tables that are not empty, each short enough that all can be read: of many rows the first, of many things in
    /// one cell the first. Returns whether something was left out by that.
    static boolean printOutline(PrintWriter out, List<Listing> listings) {
        boolean isShortened = false;
        for (Listing listing : listings) {
            if (!listing.rows().isEmpty()) {
                Listing shown = outline(listing);
                int left = listing.rows().size() - shown.rows().size();
                out.println();
                print(out, shown);
                if (left > 0) {
                    out.println(faint("  … " + left + " more"));
                }
                isShortened |= !shown.equals(listing);
            }
        }
        return isShortened;
    }

    private static Listing outline(Listing listing) {
        int count = listing.rows().size();
        return new Listing(listing.title(), listing.columns(),
                listing.rows().subList(0, count <= MOST_ROWS ? count : FIRST_ROWS).stream()
                        .map(row -> row.stream().map(Inventory::shortened).toList()).toList());
    }

    /// The first of many things that a cell lists.
    private static String shortened(String cell) {
        List<String> things = List.of(cell.split(", ", -1));
        int left = things.size() - FIRST_THINGS;
        return things.size() <= MOST_THINGS
                ? cell
                : String.join(", ", things.subList(0, FIRST_THINGS)) + ", … " + left + " more";
    }

    private static String faint(String text) {
        return Ansi.AUTO.string("@|faint " + text + "|@");
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append("  ").append(row.get(i)).repeat(' ', widths[i] - row.get(i).length());
        }
        return line.toString().stripTrailing();
    }
}
